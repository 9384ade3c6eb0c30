/**
 * Counts the cells that lie outside the fences. The cells stay as they are here: the fences are learned from the training rows when
 * a model is trained (`encode.ts`), never from the rows it is tested on.
 */
import type { StepOf } from '../../core/recipe.ts';
import { findColumn } from '../find-column.ts';
import { NOTHING, replaceColumn } from './change-columns.ts';
import { keptValues, outlierFences } from './outlier-fences.ts';
import type { StepInput, StepResult } from './step-input.ts';

/** Examples show what the fences of all rows at hand would make: what training will find to within chance. */
export function clipOutliers(input: StepInput, { column: name, rule, low, high }: StepOf<'clip-outliers'>): StepResult {
  const column = findColumn(input.table, name);
  if (column?.kind !== 'number') return NOTHING;
  const { values } = column;
  const { lowest, highest } = outlierFences(keptValues(values, input.keep), rule, low, high);
  const clipped = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) clipped[row] = Math.min(highest, Math.max(lowest, values[row]));
  const { rows, cells, examples } = replaceColumn(
    input,
    column,
    { ...column, values: clipped },
    (row) => values[row] < lowest || values[row] > highest,
  );
  return { rows, cells, examples };
}
