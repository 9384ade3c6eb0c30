/** Which cleaning a table as read calls for: only steps that would do something. */
import type { Column, Table } from '../core/column.ts';
import type { ReadReport } from '../core/reading.ts';
import type { Roles, Step, StepEffect } from '../core/recipe.ts';
import { suggestRepairs } from './suggest-repairs.ts';
import { markSteps } from './run-steps.ts';

/** In the order in which they should run, so that each later step speaks of the rows that are left. */
export function suggestSteps(table: Table, roles: Roles, report: ReadReport): Step[] {
  const { effects } = markSteps(table, candidateSteps(table, roles), roles, report);
  return effects.filter(doesSomething).map(({ step }) => step);
}

/** What could be repaired too, with what it would do to the table as cleaned so far; nothing of it is done unasked. */
export function offeredSteps(cleaned: Table, roles: Roles): StepEffect[] {
  return suggestRepairs(cleaned, roles).asked.flatMap((step) => {
    const { effects } = markSteps(cleaned, [step], roles);
    return effects.filter(doesSomething);
  });
}

export function doesSomething({ rows, cells }: StepEffect): boolean {
  return rows + cells > 0;
}

/** All steps that such a table may call for. */
export function candidateSteps(table: Table, roles: Roles): Step[] {
  const named = (...columns: (string | undefined)[]) => columns.filter((column) => column !== undefined);
  const orders = roles.rowShape === 'order';
  const key = orders ? named(roles.who, roles.when) : named(roles.who);
  const money = roles.amount === undefined ? named(roles.quantity, roles.price) : [roles.amount];
  const steps: Step[] = [{ kind: 'trim' }, ...suggestRepairs(table, roles).certain, { kind: 'drop-totals' }];
  // Two customers may be alike in every column; two rows of one order number or one customer number are the same row twice.
  if (orders || roles.who !== undefined) steps.push({ kind: 'drop-duplicates' });
  for (const column of orders ? [...key, ...money] : key) steps.push({ kind: 'drop-unreadable', columns: [column] });
  for (const column of key) steps.push({ kind: 'drop-missing', columns: [column] });
  if (!orders) steps.push(...fillSteps(table, roles));
  return steps;
}

/** For the columns of a customer table that a model can use. */
function fillSteps(table: Table, roles: Roles): Step[] {
  const setAside = new Set([roles.who, roles.name, roles.phone, roles.email, roles.orderId, roles.target, ...(roles.ignored ?? [])]);
  const isUsed = (column: Column) => !setAside.has(column.name) && !(column.kind === 'text' && column.use !== 'category');
  return table.columns.filter(isUsed).map(({ kind, name }) => ({
    kind: 'fill-missing',
    column: name,
    with: kind === 'text' || kind === 'boolean' ? 'mode' : 'median',
  }));
}
