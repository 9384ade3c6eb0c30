/** The chance from which somebody comes onto the list: as the rules say, else as the list of the day turned out. */
import type { Condition, Playbook, Run } from '../core/work.ts';

/** Where neither rules nor a list say anything. */
const EVEN = 0.5;

export function listCut(playbook: Pick<Playbook, 'rules'> | undefined, run: Pick<Run, 'decisions'> | undefined): number {
  const rules = (playbook?.rules ?? []).filter(({ on, do: { action } }) => on && action !== 'never');
  const cuts = rules.map(({ when }) => chancesIn(when));
  // One rule that asks for no chance takes anybody: then the list itself says where it ends.
  if (cuts.length > 0 && cuts.every((found) => found.length > 0)) return Math.min(...cuts.flat());
  const chances = (run?.decisions ?? []).flatMap(({ arm, chance }) => (arm === 'selected' && chance !== null ? [chance] : []));
  return chances.length > 0 ? Math.min(...chances) : EVEN;
}

function chancesIn(condition: Condition): number[] {
  if ('all' in condition) return condition.all.flatMap(chancesIn);
  if ('any' in condition) return condition.any.flatMap(chancesIn);
  // "Not under 0.3" is another way to write it; few do.
  if ('not' in condition) return [];
  return condition.field === 'chance' && (condition.is === '>=' || condition.is === '>') ? [condition.than] : [];
}
