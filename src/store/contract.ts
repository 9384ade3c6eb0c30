/**
 * What the rest of the app may ask of the store. Everything below the surface is encrypted (AES-256-GCM, see
 * `privacy/vault.ts`); plain are only random ids, sizes and times.
 */
import type { Column, ColumnChunk } from '../core/column.ts';
import type { Dataset, TableManifest } from '../core/dataset.ts';
import type { StoredModel } from '../core/model-card.ts';
import type { ReadReport } from '../core/reading.ts';
import type { ExitEntry, Outcome, Playbook, Run, Task } from '../core/work.ts';

/** Small records, each kind in its own table, each record one encrypted value under a random id. */
export interface RecordKinds {
  dataset: Dataset;
  model: StoredModel;
  playbook: Playbook;
  run: Run;
  task: Task;
  outcome: Outcome;
  exit: ExitEntry;
  setting: { id: string; value: unknown };
}
export type RecordKind = keyof RecordKinds;

/** A write of several records that is whole or absent. */
export type RecordWrite = { [K in RecordKind]: { kind: K; put: RecordKinds[K] } | { kind: K; remove: string } }[RecordKind];

/** Awaited between chunks: lets messages in, and rejects with `cancelled` after a cancel. */
export type Pause = () => Promise<void>;

export interface HiddenColumns {
  sourceLine: Uint32Array;
  hashHigh: Uint32Array;
  hashLow: Uint32Array;
}

/** Chunks written before anybody can see them; `commit` makes them a table in one strict transaction. */
export interface StagedTable {
  id: string;
  put(column: number, chunk: number, data: ColumnChunk): Promise<void>;
  /** Resolves when all that was put is stored; until then some of it waits for more. Errors: what a `put` failed with. */
  written(): Promise<void>;
  /** Forgets all chunks written so far (the reader starts over with better types). */
  restart(): Promise<void>;
  commit(report: ReadReport, alsoWrite?: RecordWrite[]): Promise<TableManifest>;
  abort(): Promise<void>;
  /** Reads back what was staged, as `columns` below does for a committed table. */
  columns(report: ReadReport, indexes: number[], pause?: Pause): Promise<Column[]>;
  hidden(report: ReadReport, pause?: Pause): Promise<HiddenColumns>;
}

export interface Usage {
  usedBytes: number;
  quotaBytes: number;
  /** The browser has promised not to clear it by itself. */
  persisted: boolean;
}

export interface Store {
  stageTable(tableId: string): StagedTable;
  manifest(tableId: string): Promise<TableManifest | undefined>;
  /** Whole columns by index, chunks joined, dictionaries merged. A damaged or swapped chunk is refused (`damaged`). */
  columns(tableId: string, indexes: number[], pause?: Pause): Promise<Column[]>;
  hidden(tableId: string, pause?: Pause): Promise<HiddenColumns>;
  removeTable(tableId: string): Promise<void>;

  get<K extends RecordKind>(kind: K, id: string): Promise<RecordKinds[K] | undefined>;
  all<K extends RecordKind>(kind: K): Promise<RecordKinds[K][]>;
  /** All or nothing. Refused in a tab that only reads (`read-only-tab`) or is older than the data (`stale-tab`). */
  write(writes: RecordWrite[]): Promise<void>;
  /** Called after any tab or worker wrote one of these kinds. Returns the unsubscribe. */
  watch(kinds: RecordKind[], changed: () => void): () => void;

  /** Chunks of tables that were never committed, removed. Returns how many. */
  removeOrphans(): Promise<number>;
  usage(): Promise<Usage>;
  /** Destroys the keys first, then the data. After this nothing can be read, whatever is left on the disk. */
  eraseEverything(): Promise<void>;
  close(): void;
}
