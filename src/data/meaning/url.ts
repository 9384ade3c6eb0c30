/** Web addresses. */
import type { MeaningDetector } from './detector.ts';

export const url: MeaningDetector = {
  kind: 'url',
  named: /\b(?:url|link|website|homepage)\b|网址|链接|网站/i,
  worth: { unnamed: 0.98, named: 0.99 },
  fits: (cell) => /^(?:https?:\/\/|ftp:\/\/|www\.)[^\s/]{1,253}(?:\/\S*)?$/i.test(cell) && cell.includes('.'),
};
