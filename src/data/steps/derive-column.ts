/** A new column from others, by an expression. */
import type { StepOf } from '../../core/recipe.ts';
import { evaluateExpression } from '../evaluate-expression.ts';
import { columnOfValues } from '../expression-values.ts';
import { addColumns } from './change-columns.ts';
import type { StepInput, StepResult } from './step-input.ts';

/** Errors: `bad-expression`. */
export function deriveColumn(input: StepInput, { into, expression }: StepOf<'derive-column'>): StepResult {
  return addColumns(input, [columnOfValues(into, evaluateExpression(expression, input.table))], () => '');
}
