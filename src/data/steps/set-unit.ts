/** Says what a column of numbers is counted in; no number changes. */
import type { StepOf } from '../../core/recipe.ts';
import { findColumn } from '../find-column.ts';
import { missingMask } from '../missing.ts';
import { NOTHING, replaceColumn } from './change-columns.ts';
import type { StepInput, StepResult } from './step-input.ts';

export function setUnit(input: StepInput, step: StepOf<'set-unit'>): StepResult {
  const column = findColumn(input.table, step.column);
  if (column?.kind !== 'number' || column.unit === step.unit) return NOTHING;
  const missing = missingMask(column);
  const result = replaceColumn(input, column, { ...column, unit: step.unit }, (row) => missing[row] === 0);
  const before = column.unit ?? '';
  return {
    ...result,
    examples: result.examples.map((example) => ({
      ...example,
      before: `${example.before} ${before}`.trim(),
      after: `${example.after} ${step.unit}`,
    })),
  };
}
