/** Yes/no words. 0 and 1 stay numbers. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['yes', 'no'],
  ['true', 'false'],
  ['是', '否'],
  ['y', 'n'],
  ['√', '×'],
];

const VALUES = new Map(PAIRS.flatMap(([yes, no]) => [[yes, 1] as const, [no, 0] as const]));
const PAIR_OF = new Map(PAIRS.flatMap(([yes, no], pair) => [[yes, pair] as const, [no, pair] as const]));

/** 1, 0, or undefined when the cell is neither. Capitals do not matter. */
export function readBoolean(cell: string): 0 | 1 | undefined {
  return VALUES.get(cell.trim().toLowerCase());
}

/** Whether cells (none empty) are all of one pair of words, and for single letters whether both occur. */
export function areBooleans(cells: readonly string[]): boolean {
  const words = new Set(cells.map((cell) => cell.trim().toLowerCase()));
  const pairs = new Set([...words].map((word) => PAIR_OF.get(word)));
  if (pairs.size !== 1 || pairs.has(undefined)) return false;
  return words.size === 2 || ![...words].some((word) => word.length === 1 && word !== '是' && word !== '否');
}
