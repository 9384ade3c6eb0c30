/** Records a lesson: the real algorithm runs in the learn worker and hands back its steps. */
import type { Dataset } from '../core/dataset.ts';
import type { TreeTrace, TreeTraceArgs } from '../rpc/protocol.ts';
import { learnEngine } from './engines.ts';
import { pageStore } from './page-store.ts';

export function traceTree(args: TreeTraceArgs, signal?: AbortSignal): Promise<TreeTrace> {
  return learnEngine.call('traceTree', args, { signal });
}

/** Columns of the person's own data that a lesson can use: numbers to ask about, and yes/no columns to predict. */
export async function lessonColumns(dataset: Dataset): Promise<{ numbers: string[]; targets: string[] }> {
  const store = await pageStore();
  const manifest = await store.manifest(dataset.parts[dataset.parts.length - 1].tableId);
  const columns = manifest?.report.columns ?? [];
  return {
    numbers: columns.filter(({ reading }) => ['number', 'money', 'percent'].includes(reading.type)).map(({ name }) => name),
    targets: columns.filter(({ reading, distinct }) => reading.type === 'boolean' || distinct === 2).map(({ name }) => name),
  };
}
