/** Commits a staged table together with the record of the dataset that it makes, or that it joins. */
import type { Dataset, DatasetPart } from '../../src/core/dataset.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Recipe } from '../../src/core/recipe.ts';
import { joinTables } from '../../src/data/take-rows.ts';
import type { DataCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { cookTable, type CookedTable } from './cook-table.ts';
import { loadedStaged, releaseStaged, requireStaged } from './staged-tables.ts';
import type { Job } from './stored-table.ts';
import { tableFacts } from './table-facts.ts';

type Keep = DataCalls['keep'];

/** Errors: `not-found`, `column-missing`, `no-usable-rows`, `storage-full`, `read-only-tab`, `stale-tab`, `cancelled`. */
export async function keepTable(store: Store, { tableId, name, recipe, datasetId, sample }: Keep['args'], job: Job): Promise<Dataset> {
  const { staged } = requireStaged(tableId);
  const stored = await loadedStaged(tableId, job);
  const old = datasetId === undefined ? undefined : await store.get('dataset', datasetId);
  if (datasetId !== undefined && !old) throw new AppError('not-found');
  const cooked = await cookTable(store, stored, { roles: recipe.roles, steps: recipe.steps, dataset: old }, job);
  await job.pause();

  const now = Date.now();
  const parts = [...replacedParts(old?.parts ?? [], cooked), newPart(tableId, stored.report.fileName, cooked, now)];
  const dataset: Dataset = {
    ...(old ?? { id: crypto.randomUUID(), name, sample: sample ?? false, createdAt: now }),
    parts,
    recipe,
    ...datasetCounts(cooked, recipe),
    cleaning: cooked.incoming.effects,
    lastUpsert: cooked.upsert?.plan,
    updatedAt: now,
  };
  if (job.signal.aborted) throw new AppError('cancelled');
  job.progress({ stage: 'store', done: 0, total: 1 });
  await staged.commit(stored.report, [{ kind: 'dataset', put: dataset }]);
  releaseStaged(tableId);
  return dataset;
}

/** Rows that the new file replaces are masked, never rewritten. */
function replacedParts(parts: DatasetPart[], { upsert }: CookedTable): DatasetPart[] {
  return parts.map((part, i) => {
    const replaced = upsert?.supersede[i];
    if (!replaced?.some((bits) => bits !== 0)) return part;
    const superseded = replaced.map((bits, at) => bits | (part.superseded[at] ?? 0));
    return { ...part, superseded, supersededCount: countBits(superseded) };
  });
}

/** Masks the rows that are known already. What cleaning dropped stays unmasked: the recipe drops it again, until a step is undone. */
function newPart(tableId: string, fileName: string, { incoming, upsert }: CookedTable, addedAt: number): DatasetPart {
  const superseded = new Uint8Array(Math.ceil(incoming.keep.length / 8));
  incoming.keep.forEach((kept, row) => {
    if (kept === 1 && upsert?.keepIncoming[row] === 0) superseded[row >> 3] |= 1 << (row & 7);
  });
  return { tableId, fileName, superseded, supersededCount: countBits(superseded), addedAt };
}

/** Of all files together, once this one is in. */
function datasetCounts(
  { existing, incoming, cleaned, upsert }: CookedTable,
  { roles }: Recipe,
): Pick<Dataset, 'rowCount' | 'customerCount' | 'lastDay'> {
  const table = upsert
    ? joinTables([
        ...existing.map(({ table, keep }, i) => ({ table, keep: keep.map((kept, row) => (isSet(upsert.supersede[i], row) ? 0 : kept)) })),
        { table: incoming.table, keep: upsert.keepIncoming },
      ])
    : cleaned;
  const { customers, lastDay } = tableFacts(table, roles);
  return { rowCount: table.rowCount, customerCount: customers, lastDay };
}

function isSet(bits: Uint8Array, row: number): boolean {
  return ((bits[row >> 3] >> (row & 7)) & 1) === 1;
}

function countBits(bytes: Uint8Array): number {
  let count = 0;
  for (let byte of bytes) for (; byte > 0; byte &= byte - 1) count++;
  return count;
}
