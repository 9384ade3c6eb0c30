/** What keeping a staged table would do. */
import { AppError } from '../../src/core/errors.ts';
import { gapSummary } from '../../src/data/gaps.ts';
import { offeredSteps } from '../../src/data/suggest-steps.ts';
import { suggestQuestion } from '../../src/data/suggest-question.ts';
import type { DataCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { cookTable } from './cook-table.ts';
import { rememberCounts, requireStaged } from './staged-tables.ts';
import type { Job } from './stored-table.ts';
import { tableFacts } from './table-facts.ts';

type Plan = DataCalls['plan'];

/** Errors: `not-found`, `column-missing`, `no-usable-rows`, `damaged`, `cancelled`. */
export async function makePlan(store: Store, args: Plan['args'], job: Job): Promise<Plan['result']> {
  const { tableId, roles, steps, datasetId } = args;
  const { report } = requireStaged(tableId);
  const dataset = datasetId === undefined ? undefined : await store.get('dataset', datasetId);
  if (datasetId !== undefined && !dataset) throw new AppError('not-found');
  const cooked = await cookTable(store, tableId, { roles, steps, dataset }, job);
  await job.pause();
  const { lines, ...facts } = tableFacts(cooked.cleaned, roles);
  await job.pause();
  const gaps = lines && gapSummary(lines);
  const { rowCount } = cooked.cleaned;
  const { effects } = cooked.incoming;
  if (!dataset) {
    rememberCounts(tableId, roles, cooked.steps, { rowCount, customerCount: facts.customers, lastDay: facts.lastDay, cleaning: effects });
  }
  return {
    ...(steps ? {} : { offered: offeredSteps(cooked.cleaned, roles) }),
    roles,
    steps: cooked.steps,
    effects,
    rowsIn: report.rowCount,
    rowsOut: rowCount,
    ...facts,
    gaps,
    question: args.question ?? suggestQuestion(cooked.cleaned, roles, gaps),
    upsert: cooked.upsert?.plan,
  };
}
