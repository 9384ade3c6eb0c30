/** The list of the day as a table for a spreadsheet: numbers stay numbers, words come from the caller. */
import type { Decision, Task } from '../core/work.ts';

export const LIST_COLUMNS = ['rank', 'name', 'id', 'phone', 'email', 'next', 'due', 'chance', 'value', 'why', 'state', 'note'] as const;
export type ListColumn = (typeof LIST_COLUMNS)[number];

export interface ListWords {
  columns: Record<ListColumn, string>;
  action: (action: Task['action']) => string;
  state: (state: Task['state']) => string;
  /** ISO day of a moment on the person's own clock. */
  day: (at: number) => string;
  /** The reasons of a decision in words. */
  why: (decision: Decision) => string;
}

/** Rows in the order of rank. `chance` is the predicted amount where the question is about an amount. */
export function listTable(
  tasks: readonly Task[],
  decisions: readonly Decision[],
  words: ListWords,
): { header: string[]; rows: (string | number | null)[][] } {
  const byId = new Map(decisions.map((decision) => [decision.id, decision]));
  const rows = tasks
    .toSorted((a, b) => a.rank - b.rank || a.createdAt - b.createdAt)
    .map((task) => {
      const decision = byId.get(task.decisionId);
      const cells: Record<ListColumn, string | number | null> = {
        rank: task.rank,
        name: task.name,
        id: task.customerId,
        phone: task.phone ?? '',
        email: task.email ?? '',
        next: words.action(task.action),
        due: words.day(task.dueAt),
        chance: decision ? (decision.chance ?? decision.predicted) : null,
        value: decision?.value ?? null,
        why: decision ? words.why(decision) : '',
        state: words.state(task.state),
        note: task.note ?? '',
      };
      return LIST_COLUMNS.map((column) => cells[column]);
    });
  return { header: LIST_COLUMNS.map((column) => words.columns[column]), rows };
}
