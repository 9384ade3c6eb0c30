/** Times without a day: 10:30, 2:05 PM, 下午3点05分. */
import { readTime } from '../cell-date.ts';
import type { MeaningDetector } from './detector.ts';

export const timeOfDay: MeaningDetector = {
  kind: 'time-of-day',
  named: /time|hour|uhrzeit|heure|hora|时间|时刻|钟点/i,
  worth: { unnamed: 0.9, named: 0.97 },
  fits: (cell) => cell.length <= 20 && readTime(cell) !== undefined,
};
