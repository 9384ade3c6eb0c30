/** Commits a staged table together with the record of the dataset that it makes, or that it joins. */
import type { Table } from '../../src/core/column.ts';
import type { Dataset, DatasetPart, UpsertPlan } from '../../src/core/dataset.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Roles } from '../../src/core/recipe.ts';
import { joinTables } from '../../src/data/take-rows.ts';
import type { DataCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { cookTable } from './cook-table.ts';
import { mergedTable } from './merged-table.ts';
import { rememberedCounts, releaseStaged, requireStaged, type Counted } from './staged-tables.ts';
import type { Job } from './stored-table.ts';
import { tableFacts } from './table-facts.ts';

type Keep = DataCalls['keep'];

/** Errors: `not-found`, `column-missing`, `no-usable-rows`, `storage-full`, `read-only-tab`, `stale-tab`, `cancelled`. */
export async function keepTable(store: Store, args: Keep['args'], job: Job): Promise<Dataset> {
  const { tableId, name, recipe, datasetId, sample } = args;
  const { staged, report, digest } = requireStaged(tableId);
  const old = datasetId === undefined ? undefined : await store.get('dataset', datasetId);
  if (datasetId !== undefined && !old) throw new AppError('not-found');
  const { parts, superseded, ...outcome } = old
    ? await addedTo(old, store, args, job)
    : { parts: [], superseded: new Uint8Array(Math.ceil(report.rowCount / 8)), ...(await countsAlone(store, args, job)) };
  await job.pause();

  const now = Date.now();
  const added: DatasetPart = { tableId, fileName: report.fileName, superseded, supersededCount: countBits(superseded), addedAt: now };
  const dataset: Dataset = {
    ...(old ?? { id: crypto.randomUUID(), name, sample: sample ?? false, createdAt: now }),
    parts: [...parts, added],
    recipe,
    ...outcome,
    updatedAt: now,
  };
  if (job.signal.aborted) throw new AppError('cancelled');
  job.progress({ stage: 'store', done: 0, total: 1 });
  await staged.commit({ ...report, fileDigest: await digest }, [{ kind: 'dataset', put: dataset }]);
  releaseStaged(tableId);
  return dataset;
}

/** As planned, if that is what is kept. */
async function countsAlone(store: Store, { tableId, recipe: { roles, steps } }: Keep['args'], job: Job): Promise<Counted> {
  const planned = rememberedCounts(tableId, roles, steps);
  if (planned) return planned;
  const { incoming, cleaned } = await cookTable(store, tableId, { roles, steps }, job);
  return { ...countRows(cleaned, roles), cleaning: incoming.effects };
}

interface Added extends Counted {
  /** The files that are there, with the rows masked that the new file replaces; they are never rewritten. */
  parts: DatasetPart[];
  /** Of the new file. */
  superseded: Uint8Array;
  lastUpsert?: UpsertPlan;
}

async function addedTo(old: Dataset, store: Store, { tableId, recipe: { roles, steps } }: Keep['args'], job: Job): Promise<Added> {
  const { existing, incoming, upsert } = await cookTable(store, tableId, { roles, steps, dataset: old }, job);
  const supersede = upsert?.supersede ?? [];
  const keepIncoming = upsert?.keepIncoming ?? incoming.keep;
  const table = joinTables([
    ...existing.map(({ table, keep }, i) => ({ table, keep: keep.map((kept, row) => (isSet(supersede[i], row) ? 0 : kept)) })),
    { table: incoming.table, keep: keepIncoming },
  ]);
  await job.pause();
  return {
    parts: old.parts.map((part, i) => maskedPart(part, supersede[i])),
    superseded: knownRows(incoming.keep, keepIncoming),
    ...countRows(await mergedTable(store, old.id, table, roles), roles),
    rowCount: table.rowCount,
    cleaning: incoming.effects,
    lastUpsert: upsert?.plan,
  };
}

/** Of all files together, once the new one is in. */
function countRows(table: Table, roles: Roles): Pick<Counted, 'rowCount' | 'customerCount' | 'lastDay'> {
  const { customers, lastDay } = tableFacts(table, roles);
  return { rowCount: table.rowCount, customerCount: customers, lastDay };
}

function maskedPart(part: DatasetPart, replaced: Uint8Array | undefined): DatasetPart {
  if (!replaced?.some((bits) => bits !== 0)) return part;
  const superseded = replaced.map((bits, at) => bits | (part.superseded[at] ?? 0));
  return { ...part, superseded, supersededCount: countBits(superseded) };
}

/** Rows that are known already. What cleaning dropped stays unmasked: the recipe drops it again, until a step is undone. */
function knownRows(keep: Uint8Array, keepIncoming: Uint8Array): Uint8Array {
  const known = new Uint8Array(Math.ceil(keep.length / 8));
  keep.forEach((kept, row) => {
    if (kept === 1 && keepIncoming[row] === 0) known[row >> 3] |= 1 << (row & 7);
  });
  return known;
}

function isSet(bits: Uint8Array, row: number): boolean {
  return ((bits[row >> 3] >> (row & 7)) & 1) === 1;
}

function countBits(bytes: Uint8Array): number {
  let count = 0;
  for (let byte of bytes) for (; byte > 0; byte &= byte - 1) count++;
  return count;
}
