/** Marks, puts off, and says so with a way back. */
import { postpone, recordOutcome, undoLast } from '../../app/record-outcome.ts';
import type { OutcomeKind, Task } from '../../core/work.ts';
import { days } from '../../i18n/format.ts';
import { lang, t } from '../../i18n/t.svelte.ts';
import { notify } from '../../ui/toasts.svelte.ts';

export async function settle(task: Task, kind: OutcomeKind, amount?: number): Promise<void> {
  await recordOutcome(task.id, kind, amount);
  notify({ text: t(`today.toast-${kind}`, { name: task.name }), undo: () => void undoLast(task.id) });
}

export async function putOff(task: Task, dayCount: number): Promise<void> {
  await postpone(task.id, dayCount);
  notify({ text: t('today.toast-later', { name: task.name, days: days(lang(), dayCount) }), undo: () => void undoLast(task.id) });
}
