/** Runs, tasks and outcomes of one dataset. */
import type { Outcome, Run, Task } from '../../src/core/work.ts';
import type { Store } from '../../src/store/contract.ts';

export interface WorkRecords {
  /** Oldest first. */
  runs: Run[];
  tasks: Task[];
  outcomes: Outcome[];
}

export async function workRecords(store: Store, datasetId: string): Promise<WorkRecords> {
  const [runs, tasks, outcomes] = await Promise.all([store.all('run'), store.all('task'), store.all('outcome')]);
  const isOurs = (record: { datasetId: string }) => record.datasetId === datasetId;
  return { runs: runs.filter(isOurs).sort((a, b) => a.at - b.at), tasks: tasks.filter(isOurs), outcomes: outcomes.filter(isOurs) };
}
