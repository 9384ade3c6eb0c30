/** Some rows of a table, and several tables of one shape as one. */
import { MISSING_BOOLEAN, MISSING_CODE, MISSING_DAY, type Column, type ColumnKind, type Table, type TextColumn } from '../core/column.ts';
import { assertNever } from '../core/errors.ts';
import { joinArrays, TextJoiner } from '../core/join-chunks.ts';
import { packWords } from '../core/utf8-words.ts';
import { keyCodes } from './key-codes.ts';

const SECONDS_PER_DAY = 86_400;

export interface TablePart {
  table: Table;
  /** One byte per row, 0 = leave the row out. Absent: all rows. */
  keep?: Uint8Array;
}

/** The given rows in the given order; dictionaries are shared with the old table. */
export function takeTableRows(table: Table, rows: Uint32Array): Table {
  return {
    rowCount: rows.length,
    columns: table.columns.map((column) => takeColumnRows(column, rows)),
    sourceLine: gather(table.sourceLine, rows, new Uint32Array(rows.length)),
    hashHigh: gather(table.hashHigh, rows, new Uint32Array(rows.length)),
    hashLow: gather(table.hashLow, rows, new Uint32Array(rows.length)),
  };
}

/** Indexes of the rows with a 1. */
export function keptRows(keep: Uint8Array): Uint32Array {
  let count = 0;
  for (let row = 0; row < keep.length; row++) count += keep[row];
  const rows = new Uint32Array(count);
  for (let row = 0, next = 0; row < keep.length; row++) if (keep[row] === 1) rows[next++] = row;
  return rows;
}

/** One byte per row, 1 = still valid, from a dataset part's bits (bit `row` of the bytes, little end first, 1 = superseded). */
export function keepMask(superseded: Uint8Array, rowCount: number): Uint8Array {
  const keep = new Uint8Array(rowCount);
  for (let row = 0; row < rowCount; row++) keep[row] = (superseded[row >> 3] >> (row & 7)) & 1 ? 0 : 1;
  return keep;
}

/**
 * Rows of all parts, one after the other, with the columns of the first. A column that a later part lacks is missing there;
 * dates and date-times join as date-times, any other two kinds as text.
 */
export function joinTables(parts: readonly TablePart[]): Table {
  const tables = parts.map(({ table, keep }) => (keep ? takeTableRows(table, keptRows(keep)) : table));
  const [first] = tables;
  if (first === undefined)
    return { rowCount: 0, columns: [], sourceLine: new Uint32Array(), hashHigh: new Uint32Array(), hashLow: new Uint32Array() };
  if (tables.length === 1) return first;
  return {
    rowCount: tables.reduce((rows, table) => rows + table.rowCount, 0),
    columns: first.columns.map(({ name }) => joinColumn(name, tables)),
    sourceLine: joinHidden(tables.map((table) => table.sourceLine)),
    hashHigh: joinHidden(tables.map((table) => table.hashHigh)),
    hashLow: joinHidden(tables.map((table) => table.hashLow)),
  };
}

function joinHidden(pieces: readonly Uint32Array[]): Uint32Array {
  return joinArrays(
    Uint32Array,
    pieces.map((values) => ({ kind: 'u32', values })),
    'u32',
  );
}

function joinColumn(name: string, tables: readonly Table[]): Column {
  const found = tables.map((table) => table.columns.find((column) => column.name === name));
  const kinds = new Set(found.flatMap((column) => (column ? [column.kind] : [])));
  const dated = [...kinds].every((kind) => kind === 'date' || kind === 'datetime');
  const kind = kinds.size === 1 ? [...kinds][0] : dated ? 'datetime' : 'text';
  const pieces = found.map((column, part) => (column ? asKind(column, kind) : missingColumn(name, kind, tables[part].rowCount)));
  const like = pieces[0];
  switch (like.kind) {
    case 'number':
    case 'datetime':
      return { ...like, values: joinArrays(Float64Array, pieces, like.kind) };
    case 'date':
      return { ...like, values: joinArrays(Int32Array, pieces, like.kind) };
    case 'boolean':
      return { ...like, values: joinArrays(Uint8Array, pieces, like.kind) };
    case 'text': {
      const joiner = new TextJoiner(tables.reduce((rows, table) => rows + table.rowCount, 0));
      for (const piece of pieces) if (piece.kind === 'text') joiner.add(piece.codes, packWords(piece.dictionary));
      return joiner.column(name, like.use);
    }
    default:
      return assertNever(like);
  }
}

function asKind(column: Column, kind: ColumnKind): Column {
  if (column.kind === kind) return column;
  const { name } = column;
  if (column.kind === 'date' && kind === 'datetime')
    return { kind, name, values: Float64Array.from(column.values, (day) => (day === MISSING_DAY ? NaN : day * SECONDS_PER_DAY)) };
  const { codes, keys } = keyCodes(column);
  return { kind: 'text', name, use: 'text', codes, dictionary: keys };
}

function missingColumn(name: string, kind: ColumnKind, rows: number): Column {
  switch (kind) {
    case 'number':
    case 'datetime':
      return { kind, name, values: new Float64Array(rows).fill(NaN) };
    case 'date':
      return { kind, name, values: new Int32Array(rows).fill(MISSING_DAY) };
    case 'boolean':
      return { kind, name, values: new Uint8Array(rows).fill(MISSING_BOOLEAN) };
    case 'text':
      return { kind, name, use: 'text', codes: new Uint32Array(rows).fill(MISSING_CODE), dictionary: [] };
    default:
      return assertNever(kind);
  }
}

function takeColumnRows(column: Column, rows: Uint32Array): Column {
  switch (column.kind) {
    case 'number':
    case 'datetime':
      return { ...column, values: gather(column.values, rows, new Float64Array(rows.length)) };
    case 'date':
      return { ...column, values: gather(column.values, rows, new Int32Array(rows.length)) };
    case 'boolean':
      return { ...column, values: gather(column.values, rows, new Uint8Array(rows.length)) };
    case 'text':
      return withCodes(column, gather(column.codes, rows, new Uint32Array(rows.length)));
    default:
      return assertNever(column);
  }
}

/** The same words, not looked at. */
function withCodes(column: TextColumn, codes: Uint32Array): TextColumn {
  const { kind, name, use, tidy } = column;
  return {
    kind,
    name,
    use,
    ...(tidy === undefined ? {} : { tidy }),
    codes,
    get dictionary() {
      return column.dictionary;
    },
  };
}

function gather<T extends Float64Array | Int32Array | Uint32Array | Uint8Array>(from: ArrayLike<number>, rows: Uint32Array, into: T): T {
  for (let i = 0; i < rows.length; i++) into[i] = from[rows[i]];
  return into;
}
