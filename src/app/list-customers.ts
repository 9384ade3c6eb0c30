/** Everybody, a page at a time, and one person with all that is known of them. */
import type { CustomerDetail, CustomerPage, LearnCalls } from '../rpc/protocol.ts';
import { lang } from '../i18n/t.svelte.ts';
import { AppError } from '../core/errors.ts';
import { learnEngine } from './engines.ts';
import { session } from './session.svelte.ts';

export type CustomerSort = LearnCalls['customers']['args']['sort'];

export interface CustomerQuery {
  search: string;
  sort: CustomerSort;
  descending: boolean;
}

function inUse(): { datasetId: string; modelId?: string } {
  if (!session.dataset) throw new AppError('not-found');
  return { datasetId: session.dataset.id, modelId: session.card?.id };
}

export async function listCustomers(query: CustomerQuery, from: number, count: number): Promise<CustomerPage> {
  return learnEngine.call('customers', { ...inUse(), ...query, lang: lang(), from, count });
}

export async function oneCustomer(id: string): Promise<CustomerDetail> {
  return learnEngine.call('customer', { ...inUse(), id });
}
