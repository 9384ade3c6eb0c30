/** What each kind of step is made of: one table for checking recipes from outside and for drawing the forms. */
import type { Step, StepKind } from './recipe.ts';

/** Which columns a field offers; recipes from outside are not held to it. */
export type OfferedColumns = 'any' | 'text' | 'number' | 'date' | 'group';

export type StepField = { key: string; optional?: true; /** Only asked for where another field says one of these. */ when?: { key: string; is: readonly string[] } } & (
  | { kind: 'column' | 'columns'; offer: OfferedColumns }
  | { kind: 'name' | 'text' | 'expression' }
  /** Names of new columns, separated by commas in a form. */
  | { kind: 'names' }
  | { kind: 'number'; low: number; high: number; whole?: true; start?: number }
  | { kind: 'choice'; choices: readonly string[] }
  | { kind: 'flag' }
  | { kind: 'groups' }
); // prettier-ignore

const columns = (offer: OfferedColumns): StepField => ({ key: 'columns', kind: 'columns', offer });
const column = (offer: OfferedColumns): StepField => ({ key: 'column', kind: 'column', offer });
const into: StepField = { key: 'into', kind: 'name' };
const unit: StepField = { key: 'unit', kind: 'name' };
const fences: readonly StepField[] = [
  { key: 'rule', kind: 'choice', choices: ['iqr', 'quantile'] },
  { key: 'low', kind: 'number', low: 0, high: 100, start: 1.5 },
  { key: 'high', kind: 'number', low: 0, high: 100, start: 1.5 },
];

export const STEP_FIELDS: Readonly<Record<StepKind, readonly StepField[]>> = {
  trim: [],
  'drop-duplicates': [],
  'drop-totals': [],
  'drop-unreadable': [columns('any')],
  'drop-missing': [columns('any')],
  'fill-missing': [
    column('any'),
    { key: 'with', kind: 'choice', choices: ['median', 'mean', 'mode', 'constant', 'group-median', 'group-mean', 'nearest', 'regression'] },
    { key: 'value', kind: 'text', optional: true, when: { key: 'with', is: ['constant'] } },
    { key: 'by', kind: 'column', offer: 'group', optional: true, when: { key: 'with', is: ['group-mean', 'group-median'] } },
    { key: 'k', kind: 'number', low: 1, high: 100, whole: true, start: 5, optional: true, when: { key: 'with', is: ['nearest'] } },
    { key: 'flag', kind: 'flag', optional: true },
  ],
  'normalise-text': [columns('text'), { key: 'marks', kind: 'flag', optional: true }],
  'change-case': [columns('text'), { key: 'to', kind: 'choice', choices: ['lower', 'upper', 'title'] }],
  'map-values': [column('text'), { key: 'groups', kind: 'groups' }],
  'split-column': [
    column('text'),
    { key: 'by', kind: 'choice', choices: ['mark', 'first', 'pattern'] },
    { key: 'at', kind: 'text' },
    { key: 'into', kind: 'names' },
  ],
  'merge-columns': [columns('any'), { key: 'mark', kind: 'text', optional: true }, into],
  'parse-as': [
    column('text'),
    { key: 'as', kind: 'choice', choices: ['number', 'date', 'boolean'] },
    { key: 'decimal', kind: 'choice', choices: ['.', ','], optional: true, when: { key: 'as', is: ['number'] } },
    { key: 'dateOrder', kind: 'choice', choices: ['ymd', 'dmy', 'mdy'], optional: true, when: { key: 'as', is: ['date'] } },
  ],
  'set-unit': [column('number'), unit],
  'convert-currency': [column('number'), { key: 'factor', kind: 'number', low: 1e-9, high: 1e9 }, unit],
  'clip-outliers': [column('number'), ...fences],
  'flag-outliers': [column('number'), ...fences, into],
  'filter-rows': [{ key: 'keep', kind: 'expression' }],
  'derive-column': [into, { key: 'expression', kind: 'expression' }],
  'pivot-interactions': [
    { key: 'by', kind: 'column', offer: 'any' },
    { key: 'of', kind: 'column', offer: 'group' },
    { key: 'take', kind: 'choice', choices: ['count', 'sum', 'last'] },
    { key: 'value', kind: 'column', offer: 'any', optional: true, when: { key: 'take', is: ['sum', 'last'] } },
  ],
  'drop-columns': [columns('any')],
  'rename-column': [column('any'), into],
  'deduplicate-by': [columns('any'), { key: 'keep', kind: 'choice', choices: ['first', 'last'] }],
};

export const STEP_KINDS = Object.keys(STEP_FIELDS) as readonly StepKind[];

/** Columns that a step reads, by name; those of an expression are in its text. */
export function namedColumns(step: Step): string[] {
  const values = new Map<string, unknown>(Object.entries(step));
  return STEP_FIELDS[step.kind].flatMap(({ key, kind }) => {
    const value = values.get(key);
    if (kind === 'column') return typeof value === 'string' ? [value] : [];
    return kind === 'columns' && Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
  });
}
