/** Which record of the head holds the names. */
import { isValue } from './cell-value.ts';
import { isMissingValue } from './missing-words.ts';
import { commonWidth, isFilled } from './record-width.ts';

/** A header is looked for among this many records. */
const MAX_TITLES = 20;

/** The record that holds the names, or -1 when the first record is data. */
export function findHeader(records: readonly (readonly string[])[]): number {
  const width = commonWidth(records.filter(isFilled));
  const candidate = records
    .slice(0, MAX_TITLES)
    .findIndex(
      (record) =>
        record.length >= Math.max(1, width - 1) &&
        record.filter((cell) => cell.trim() !== '').length >= Math.min(width, Math.max(1, 0.5 * width)),
    );
  const at = candidate >= 0 ? candidate : records.findIndex(isFilled);
  if (at < 0) return -1;
  // Names that come again further down are no sign of data.
  const names = records[at].join('\n');
  const below = records.slice(at + 1, at + 101).filter((record) => isFilled(record) && record.join('\n') !== names);
  return isData(records[at], below) ? -1 : at;
}

/** Whether a record is clearly data like the records below it, not their names. */
function isData(record: readonly string[], below: readonly (readonly string[])[]): boolean {
  if (below.length === 0) return false;
  let likeBelow = 0;
  let years = 0;
  let again = 0;
  let filled = 0;
  for (let column = 0; column < record.length; column++) {
    const cell = record[column].trim();
    const cells = below.map((other) => (other[column] ?? '').trim()).filter((other) => !isMissingValue(other));
    const isTyped = cells.length > 0 && cells.filter(isValue).length >= 0.8 * cells.length;
    if (cell === '' || isMissingValue(cell)) continue;
    filled++;
    if (isTyped && !isValue(cell)) return false;
    if (isTyped) {
      likeBelow++;
      if (/^(?:19|20)\d\d$/.test(cell)) years++;
    } else if (cells.includes(cell)) again++;
  }
  if (likeBelow > 0) return years < likeBelow || filled === likeBelow;
  return again >= Math.max(2, 0.5 * filled);
}
