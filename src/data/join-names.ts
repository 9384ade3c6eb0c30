/**
 * Names that stand over two records: groups above their members (`Sales` over `Jan` and `Feb`: `Sales Jan`, `Sales Feb`), or
 * one record of names that a line break has cut in two. Merged cells of workbooks are known and need no guess
 * (`sheets/merged-names.ts`); here the cells beside a group are just empty.
 */
import { isValue } from './cell-value.ts';
import { isMissingValue } from './missing-words.ts';
import { commonWidth, isFilled } from './record-width.ts';

/** Records below the names that have to show what is data. */
const MIN_BELOW = 2;
const LOOK_AT = 100;
/** Of a column's cells, so many numbers or dates make it one of such. */
const TYPED_SHARE = 0.8;
/** A lone group of more words is the title of the table. */
const MAX_GROUP_WORDS = 3;
/** A title above the names takes lines of its own: a cut record is looked for among the first few. */
const MAX_TITLES = 5;

export interface SpreadNames {
  /** The last record of the names. */
  row: number;
  names: string[];
}

/** The names of records `row - 1` and `row` as one, because somebody said so. */
export function joinNames(records: readonly (readonly string[])[], row: number): string[] {
  const [upper = [], lower = []] = [records[row - 1], records[row]];
  const width = commonWidth(records.slice(row + 1).filter(isFilled));
  return isCut(upper, lower, width) ? joinCut(upper, lower, width) : joinByColumn(upper, lower);
}

/** Names over two records, where the evidence is strong; `headerRow`: where `findHeader` found names, or -1. */
export function findSpreadNames(records: readonly (readonly string[])[], headerRow: number): SpreadNames | undefined {
  const cut = findCutNames(records);
  if (cut) return cut;
  // Half empty, a row of groups passes for a title or for the names themselves.
  for (const row of headerRow < 0 ? [] : [headerRow, headerRow + 1]) {
    if (row > 0 && row < records.length && isSpread(records, row)) return { row, names: joinByColumn(records[row - 1], records[row]) };
  }
  return undefined;
}

/** Each name of the lower record under its group: the cell above, or the last one before it that has a member of its own. */
function joinByColumn(upper: readonly string[], lower: readonly string[]): string[] {
  let group = '';
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, column) => {
    const [above, below] = [(upper[column] ?? '').trim(), (lower[column] ?? '').trim()];
    if (above !== '') group = below === '' ? '' : above;
    if (below === '') return above;
    return group === '' || group === below ? below : `${group} ${below}`;
  });
}

function isSpread(records: readonly (readonly string[])[], row: number): boolean {
  const [upper, lower] = [records[row - 1], records[row]].map((record) => record.map((cell) => cell.trim()));
  const below = records.slice(row + 1, row + 1 + LOOK_AT).filter(isFilled);
  const width = commonWidth(below);
  if (below.length < MIN_BELOW || !isFilled(upper) || !isFilled(lower) || Math.max(upper.length, lower.length) !== width) return false;
  const columns = Array.from({ length: width }, (_, column) => column);
  const typed = columns.filter((column) => {
    const cells = below.map((other) => (other[column] ?? '').trim()).filter((cell) => !isMissingValue(cell));
    return cells.length > 0 && cells.filter(isValue).length >= TYPED_SHARE * cells.length;
  });
  const isName = (cell: string, column: number): boolean => cell === '' || isWord(cell) || (isYear(cell) && !hasYears(below, column));
  if (!columns.every((column) => isName(upper[column] ?? '', column) && isName(lower[column] ?? '', column))) return false;
  // A group that is written over each of its members is one all the same.
  const starts = columns.filter((column) => (upper[column] ?? '') !== '' && (column === 0 || upper[column] !== upper[column - 1]));
  const groups = starts.flatMap((from, i) => {
    const members = columns.slice(from, starts[i + 1] ?? width).filter((column) => (lower[column] ?? '') !== '');
    return (lower[from] ?? '') !== '' && members.length > 1 ? [members] : [];
  });
  // Only numbers and dates below tell that the lower record is none of them.
  if (!groups.flat().some((column) => typed.includes(column))) return false;
  const names = joinByColumn(upper, lower).filter((name) => name !== '');
  if (new Set(names).size !== names.length) return false;
  const members = lower.filter((cell) => cell !== '');
  if (new Set(members).size !== members.length || groups.length > 1) return true;
  if (starts.some((column) => (lower[column] ?? '') === '')) return true;
  const [lone] = groups;
  return (upper[0] ?? '') === '' && (lower[0] ?? '') !== '' && !isTitle(upper[lone[0]]);
}

function isWord(cell: string): boolean {
  return /\p{L}/u.test(cell) && !isValue(cell) && !isMissingValue(cell);
}

function isYear(cell: string): boolean {
  return /^(?:19|20)\d\d$/.test(cell);
}

function hasYears(below: readonly (readonly string[])[], column: number): boolean {
  return below.some((record) => isYear((record[column] ?? '').trim()));
}

function isTitle(cell: string): boolean {
  return /\d/.test(cell) || cell.split(/\s+/).length > MAX_GROUP_WORDS;
}

/** The first two records, narrower than all others, make one of just their width: a line break inside a name has cut them. */
function findCutNames(records: readonly (readonly string[])[]): SpreadNames | undefined {
  const width = commonWidth(records.filter(isFilled));
  const data = records.findIndex((record) => record.length >= width);
  if (data < 2 || data > MAX_TITLES || records.length < data + MIN_BELOW) return undefined;
  const [upper, lower] = [records[data - 2], records[data - 1]];
  if (!isCut(upper, lower, width) || ![...upper, ...lower].every((cell) => cell.trim() === '' || isWord(cell.trim()))) return undefined;
  // `Author: ...` above a table is no name; and the table must not have names of its own.
  if ([...upper, ...lower].some((cell) => cell.trim().endsWith(':')) || !records[data].some((cell) => isValue(cell.trim())))
    return undefined;
  return { row: data - 1, names: joinCut(upper, lower, width) };
}

function isCut(upper: readonly string[], lower: readonly string[], width: number): boolean {
  const cells = upper.length + lower.length;
  return upper.length > 1 && lower.length > 1 && upper.length < width && lower.length < width && (cells === width || cells === width + 1);
}

function joinCut(upper: readonly string[], lower: readonly string[], width: number): string[] {
  if (upper.length + lower.length === width) return [...upper, ...lower];
  return [...upper.slice(0, -1), `${upper[upper.length - 1].trim()} ${lower[0].trim()}`.trim(), ...lower.slice(1)];
}
