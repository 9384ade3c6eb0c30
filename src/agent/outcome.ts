/** Marking what came of a task, and taking it back. An outcome is a record of its own; only the task's state changes. */
import { AppError } from '../core/errors.ts';
import type { Outcome, OutcomeKind, Task } from '../core/work.ts';
import { moveTask, nextState } from './task.ts';

/**
 * `id`: fresh and random. `amount`: what they bought for, when known.
 * @throws AppError bad-parameter when the task's state does not allow this outcome.
 */
export function markOutcome(task: Task, kind: OutcomeKind, now: number, id: string, amount?: number): { task: Task; outcome: Outcome } {
  if (!nextState(task.state, kind)) throw new AppError('bad-parameter', { name: 'outcome', value: `${task.state} -> ${kind}` });
  const outcome: Outcome = {
    id,
    taskId: task.id,
    decisionId: task.decisionId,
    datasetId: task.datasetId,
    customerId: task.customerId,
    kind,
    at: now,
  };
  if (amount !== undefined) outcome.amount = amount;
  return { task: moveTask(task, kind, now), outcome };
}

/** The outcomes of a task that still stand, oldest first. */
function standing(task: Task, outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.filter((outcome) => outcome.taskId === task.id && !outcome.undone).toSorted((a, b) => a.at - b.at);
}

/**
 * Takes back the last thing done to a task: the newest outcome is marked as undone and the task shows the one before, or
 * is open again. A task put off or cancelled is open again and no outcome changes. `outcomes` may hold other tasks' too.
 */
export function undoOutcome(task: Task, outcomes: readonly Outcome[], now: number): { task: Task; outcome?: Outcome } {
  if (!nextState(task.state, 'undo')) return { task };
  const kept = standing(task, outcomes);
  const showsOutcome = task.state !== 'later' && task.state !== 'cancelled';
  const last = showsOutcome ? kept.pop() : undefined;
  const before = kept.at(-1);
  const undone = moveTask(task, 'undo', now);
  return { task: before ? { ...undone, state: before.kind } : undone, ...(last && { outcome: { ...last, undone: true } }) };
}
