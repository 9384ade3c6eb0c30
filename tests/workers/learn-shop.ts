/** The sample shop, kept in a store as the page would keep it, for the tests of the learn worker. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../../src/core/dataset.ts';
import type { Question } from '../../src/core/recipe.ts';
import type { JobProgress } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { keepTable } from '../../workers/data/keep-table.ts';
import { planTable } from '../../workers/data/plan-table.ts';
import { readFile } from '../../workers/data/read-file.ts';

export interface TestJob {
  signal: AbortSignal;
  progress: (progress: JobProgress) => void;
  pause: () => Promise<void>;
}

/** `pause` obeys the signal as `serve` does. */
export function jobOf(signal = new AbortController().signal, progress: (progress: JobProgress) => void = () => undefined): TestJob {
  return {
    signal,
    progress,
    pause: async () => {
      if (signal.aborted) throw Object.assign(new Error('stopped'), { name: 'AbortError' });
    },
  };
}

/** Reads a file of `sample-data/` with everything as suggested, and keeps it. */
export async function keepSample(store: Store, fileName: string, into?: Dataset, question?: Question): Promise<Dataset> {
  const bytes = readFileSync(join(import.meta.dirname, '../../sample-data', fileName));
  const report = await readFile(store, { file: new Blob([bytes]), fileName }, { ...jobOf(), progress: () => undefined });
  const { tableId, roles } = report;
  const plan = await planTable(store, { tableId, roles, datasetId: into?.id, question }, jobOf());
  const recipe = into?.recipe ?? {
    version: 1,
    shape: report.shape,
    read: {},
    roles,
    steps: plan.steps,
    question: question ?? plan.question,
  };
  return keepTable(store, { tableId, name: 'Shop', recipe, datasetId: into?.id, sample: true }, jobOf());
}
