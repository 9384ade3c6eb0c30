/** Keeps the rows for which a condition holds; where it cannot be told (an empty cell) the row goes too. */
import type { StepOf } from '../../core/recipe.ts';
import { evaluateExpression, yesRows } from '../evaluate-expression.ts';
import { dropRows } from './drop-rows.ts';
import type { StepInput, StepResult } from './step-input.ts';

/** Errors: `bad-expression`. */
export function filterRows(input: StepInput, step: StepOf<'filter-rows'>): StepResult {
  const stays = yesRows(evaluateExpression(step.keep, input.table));
  return dropRows(input, (row) => stays[row] === 0);
}
