/** One name for everything a run depends on: the same key means the same list, so the run that is there already is shown again. */
import type { Dataset } from '../core/dataset.ts';
import { digest } from '../core/digest.ts';
import type { Playbook } from '../core/work.ts';

/** `today`: the calendar day the list is for (days since 1970-01-01, the person's own clock). */
export function inputKey(dataset: Dataset, modelId: string, playbook: Playbook, today: number): string {
  const { rules, capacity, holdout } = playbook;
  return digest({
    dataset: dataset.id,
    parts: dataset.parts.map((part) => [part.tableId, part.supersededCount]),
    recipe: dataset.recipe,
    asOfDay: dataset.lastDay ?? null,
    modelId,
    playbook: { id: playbook.id, version: playbook.version, rules, capacity, holdout },
    today,
  });
}
