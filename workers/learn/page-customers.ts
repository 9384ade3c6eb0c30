/** A page of everybody, as the Customers screen lists them. */
import { customerPage } from '../../src/insight/customer-page.ts';
import { missingFacts } from '../../src/insight/model-fit.ts';
import type { CustomerPage, LearnCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { requireModel, scoresOf } from './base-facts.ts';
import { loadBase, type Job } from './load-base.ts';
import { peopleOf } from './people.ts';

type Customers = LearnCalls['customers'];

/** Errors: `not-found`, `damaged`. */
export async function pageCustomers(store: Store, { datasetId, modelId, ...query }: Customers['args'], job: Job): Promise<CustomerPage> {
  const { base } = await loadBase(store, datasetId, job);
  const model = modelId === undefined ? undefined : await requireModel(store, modelId);
  // Of a model whose facts are gone nobody has a chance: the list of the day and the customer's page say why.
  const scores = model && missingFacts(base, model.encoder.features).length === 0 ? scoresOf(base, model) : undefined;
  const tasks = (await store.all('task')).filter((task) => task.datasetId === datasetId);
  const { from, total, rows } = customerPage(peopleOf(base, scores, tasks), query);
  return { from, total, rows: rows.map(({ phone: _, email: __, ...row }) => row) };
}
