/** Customers as the page knows them. */
import { columnOf } from '../../src/core/matrix.ts';
import type { OrderFact } from '../../src/core/features.ts';
import type { Task } from '../../src/core/work.ts';
import type { CustomerBase } from '../../src/insight/customer-base.ts';
import type { Scores } from '../../src/insight/score-base.ts';
import type { CustomerRow } from '../../src/rpc/protocol.ts';

export type Person = CustomerRow & { phone?: string; email?: string };

/** Everybody, in the order of the base. Without scores nobody has a chance, and `predicted` is NaN. */
export function peopleOf(base: CustomerBase, scores: Scores | undefined, tasks: readonly Task[]): Person[] {
  const { ids, names, features, x, asOfDay, value } = base.facts;
  const factOf = (fact: OrderFact): Float64Array | undefined => {
    const j = features.findIndex((feature) => feature.kind === 'order-fact' && feature.fact === fact);
    return j < 0 ? undefined : columnOf(x, j);
  };
  const recency = factOf('recency');
  const orders = factOf('frequency');
  const next = new Map(tasks.filter(({ state }) => state === 'open' || state === 'later').map((task) => [task.customerId, task.action]));
  return ids.map((id, row): Person => {
    const predicted = scores?.predicted[row] ?? NaN;
    return {
      id,
      name: names[row],
      ...(recency && asOfDay !== undefined && { lastDay: asOfDay - recency[row] }),
      ...(orders && { orders: orders[row] }),
      ...(!Number.isNaN(value[row]) && { spent: value[row] }),
      chance: scores?.isChance ? predicted : null,
      predicted,
      next: next.get(id),
      phone: base.phones[row],
      email: base.emails[row],
    };
  });
}
