/** Stored pieces of a column as one column again. */
import { MISSING_CODE, type Column, type ColumnChunk, type ColumnKind, type TextColumn, type TextUse } from './column.ts';
import { AppError } from './errors.ts';
import type { CellType, ColumnReport } from './reading.ts';
import { areTidy, unpackWords, WordNumbers, type Utf8Words } from './utf8-words.ts';

/** How cells of a type are held. */
export function columnKindOf(type: CellType): ColumnKind {
  switch (type) {
    case 'number':
    case 'money':
    case 'percent':
      return 'number';
    case 'category':
    case 'id':
    case 'text':
      return 'text';
    default:
      return type;
  }
}

function textUseOf(type: CellType): TextUse {
  return type === 'id' || type === 'category' ? type : 'text';
}

/** Chunks in order, all of them at once. */
export function joinChunks(chunks: readonly ColumnChunk[], report: ColumnReport, name: string): Column {
  const rows = chunks.reduce((sum, chunk) => sum + (chunk.kind === 'text' ? chunk.codes.length : chunk.values.length), 0);
  const joiner = columnJoiner(report, name, rows);
  for (const chunk of chunks) joiner.add(chunk);
  return joiner.column();
}

export interface ColumnJoiner {
  /** Where the values of the next chunk of `rows` rows may be put right away; undefined where they are no numbers. */
  room(rows: number): Float64Array | Int32Array | undefined;
  /** The next chunk, in the room it was given or not; it is not needed afterwards. */
  add(chunk: ColumnChunk): void;
  column(): Column;
}

/** For a column of `rows` rows whose chunks come one after the other. */
export function columnJoiner({ reading: { type, unit } }: ColumnReport, name: string, rows: number): ColumnJoiner {
  const kind = columnKindOf(type);
  switch (kind) {
    case 'number':
      return valueJoiner(kind, new Float64Array(rows), (values) => ({ kind, name, values, ...(unit === undefined ? {} : { unit }) }));
    case 'datetime':
      return valueJoiner(kind, new Float64Array(rows), (values) => ({ kind, name, values }));
    case 'date':
      return valueJoiner(kind, new Int32Array(rows), (values) => ({ kind, name, values }));
    case 'boolean':
      return valueJoiner(kind, new Uint8Array(rows), (values) => ({ kind, name, values }));
    case 'text': {
      const text = new TextJoiner(rows);
      return {
        room: () => undefined,
        add(chunk) {
          if (chunk.kind !== 'text') throw wrongKind(chunk.kind, kind);
          text.add(chunk.codes, chunk.words);
        },
        column: () => text.column(name, textUseOf(type)),
      };
    }
  }
}

function valueJoiner<T extends Float64Array | Int32Array | Uint8Array>(
  kind: ColumnKind,
  values: T,
  column: (values: T) => Column,
): ColumnJoiner {
  let at = 0;
  return {
    room: (rows) => (values instanceof Uint8Array ? undefined : values.subarray(at, at + rows)),
    add(chunk) {
      if (chunk.kind !== kind || chunk.kind === 'text') throw wrongKind(chunk.kind, kind);
      if (chunk.values.buffer !== values.buffer) values.set(chunk.values, at);
      at += chunk.values.length;
    },
    column: () => column(values),
  };
}

function wrongKind(found: string, kind: string): AppError {
  return new AppError('internal', { message: `a ${found} chunk in a ${kind} column` });
}

interface Values<T> {
  new (length: number): T & { set(part: ArrayLike<number>, at: number): void };
}

/** Values of pieces that are all of `kind`, one after the other. */
export function joinArrays<T>(make: Values<T>, pieces: readonly (ColumnChunk | Column)[], kind: ColumnChunk['kind']): T {
  const parts = pieces.map((piece) => {
    if (piece.kind !== kind || piece.kind === 'text') throw wrongKind(piece.kind, kind);
    return piece.values;
  });
  const joined = new make(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Merges dictionaries as bytes, words in order of first appearance. */
export class TextJoiner {
  private readonly codes: Uint32Array;
  private readonly numbers = new WordNumbers();
  private rows = 0;

  constructor(rows: number) {
    this.codes = new Uint32Array(rows);
  }

  add(codes: Uint32Array, words: Utf8Words): void {
    // Where a piece brings hardly anything but new words, so will those that are still to come.
    const numberOf = this.numbers.add(words, this.codes.length / codes.length);
    const { codes: joined } = this;
    let row = this.rows;
    for (let i = 0; i < codes.length; i++) joined[row++] = codes[i] === MISSING_CODE ? MISSING_CODE : numberOf[codes[i]];
    this.rows = row;
  }

  /** The words become strings when somebody first asks for one: of order numbers, mostly nobody does. */
  column(name: string, use: TextUse): TextColumn {
    const words = this.numbers.words();
    let dictionary: string[] | undefined;
    return {
      kind: 'text',
      name,
      use,
      codes: this.codes,
      tidy: areTidy(words),
      get dictionary() {
        return (dictionary ??= unpackWords(words));
      },
    };
  }
}
