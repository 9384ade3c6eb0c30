import type { Algorithm, FitInput } from './contract.ts';
import { AppError } from '../core/errors.ts';

/**
 * Refuses what no algorithm can learn from: no rows (`too-few-rows`), NaN or infinity in x or y (`not-finite`, with its place).
 * @param missing `native` lets NaN in x pass
 */
export function checkInput({ x, y }: Pick<FitInput<object>, 'x' | 'y'>, missing?: Algorithm['missing']): void {
  if (y.length !== x.rows) throw new AppError('bad-parameter', { name: 'y', value: y.length });
  if (x.rows === 0) throw new AppError('too-few-rows', { rows: 0, needed: 1 });
  for (let i = 0; i < y.length; i++) if (!Number.isFinite(y[i])) throw new AppError('not-finite', { row: i });
  const { values } = x;
  for (let at = 0; at < values.length; at++) {
    if (!Number.isFinite(values[at]) && !(missing === 'native' && Number.isNaN(values[at])))
      throw new AppError('not-finite', { row: at % x.rows, column: Math.floor(at / x.rows) });
  }
}
