/** Tables that were kept, and the customer base made of them. */
import type { ReadReport } from './reading.ts';
import type { Recipe, StepEffect } from './recipe.ts';

/** One file as read and kept. Its chunks never change; cleaning happens on the way out. */
export interface TableManifest {
  id: string;
  report: ReadReport;
  /** By `column/chunk`. */
  chunks: Record<string, ChunkSpot>;
  batchCount: number;
  committedAt: number;
}

/** Where an encrypted chunk lies. */
export interface ChunkSpot {
  batch: number;
  /** Bytes from the start of the batch, and how many. */
  at: number;
  length: number;
  /** IV and authentication tag, hex: swapped or replayed chunks are refused. */
  seal: string;
}

/** A table inside a dataset; rows superseded by a later file are masked (bit `row` of the bytes, little end first). */
export interface DatasetPart {
  tableId: string;
  fileName: string;
  superseded: Uint8Array;
  supersededCount: number;
  addedAt: number;
}

/** Rows of a new file of a known shape, told apart by key. */
export interface UpsertPlan {
  added: number;
  changed: number;
  same: number;
  /** Rows that are there and that this file does not have: they stay. Absent in bases kept by earlier releases. */
  gone?: number;
  /** Rows of this file whose number belongs to another customer or row in it as well: the number then cannot tell rows apart. */
  conflicting?: number;
  /** Column whose values identify a row; absent: the whole row. */
  keyColumn?: string;
}

/** What one row of a table is. */
export type TableRole = 'customers' | 'orders' | 'interactions' | 'products' | 'deals' | 'tickets';

/** Another dataset that says more about the customers of this one. */
export interface DatasetLink {
  datasetId: string;
  role: 'customers' | 'interactions' | 'tickets' | 'deals';
  /** Columns whose values name the same customer here and there. */
  ownKey: string;
  otherKey: string;
}

/** How the rows and keys of one table find theirs in another. */
export interface SideMatch {
  rows: number;
  rowsFound: number;
  /** Different keys. */
  keys: number;
  keysFound: number;
  /** The first ten keys that are not found. */
  orphans: string[];
}

export interface KeyMatch {
  ownKey: string;
  otherKey: string;
  own: SideMatch;
  other: SideMatch;
}

/** A customer base: one or more files of one shape, and the recipe that reads them. */
export interface Dataset {
  id: string;
  name: string;
  /** The bundled sample, so that it can be told from the person's own data. */
  sample: boolean;
  parts: DatasetPart[];
  recipe: Recipe;
  /** Last day seen in the `when` column (days since 1970-01-01); absent without dates. */
  lastDay?: number;
  rowCount: number;
  customerCount: number;
  /** What the cleaning did, step by step, when the last file was kept. */
  cleaning: StepEffect[];
  lastUpsert?: UpsertPlan;
  /** Absent: none. A dataset that is gone is passed over. */
  links?: DatasetLink[];
  createdAt: number;
  updatedAt: number;
}
