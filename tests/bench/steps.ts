/**
 * `npx tsx tests/bench/steps.ts [ROWS] [--json]`: what each cleaning step costs on a million rows of its own type: milliseconds of
 * processor time, median of three. Target: 300.
 */
import { MISSING_CODE, type Column, type Table } from '../../src/core/column.ts';
import type { ReadReport } from '../../src/core/reading.ts';
import type { Roles, Step } from '../../src/core/recipe.ts';
import { RandomState } from '../../src/core/rng.ts';
import { markSteps } from '../../src/data/run-steps.ts';

const ROWS = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 1_000_000);
const TARGET = 300;
const random = new RandomState(20_261_124);
const below = (count: number) => random.interval(count - 1);

function text(name: string, use: 'category' | 'id' | 'text', dictionary: string[], missing = 0): Column {
  const codes = Uint32Array.from({ length: ROWS }, () => (missing > 0 && below(missing) === 0 ? MISSING_CODE : below(dictionary.length)));
  // As the store hands columns out.
  return { kind: 'text', name, use, codes, dictionary, tidy: dictionary.every((word) => word === word.trim()) };
}

const list = (count: number, make: (i: number) => string) => Array.from({ length: count }, (_, i) => make(i));
const columns: Column[] = [
  text(
    'customer',
    'id',
    list(ROWS / 20, (i) => `C${100_000 + i}`),
  ),
  text(
    'order',
    'id',
    list(ROWS, (i) => `SO-${1_000_000 + i}`),
  ),
  text(
    'note',
    'text',
    list(ROWS / 4, (i) => `${i % 3 === 0 ? ' ' : ''}note “${i}” from shop${i % 5 === 0 ? '  ' : ''}`),
    10,
  ),
  text(
    'city',
    'category',
    list(60, (i) => `City ${i}`),
    20,
  ),
  text('paid', 'category', ['yes', 'no', 'Yes', 'NO']),
  text(
    'price text',
    'text',
    list(ROWS / 5, (i) => `¥${(i * 1.37).toFixed(2)}`),
    20,
  ),
  text(
    'day text',
    'text',
    list(3000, (i) => new Date(Date.UTC(2016, 0, 1 + i)).toISOString().slice(0, 10)),
    20,
  ),
  text(
    'product',
    'text',
    list(2000, (i) => `Tea ${i} - green (${i % 30} g)`),
  ),
  { kind: 'number', name: 'amount', values: Float64Array.from({ length: ROWS }, () => (below(20) === 0 ? NaN : below(100_000) / 100)) },
  { kind: 'number', name: 'visits', values: Float64Array.from({ length: ROWS }, () => below(50)) },
  { kind: 'date', name: 'day', values: Int32Array.from({ length: ROWS }, () => 18_000 + below(1500)) },
];
const table: Table = {
  rowCount: ROWS,
  columns,
  sourceLine: Uint32Array.from({ length: ROWS }, (_, i) => i + 2),
  hashHigh: Uint32Array.from({ length: ROWS }, (_, i) => (i % 1000 === 999 ? 0 : random.uint32())),
  hashLow: Uint32Array.from({ length: ROWS }, (_, i) => (i % 1000 === 999 ? 0 : random.uint32())),
};
const roles: Roles = { rowShape: 'order', who: 'customer', when: 'day', orderId: 'order' };
const odd = { name: 'amount', odd: 5000, oddCells: [], reading: {} };
const report = { rowCount: ROWS, columns: [odd], totalsRows: [ROWS - 1] } as unknown as ReadReport;
const fences = { rule: 'iqr', low: 1.5, high: 1.5 } as const;

const STEPS: Step[] = [
  { kind: 'trim' },
  { kind: 'drop-duplicates' },
  { kind: 'drop-totals' },
  { kind: 'drop-unreadable', columns: ['amount'] },
  { kind: 'drop-missing', columns: ['city', 'amount'] },
  { kind: 'fill-missing', column: 'amount', with: 'median' },
  { kind: 'fill-missing', column: 'amount', with: 'mean' },
  { kind: 'fill-missing', column: 'amount', with: 'mode' },
  { kind: 'fill-missing', column: 'city', with: 'mode', flag: true },
  { kind: 'fill-missing', column: 'city', with: 'constant', value: 'unknown' },
  { kind: 'fill-missing', column: 'amount', with: 'group-median', by: 'city' },
  { kind: 'fill-missing', column: 'amount', with: 'nearest' },
  { kind: 'fill-missing', column: 'amount', with: 'regression' },
  { kind: 'normalise-text', columns: ['note'], marks: true },
  { kind: 'change-case', columns: ['note'], to: 'title' },
  { kind: 'map-values', column: 'paid', groups: [{ from: ['Yes'], to: 'yes' }, { from: ['NO'], to: 'no' }] }, // prettier-ignore
  { kind: 'split-column', column: 'product', by: 'pattern', at: '* - * (*)', into: ['what', 'kind', 'weight'] },
  { kind: 'merge-columns', columns: ['city', 'product'], mark: ', ', into: 'both' },
  { kind: 'merge-columns', columns: ['order', 'customer'], mark: ', ', into: 'both' },
  { kind: 'parse-as', column: 'price text', as: 'number' },
  { kind: 'parse-as', column: 'day text', as: 'date' },
  { kind: 'parse-as', column: 'paid', as: 'boolean' },
  { kind: 'set-unit', column: 'amount', unit: '€' },
  { kind: 'convert-currency', column: 'amount', factor: 7.1, unit: '¥' },
  { kind: 'clip-outliers', column: 'amount', ...fences },
  { kind: 'flag-outliers', column: 'amount', ...fences, into: 'far out' },
  { kind: 'filter-rows', keep: '[amount] > 100 and [city] = "City 3"' },
  { kind: 'derive-column', into: 'double', expression: '[amount] * 2 + [visits]' },
  { kind: 'pivot-interactions', by: 'customer', of: 'city', take: 'count' },
  { kind: 'drop-columns', columns: ['note'] },
  { kind: 'rename-column', column: 'note', into: 'remark' },
  { kind: 'deduplicate-by', columns: ['order'], keep: 'last' },
  { kind: 'deduplicate-by', columns: ['customer', 'day'], keep: 'first' },
];

function millis(step: Step): number {
  const before = process.cpuUsage();
  markSteps(table, [step], roles, report);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

export interface StepTime {
  /** Its kind and settings. */
  step: string;
  millis: number;
}

function timeOf(step: Step): StepTime {
  const [, middle] = [millis(step), millis(step), millis(step)].sort((a, b) => a - b);
  const { kind, ...settings } = step;
  const what = JSON.stringify(settings).slice(0, 60);
  return { step: what === '{}' ? kind : `${kind} ${what}`, millis: middle };
}

if (process.argv.includes('--json')) console.log(JSON.stringify(STEPS.map(timeOf)));
else {
  console.log(`| step, ${ROWS} rows | ms | met |\n| --- | --- | --- |`);
  for (const step of STEPS) {
    const time = timeOf(step);
    console.log(`| ${time.step} | ${time.millis.toFixed(0)} | ${time.millis <= TARGET ? 'yes' : 'NO'} |`);
  }
}
