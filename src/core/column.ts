/**
 * A column is one typed array. A missing value is a reserved value of that array (not a separate bitset): hot loops
 * stay one comparison long, chunks stay one buffer, and NaN is what the algorithms expect for "missing" anyway.
 */

import type { Utf8Words } from './utf8-words.ts';

/** Missing day in a `date` column. */
export const MISSING_DAY = -0x80000000;
/** Missing code in a `text` column. */
export const MISSING_CODE = 0xffffffff;
/** Missing value in a `boolean` column. */
export const MISSING_BOOLEAN = 255;

/** Numbers, NaN = missing. Money is a number column with its currency as `unit` ("CNY", "EUR", "%"). */
export interface NumberColumn {
  kind: 'number';
  name: string;
  values: Float64Array;
  unit?: string;
}

/** Civil dates: days since 1970-01-01 in the Gregorian calendar, never through a local `Date`. */
export interface DateColumn {
  kind: 'date';
  name: string;
  values: Int32Array;
}

/** Civil date and time of day without a zone: seconds since 1970-01-01T00:00 on the wall clock, NaN = missing. */
export interface DateTimeColumn {
  kind: 'datetime';
  name: string;
  values: Float64Array;
}

/** 0, 1 or MISSING_BOOLEAN. */
export interface BooleanColumn {
  kind: 'boolean';
  name: string;
  values: Uint8Array;
}

/** `codes[row]` indexes `dictionary`. `id` and `text` are never turned into numbers or one-hot columns. */
export interface TextColumn {
  kind: 'text';
  name: string;
  use: TextUse;
  codes: Uint32Array;
  /** May be made of bytes when it is first asked for: of a million words that is not for nothing. */
  readonly dictionary: string[];
  /** True: no word is empty or has blanks around it. Absent: not known. */
  tidy?: boolean;
}

export type TextUse = 'category' | 'id' | 'text';
export type Column = NumberColumn | DateColumn | DateTimeColumn | BooleanColumn | TextColumn;
export type ColumnKind = Column['kind'];

/** Columns of equal length. `sourceLine[row]` is the 1-based line of the file the row came from. */
export interface Table {
  rowCount: number;
  columns: Column[];
  sourceLine: Uint32Array;
  /** 64-bit hash of the row's trimmed cells in two halves: equal rows of one file shape have equal hashes. */
  hashHigh: Uint32Array;
  hashLow: Uint32Array;
}

/** The same, cut into pieces of CHUNK_ROWS for the store. Each text chunk has its own words. `u32` carries the hidden columns of `Table`. */
export type ColumnChunk =
  | { kind: 'number' | 'datetime'; values: Float64Array }
  | { kind: 'date'; values: Int32Array }
  | { kind: 'boolean'; values: Uint8Array }
  | { kind: 'text'; codes: Uint32Array; words: Utf8Words }
  | { kind: 'u32'; values: Uint32Array };

/** Rows per stored chunk: 65,536 float64 are 512 KiB, near the sweet spot of AES-GCM and IndexedDB. */
export const CHUNK_ROWS = 65_536;

/** Hidden columns come after the file's own, in this order. */
export const HIDDEN_COLUMNS = ['#line', '#hash-high', '#hash-low'] as const;
