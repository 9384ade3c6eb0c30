/** Stored pieces of a column as one column again. */
import { MISSING_CODE, type Column, type ColumnChunk, type ColumnKind, type TextUse } from './column.ts';
import { AppError } from './errors.ts';
import type { CellType, ColumnReport } from './reading.ts';
import { unpackWords, WordNumbers } from './utf8-words.ts';

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

/** Chunks in order. Each text chunk brings its own dictionary; they are merged into one, words in order of first appearance. */
export function joinChunks(chunks: ColumnChunk[], report: ColumnReport, name: string): Column {
  const { type, unit } = report.reading;
  const kind = columnKindOf(type);
  switch (kind) {
    case 'number':
      return { kind, name, values: joinArrays(Float64Array, chunks, kind), ...(unit === undefined ? {} : { unit }) };
    case 'datetime':
      return { kind, name, values: joinArrays(Float64Array, chunks, kind) };
    case 'date':
      return { kind, name, values: joinArrays(Int32Array, chunks, kind) };
    case 'boolean':
      return { kind, name, values: joinArrays(Uint8Array, chunks, kind) };
    case 'text':
      return { kind, name, use: textUseOf(type), ...joinText(chunks) };
  }
}

interface Values<T> {
  new (length: number): T & { set(part: ArrayLike<number>, at: number): void };
}

/** Values of chunks that are all of `kind`, one after the other. */
export function joinArrays<T>(make: Values<T>, chunks: readonly (ColumnChunk | Column)[], kind: ColumnChunk['kind']): T {
  const parts = chunks.map((chunk) => {
    if (chunk.kind !== kind || chunk.kind === 'text')
      throw new AppError('internal', { message: `a ${chunk.kind} chunk in a ${kind} column` });
    return chunk.values;
  });
  const joined = new make(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

type TextChunk = Extract<ColumnChunk, { kind: 'text' }>;

/** As `joinArrays`, for text: dictionaries merged, words in order of first appearance. */
export function joinText(chunks: ColumnChunk[]): { codes: Uint32Array; dictionary: string[] } {
  const parts = chunks.map((chunk): TextChunk => {
    if (chunk.kind !== 'text') throw new AppError('internal', { message: `a ${chunk.kind} chunk in a text column` });
    return chunk;
  });
  if (parts.length === 1) return { codes: parts[0].codes, dictionary: unpackWords(parts[0].words) };
  const codes = new Uint32Array(parts.reduce((sum, part) => sum + part.codes.length, 0));
  const numbers = new WordNumbers();
  let at = 0;
  for (const part of parts) {
    const { bytes, ends } = part.words;
    const translated = new Uint32Array(ends.length);
    for (let word = 0, from = 0; word < ends.length; from = ends[word++]) translated[word] = numbers.add(bytes, from, ends[word]);
    for (const code of part.codes) codes[at++] = code === MISSING_CODE ? MISSING_CODE : translated[code];
  }
  return { codes, dictionary: unpackWords(numbers.words()) };
}
