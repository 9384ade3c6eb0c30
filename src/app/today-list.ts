/** The list of the day: who waits, with the decision behind each, and what has been done since this morning. Pure. */
import { isWaiting } from '../agent/contact-history.ts';
import type { Decision, Run, Task } from '../core/work.ts';

export interface ListEntry {
  task: Task;
  decision: Decision;
  /** The run that decided: its features name what the decision saw. */
  run: Run;
}

export interface TodayList {
  entries: ListEntry[];
  /** Settled since midnight. */
  settledToday: number;
  /** Waiting, but beyond today's capacity. */
  beyond: number;
}

/** How many people were on the list once `run` had been made: chosen by it, or still waiting from before. */
export function listedAt(tasks: readonly Task[], run: Run): number {
  return tasks.filter(
    ({ runId, createdAt, updatedAt, state }) => runId === run.id || (createdAt < run.at && (state === 'open' || updatedAt >= run.at)),
  ).length;
}

/** Highest expected value first, cut to the capacity that is left after what was settled today. */
export function todayList(tasks: readonly Task[], runs: readonly Run[], capacity: number, now: number): TodayList {
  const runById = new Map(runs.map((run) => [run.id, run]));
  const decisionById = new Map(runs.flatMap((run) => run.decisions.map((decision) => [decision.id, decision])));
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const settledToday = tasks.filter(
    (task) => !isWaiting(task, now) && task.state !== 'later' && task.state !== 'cancelled' && task.updatedAt >= midnight,
  ).length;
  const waiting = tasks
    .filter((task) => isWaiting(task, now))
    .flatMap((task): ListEntry[] => {
      const run = runById.get(task.runId);
      const decision = decisionById.get(task.decisionId);
      return run && decision ? [{ task, decision, run }] : [];
    })
    .toSorted((a, b) => b.decision.expectedValue - a.decision.expectedValue || a.task.rank - b.task.rank);
  const places = Math.max(0, capacity - settledToday);
  return { entries: waiting.slice(0, places), settledToday, beyond: Math.max(0, waiting.length - places) };
}
