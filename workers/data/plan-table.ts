/** What keeping a staged table would do: mostly known already. */
import type { DataCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { makePlan } from './make-plan.ts';
import { plannedAhead } from './plan-ahead.ts';
import type { Job } from './stored-table.ts';

type Plan = DataCalls['plan'];

/** Errors: `not-found`, `column-missing`, `no-usable-rows`, `damaged`, `cancelled`. */
export async function planTable(store: Store, args: Plan['args'], job: Job): Promise<Plan['result']> {
  return (await plannedAhead(args, job)) ?? makePlan(store, args, job);
}
