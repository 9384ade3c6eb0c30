/** What could be repaired in a table: spellings that are sure enough to be done at once, and what the person is asked about. */
import { MISSING_CODE, type Column, type Table, type TextColumn } from '../core/column.ts';
import type { ValueGroup } from '../core/edit-step.ts';
import type { Roles, Step } from '../core/recipe.ts';
import { categoryVariants } from './category-variants.ts';
import { missingMask } from './missing.ts';
import { spellingGroups } from './spelling-groups.ts';
import { outlierFences } from './steps/outlier-fences.ts';
import { normalised } from './steps/normalise-text.ts';
import { areBooleans } from './cell-boolean.ts';

export interface Repairs {
  certain: Step[];
  asked: Step[];
}

/** Far out (Tukey 1977): three times the quartile distance. */
export const FAR_OUT = 3;
/** More far-out cells than this are the column's nature, not mistakes. */
const MOST_OUTLIERS = 0.05;
/** Values that are sorted to find the fences of a long column. */
const MOST_SORTED = 20_000;
/** More different words than this are no groups any longer. */
const MOST_WORDS = 1_000;
/** Fewer rows have no shape to fall out of. */
const FEWEST_ROWS = 30;

/** Names, numbers and addresses of people are left alone: two alike are two people. O(rows x columns). */
export function suggestRepairs(table: Table, roles: Roles): Repairs {
  const repairs: Repairs = { certain: [], asked: [] };
  const setAside = new Set([roles.who, roles.name, roles.phone, roles.email, roles.orderId, ...(roles.ignored ?? [])]);
  for (const column of table.columns) {
    if (setAside.has(column.name)) continue;
    if (column.kind === 'text' && column.use === 'category') {
      const preferred = column.name === roles.target ? roles.targetYes : undefined;
      const { certain, asked } = spellingGroups(column, preferred);
      if (certain.length > 0) repairs.certain.push({ kind: 'map-values', column: column.name, groups: certain });
      const groups = column.name === roles.target ? asked : withVariants(asked, certain, column);
      if (groups.length > 0) repairs.asked.push({ kind: 'map-values', column: column.name, groups });
      if (column.name !== roles.target && becomesYesNo(column.dictionary, [...certain, ...asked]))
        repairs.asked.push({ kind: 'parse-as', column: column.name, as: 'boolean' });
    }
    if (column.kind === 'text' && column.use !== 'id' && column.dictionary.length <= 10_000 && column.dictionary.some(looksOdd))
      repairs.asked.push({ kind: 'normalise-text', columns: [column.name] });
    // Only facts that are cells can be clipped when a model learns.
    if (roles.rowShape === 'customer' && column.kind === 'number' && column.name !== roles.target && hasOutliers(column.values))
      repairs.asked.push({ kind: 'clip-outliers', column: column.name, rule: 'iqr', low: FAR_OUT, high: FAR_OUT });
  }
  const empty = table.columns.filter((column) => !setAside.has(column.name) && isEmpty(column)).map(({ name }) => name);
  if (table.rowCount > 0 && empty.length > 0) repairs.asked.push({ kind: 'drop-columns', columns: empty });
  return repairs;
}

/**
 * One question for all spellings of a thing: 北京市 and Beijing both become 北京, Acme Limited becomes Acme Ltd. What slips of the
 * pen are is decided by `spelling-groups.ts`, which is the more careful one.
 */
function withVariants(asked: readonly ValueGroup[], certain: readonly ValueGroup[], column: TextColumn): ValueGroup[] {
  const { dictionary } = column;
  if (dictionary.length > MOST_WORDS) return [...asked];
  const done = new Set(certain.flatMap(({ from }) => from));
  const rows = rowsOfWords(column);
  const words = dictionary.map((word, code) => ({ value: word.trim(), count: rows[code] })).filter(({ value }) => !done.has(value));
  const variants = categoryVariants(column.name, words).filter(({ because }) => because !== 'slip');
  const covered = new Set(variants.flatMap(({ from, to }) => [...from, to]));
  const others = asked.filter(({ from, to }) => !from.some((word) => covered.has(word)) && !variants.some((one) => one.from.includes(to)));
  return [...variants.map(({ from, to }) => ({ from, to })), ...others];
}

function rowsOfWords({ codes, dictionary }: TextColumn): Uint32Array {
  const rows = new Uint32Array(dictionary.length);
  for (let row = 0; row < codes.length; row++) if (codes[row] !== MISSING_CODE) rows[codes[row]]++;
  return rows;
}

function looksOdd(word: string): boolean {
  const trimmed = word.trim();
  return trimmed !== '' && normalised(trimmed) !== trimmed;
}

/** Not yes/no as read, but so once the spellings are put right. */
function becomesYesNo(words: readonly string[], groups: readonly { from: string[]; to: string }[]): boolean {
  const target = new Map(groups.flatMap(({ from, to }) => from.map((word) => [word, to] as const)));
  const left = new Set(words.map((word) => target.get(word.trim()) ?? word.trim()).map((word) => target.get(word) ?? word));
  left.delete('');
  return left.size === 2 && areBooleans([...left]);
}

function hasOutliers(values: Float64Array): boolean {
  // Of a long column every so many values say well enough where the fences are: this only decides what is offered.
  const every = Math.max(1, Math.floor(values.length / MOST_SORTED));
  const sample: number[] = [];
  for (let row = 0; row < values.length; row += every) if (!Number.isNaN(values[row])) sample.push(values[row]);
  if (sample.length < FEWEST_ROWS) return false;
  const { lowest, highest } = outlierFences(Float64Array.from(sample), 'iqr', FAR_OUT, FAR_OUT);
  // Half of the rows alike: everything else would be "far out".
  if (lowest === highest) return false;
  let known = 0;
  let outside = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value < lowest || value > highest) outside++;
    if (value === value) known++;
  }
  return outside > 0 && outside <= MOST_OUTLIERS * known;
}

function isEmpty(column: Column): boolean {
  return !missingMask(column).includes(0);
}
