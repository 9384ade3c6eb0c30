/** The test customers with what was said of them and what came, as CSV: to check every measure elsewhere. */
import { take, takeRows } from '../../src/core/matrix.ts';
import { writeCsv } from '../../src/data/write-csv.ts';
import { predictorOf } from '../../src/insight/score-base.ts';
import type { LearnCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { learnedOf } from './learned-of.ts';
import type { Job } from './load-base.ts';

type HeldOut = LearnCalls['listHeldOut'];

/** Errors: those of `learnedOf`. */
export async function listHeldOut(store: Store, { modelId, header }: HeldOut['args'], job: Job): Promise<HeldOut['result']> {
  const { model, rows } = await learnedOf(store, modelId, job);
  const said = predictorOf(model)(takeRows(rows.x, rows.test));
  const came = take(rows.y, rows.test);
  const lines = Array.from(rows.test, (row, i) => [rows.ids[row], rows.names[row], came[i], said[i]]);
  return { csv: writeCsv(header, lines, { bom: true }), rows: lines.length };
}
