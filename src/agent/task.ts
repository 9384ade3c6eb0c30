/** The life of a task, as a table. A move that is not in the table does not happen. */
import type { OutcomeKind, Task, TaskState } from '../core/work.ts';

/** What a person does with a task. An outcome is also a state; `later` puts it off, `wake` brings it back. */
export type TaskMove = OutcomeKind | 'later' | 'wake' | 'cancel' | 'undo';

const OUTCOMES = { done: 'done', 'came-back': 'came-back', 'not-interested': 'not-interested', 'no-answer': 'no-answer' } as const;

/**
 * `done` (in touch, nothing known yet) and `no-answer` may still become something else; `came-back` and `not-interested`
 * are final. Undo leads back to where the outcomes that remain say (see `undo-outcome.ts`), at first to `open`.
 */
export const TASK_MOVES: Record<TaskState, Partial<Record<TaskMove, TaskState>>> = {
  open: { ...OUTCOMES, later: 'later', cancel: 'cancelled' },
  later: { ...OUTCOMES, later: 'later', wake: 'open', cancel: 'cancelled', undo: 'open' },
  done: { 'came-back': 'came-back', 'not-interested': 'not-interested', 'no-answer': 'no-answer', undo: 'open' },
  'no-answer': { ...OUTCOMES, later: 'later', cancel: 'cancelled', undo: 'open' },
  'came-back': { undo: 'open' },
  'not-interested': { undo: 'open' },
  cancelled: { undo: 'open' },
};

/** Where a move leads; undefined when it cannot be made. */
export function nextState(state: TaskState, move: TaskMove): TaskState | undefined {
  return TASK_MOVES[state][move];
}

/** The task after the move, or the same task when the move cannot be made. `wakeAt` is for `later`. */
export function moveTask(task: Task, move: TaskMove, now: number, wakeAt?: number): Task {
  const state = nextState(task.state, move);
  if (!state) return task;
  const { wakeAt: _, ...rest } = task;
  const moved: Task = { ...rest, state, updatedAt: now };
  return state === 'later' && wakeAt !== undefined ? { ...moved, wakeAt } : moved;
}
