/** Postcodes. Bare digits are one only under a name that says so; British, Canadian and American long forms speak for themselves. */
import type { MeaningDetector } from './detector.ts';

const TELLING = /^(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{5}-\d{4})$/i;
const BARE = /^(?:\d{3,7}|\d{4} ?[A-Z]{2}|\d{3}[- ]\d{2,4}|\d{2}-\d{3}|[A-Z]{1,2}-?\d{3,6})$/i;

export const postcode: MeaningDetector = {
  kind: 'postcode',
  named: /post\s?_?code|postal|\bzip|zip(?:code)?$|^plz$|postleitzahl|code.?postal|c[oó]digo.?postal|pincode|邮编|邮政编码/i,
  worth: { unnamed: 0.85, named: 0.95 },
  fits: (cell, named) => cell.length <= 10 && (TELLING.test(cell) || (named && BARE.test(cell))),
};
