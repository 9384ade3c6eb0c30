import { AppError } from '../core/errors.ts';

/** Refuses a target that is not yes/no: other than 0 and 1 (`bad-parameter`), or only one of them (`one-class`). */
export function checkLabels(y: Float64Array): void {
  if (y.some((value) => value !== 0 && value !== 1)) throw new AppError('bad-parameter', { name: 'y', value: 'not 0 or 1' });
  if (y.every((value) => value === y[0])) throw new AppError('one-class');
}
