/**
 * Orders: who will not come back within the horizon? Learned from the customers as they stood one horizon before the last
 * day, with what they did since as the answer; asked of the customers as they stand on the last day.
 */
import { AppError } from '../core/errors.ts';
import type { FeatureTable } from '../core/features.ts';
import { boughtWithin } from '../data/churn-labels.ts';
import type { OrderLines } from '../data/order-lines.ts';
import { orderFeatures } from '../data/rfm.ts';
import { lastDayOf } from './buying-days.ts';

/** As of `last day - horizonDays`; y = 1: no purchase in the `horizonDays` after it. Errors: `no-usable-rows`, `too-few-rows`. */
export function leaveTrainingRows(lines: OrderLines, horizonDays: number): FeatureTable & { y: Float64Array } {
  if (lines.rowCount === 0) throw new AppError('no-usable-rows');
  const asOfDay = lastDayOf(lines) - horizonDays;
  const features = orderFeatures(lines, asOfDay);
  if (features.ids.length === 0) throw new AppError('too-few-rows', { rows: 0, needed: 1 });
  return { ...features, y: boughtWithin(lines, features.ids, asOfDay, horizonDays) };
}

/** Everybody, as of the last day. Errors: `no-usable-rows`. */
export function leaveScoringRows(lines: OrderLines): FeatureTable {
  if (lines.rowCount === 0) throw new AppError('no-usable-rows');
  return orderFeatures(lines, lastDayOf(lines));
}
