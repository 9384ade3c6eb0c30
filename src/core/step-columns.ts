/** Which columns a step reads and which it makes. */
import { expressionColumns, parseExpression } from './expression.ts';
import type { Step } from './recipe.ts';
import { namedColumns } from './step-fields.ts';

export function readColumns(step: Step): string[] {
  switch (step.kind) {
    case 'derive-column':
      return expressionColumns(parseExpression(step.expression));
    case 'filter-rows':
      return expressionColumns(parseExpression(step.keep));
    default:
      return namedColumns(step);
  }
}

/** By name; those of a pivot depend on the values at hand and are not told. */
export function madeColumns(step: Step): string[] {
  if (!('into' in step)) return [];
  return typeof step.into === 'string' ? [step.into] : step.into;
}
