import { halfWidth } from './cell-number.ts';

/** Yes/no words. 0 and 1 stay numbers unless the person says yes/no; 男/女 and M/F are two groups, not a yes and a no. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['yes', 'no'],
  ['true', 'false'],
  ['是', '否'],
  ['有', '无'],
  ['真', '假'],
  ['对', '错'],
  ['开', '关'],
  ['y', 'n'],
  ['t', 'f'],
  ['on', 'off'],
  ['√', '×'],
  ['✓', '✗'],
  ['✔', '✘'],
  ['☑', '☐'],
];
/** Only where a column is known to be yes/no. */
const DIGITS: readonly (readonly [string, string])[] = [
  ['1', '0'],
  ['1.0', '0.0'],
];

const VALUES = new Map([...PAIRS, ...DIGITS].flatMap(([yes, no]) => [[yes, 1] as const, [no, 0] as const]));
const PAIR_OF = new Map(PAIRS.flatMap(([yes, no], pair) => [[yes, pair] as const, [no, pair] as const]));

const LONGEST = 5;

/** 1, 0, or undefined when the cell is neither. Capitals and full width do not matter. */
export function readBoolean(cell: string): 0 | 1 | undefined {
  if (cell.length > 100 * LONGEST) return undefined;
  const trimmed = cell.trim();
  return trimmed.length > LONGEST ? undefined : VALUES.get(halfWidth(trimmed).toLowerCase());
}

/** Whether cells (none empty) are all of one pair of words, and for single letters whether both occur. */
export function areBooleans(cells: readonly string[]): boolean {
  const words = new Set(cells.map((cell) => (cell.length > 2 * LONGEST ? cell : halfWidth(cell.trim()).toLowerCase())));
  const pairs = new Set([...words].map((word) => PAIR_OF.get(word)));
  if (pairs.size !== 1 || pairs.has(undefined)) return false;
  return words.size === 2 || ![...words].some((word) => word.length === 1 && word !== '是' && word !== '否');
}
