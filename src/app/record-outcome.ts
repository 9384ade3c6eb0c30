/** What came of a contact. Task and outcome are written together or not at all; nothing that was recorded is ever edited. */
import { AppError } from '../core/errors.ts';
import type { OutcomeKind, Task } from '../core/work.ts';
import { markOutcome, undoOutcome } from '../agent/outcome.ts';
import { moveTask } from '../agent/task.ts';
import type { RecordWrite } from '../store/contract.ts';
import { refreshSession, session, writableStore } from './session.svelte.ts';

const DAY_MS = 86_400_000;

function currentTask(taskId: string): Task {
  const task = session.tasks.find(({ id }) => id === taskId);
  if (!task) throw new AppError('not-found');
  return task;
}

async function write(writes: RecordWrite[]): Promise<void> {
  await (await writableStore()).write(writes);
  await refreshSession();
}

/** `amount`: what they bought for, if the person knows. */
export async function recordOutcome(taskId: string, kind: OutcomeKind, amount?: number): Promise<void> {
  const { task, outcome } = markOutcome(currentTask(taskId), kind, Date.now(), crypto.randomUUID(), amount);
  await write([
    { kind: 'task', put: task },
    { kind: 'outcome', put: outcome },
  ]);
}

/** Off the list until the morning `days` days from now. */
export async function postpone(taskId: string, days: number): Promise<void> {
  const now = Date.now();
  const wakeAt = new Date(now + days * DAY_MS).setHours(6, 0, 0, 0);
  await write([{ kind: 'task', put: moveTask(currentTask(taskId), 'later', now, wakeAt) }]);
}

/** Takes back the last thing done to a task; the outcome stays, marked as undone. */
export async function undoLast(taskId: string): Promise<void> {
  const { task, outcome } = undoOutcome(currentTask(taskId), session.outcomes, Date.now());
  await write([{ kind: 'task', put: task }, ...(outcome ? [{ kind: 'outcome', put: outcome } as const] : [])]);
}

export async function saveNote(taskId: string, note: string): Promise<void> {
  const task = { ...currentTask(taskId), note: note.trim() || undefined, updatedAt: Date.now() };
  await write([{ kind: 'task', put: task }]);
}
