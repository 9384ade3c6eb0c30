/** Everybody's chance with the strongest reasons, a page at a time: for a file of all. */
import { orderReasons } from '../../src/agent/reason-order.ts';
import { rowOf } from '../../src/insight/align-features.ts';
import { LARGEST_PAGE } from '../../src/insight/customer-page.ts';
import { explainScores } from '../../src/insight/score-base.ts';
import type { LearnCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { requireModel, scoresOf } from './base-facts.ts';
import { loadBase, type Job } from './load-base.ts';

type Call = LearnCalls['scores'];

/** Customers explained between two pauses. */
const EXPLAIN_BATCH = 32;

/** Errors: `not-found`, `damaged`, `column-missing`, `cancelled`. */
export async function pageScores(store: Store, { datasetId, modelId, from, count }: Call['args'], job: Job): Promise<Call['result']> {
  const { base } = await loadBase(store, datasetId, job);
  const model = await requireModel(store, modelId);
  const scores = scoresOf(base, model);
  const { ids, names, value } = base.facts;
  const wanted = Array.from(ids.keys()).slice(from, from + Math.min(count, LARGEST_PAGE));
  const rows: Call['result']['rows'] = [];
  for (let at = 0; at < wanted.length; at += EXPLAIN_BATCH) {
    const batch = wanted.slice(at, at + EXPLAIN_BATCH);
    explainScores(model, scores, batch).forEach(({ parts }, i) => {
      const row = batch[i];
      rows.push({
        id: ids[row],
        name: names[row],
        chance: scores.isChance ? scores.predicted[row] : null,
        predicted: scores.predicted[row],
        value: value[row],
        reasons: orderReasons(parts).reasons,
        saw: Array.from(rowOf(scores.x, row), (number) => (Number.isNaN(number) ? null : number)),
      });
    });
    await job.pause();
  }
  return { total: ids.length, features: scores.features, rows };
}
