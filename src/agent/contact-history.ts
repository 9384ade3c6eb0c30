/** What tasks and outcomes say about each customer before the next decision. */
import type { Outcome, Task } from '../core/work.ts';

export interface ContactState {
  hasOpenTask: boolean;
  /** When somebody was last in touch: the latest outcome of any kind. */
  lastContactAt?: number;
  /** The latest outcome was "not interested": that is a no until they come by themselves. */
  saidStop: boolean;
}

export interface ContactHistory {
  of: ReadonlyMap<string, ContactState>;
  /** Tasks that wait for attention now or were settled since the day began: they take their part of the day's capacity. */
  takenToday: number;
}

/** Open, or put off until a moment that has come. */
export function isWaiting(task: Task, now: number): boolean {
  return task.state === 'open' || (task.state === 'later' && (task.wakeAt ?? 0) <= now);
}

/** Settled by a person since the day began. */
function isSettledSince(task: Task, dayStart: number): boolean {
  return task.state !== 'open' && task.state !== 'later' && task.state !== 'cancelled' && task.updatedAt >= dayStart;
}

/** `dayStart`: the person's own midnight, in milliseconds. */
export function contactHistory(tasks: readonly Task[], outcomes: readonly Outcome[], now: number, dayStart: number): ContactHistory {
  const of = new Map<string, ContactState>();
  const stateOf = (customerId: string): ContactState => {
    const state = of.get(customerId) ?? { hasOpenTask: false, saidStop: false };
    of.set(customerId, state);
    return state;
  };
  for (const task of tasks) if (task.state === 'open' || task.state === 'later') stateOf(task.customerId).hasOpenTask = true;
  for (const outcome of outcomes) {
    if (outcome.undone) continue;
    const state = stateOf(outcome.customerId);
    if (state.lastContactAt !== undefined && state.lastContactAt > outcome.at) continue;
    state.lastContactAt = outcome.at;
    state.saidStop = outcome.kind === 'not-interested';
  }
  return { of, takenToday: tasks.filter((task) => isWaiting(task, now) || isSettledSince(task, dayStart)).length };
}
