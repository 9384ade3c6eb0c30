/** Records a lesson: the real algorithm runs in the learn worker and hands back its steps. */
import type { Dataset } from '../core/dataset.ts';
import { featureKey } from '../core/feature-key.ts';
import type { Run } from '../core/work.ts';
import type { TreeTrace, TreeTraceArgs } from '../rpc/protocol.ts';
import { learnEngine } from './engines.ts';
import { pageStore } from './page-store.ts';

export function traceTree(args: TreeTraceArgs, signal?: AbortSignal): Promise<TreeTrace> {
  return learnEngine.call('traceTree', args, { signal });
}

export interface LessonColumns {
  /** `numbers` are keys of facts about the people behind the orders; else they are columns of the file. */
  areFacts: boolean;
  numbers: string[];
  targets: string[];
}

/** What a lesson on the person's own data can ask about, and what it can predict. `run`: the last one on this data. */
export async function lessonColumns(dataset: Dataset, run: Run | undefined): Promise<LessonColumns> {
  const { roles, question } = dataset.recipe;
  if (roles.rowShape === 'order') {
    return { areFacts: true, numbers: run?.features.map(featureKey) ?? [], targets: question ? [question.kind] : [] };
  }
  const store = await pageStore();
  const manifest = await store.manifest(dataset.parts[dataset.parts.length - 1].tableId);
  const columns = manifest?.report.columns ?? [];
  return {
    areFacts: false,
    numbers: columns.filter(({ reading }) => ['number', 'money', 'percent'].includes(reading.type)).map(({ name }) => name),
    targets: columns.filter(({ reading, distinct }) => reading.type === 'boolean' || distinct === 2).map(({ name }) => name),
  };
}
