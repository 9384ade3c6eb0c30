/** Leaves columns out. Those that say who, when or how much stay: they can be unmatched first. */
import type { StepOf } from '../../core/recipe.ts';
import { isUsedByRole, NOTHING } from './change-columns.ts';
import type { StepInput, StepResult } from './step-input.ts';

/** Counts the cells that go. */
export function dropColumns({ table, keep, roles }: StepInput, step: StepOf<'drop-columns'>): StepResult {
  const going = new Set(step.columns.filter((name) => !isUsedByRole(roles, name)));
  const columns = table.columns.filter(({ name }) => !going.has(name));
  const dropped = table.columns.length - columns.length;
  if (dropped === 0) return NOTHING;
  const rows = keep.reduce((count, kept) => count + kept, 0);
  return { rows: 0, cells: rows * dropped, examples: [], columns };
}
