/** Which features a customer table's columns become, and which columns are set aside, and why. */
import { MISSING_CODE, type Column, type Table, type TextColumn } from '../core/column.ts';
import { assertNever } from '../core/errors.ts';
import type { FeatureSpec } from '../core/features.ts';
import type { ModelCard } from '../core/model-card.ts';
import type { Roles } from '../core/recipe.ts';
import { missingMask } from './missing.ts';

export type Excluded = ModelCard['excluded'][number];

/** A level needs this many rows to be a feature of its own (in tables below 200 rows a twentieth of them) ... */
const FEWEST_ROWS_OF_A_LEVEL = 10;
/** ... and of the frequent ones only so many are. */
const MOST_LEVELS = 30;
/** The level that holds the rare ones. */
export const OTHER_LEVEL = 'other';

/** Features of one column, or why there are none. */
export type ColumnPlan = { features: FeatureSpec[] } | Excluded;

export function planColumn(column: Column, table: Table, roles: Roles): ColumnPlan {
  const setAside = (reason: Excluded['reason']): Excluded => ({ column: column.name, reason });
  const { name } = column;
  if (roles.ignored?.includes(name)) return setAside('ignored');
  if ([roles.who, roles.name, roles.phone, roles.email, roles.orderId].includes(name)) return setAside('id');

  const missing = missingMask(column);
  const missingRows = missing.reduce((count, one) => count + one, 0);
  if (missingRows === table.rowCount) return setAside('all-missing');
  if (column.kind === 'text' && column.use !== 'category') return setAside(column.use === 'id' ? 'id' : 'free-text');
  if (column.kind === 'number' && countsRows(column.values)) return setAside('id');

  const flag: FeatureSpec[] = missingRows > 0 ? [{ kind: 'was-missing', column: name }] : [];
  const features = isConstant(column, missing) ? flag : [...valueFeatures(column, table.rowCount), ...flag];
  return features.length > 0 ? { features } : setAside('constant');
}

function valueFeatures(column: Column, rowCount: number): FeatureSpec[] {
  const { name } = column;
  switch (column.kind) {
    case 'number':
      return [{ kind: 'column', column: name, ...(column.unit === undefined ? {} : { unit: column.unit }) }];
    case 'date':
    case 'datetime':
      return [{ kind: 'column', column: name, unit: 'days' }];
    case 'boolean':
      return [{ kind: 'column', column: name, unit: 'yes-no' }];
    case 'text':
      return levels(column, rowCount).map((level) => ({ kind: 'level', column: name, level }));
    default:
      return assertNever(column);
  }
}

/** Levels in code-point order (as scikit-learn's OneHotEncoder), rare ones together as the last. */
function levels({ codes, dictionary }: TextColumn, rowCount: number): string[] {
  const counts = new Map<string, number>();
  for (const code of codes) {
    const level = code === MISSING_CODE ? '' : dictionary[code].trim();
    if (level !== '') counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  const fewest = Math.min(FEWEST_ROWS_OF_A_LEVEL, Math.ceil(rowCount / 20));
  const byCount = [...counts].filter(([, rows]) => rows >= fewest).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const frequent = byCount.slice(0, MOST_LEVELS).map(([level]) => level);
  const named = frequent.filter((level) => level !== OTHER_LEVEL).sort((a, b) => (a < b ? -1 : 1));
  return named.length === counts.size ? named : [...named, OTHER_LEVEL];
}

/** One value in all rows that have one (a category whose every level is rare says nothing either). */
function isConstant(column: Column, missing: Uint8Array): boolean {
  const raw = column.kind === 'text' ? column.codes : column.values;
  const first = missing.indexOf(0);
  if (column.kind === 'text' && levels(column, missing.length).length < 2) return true;
  for (let row = first; row < missing.length; row++) if (missing[row] === 0 && raw[row] !== raw[first]) return false;
  return true;
}

/** Whole numbers without gap or repetition: a row number. */
function countsRows(values: Float64Array): boolean {
  if (values.length < 20) return false;
  let lowest = Infinity;
  let highest = -Infinity;
  for (const value of values) {
    if (!Number.isInteger(value)) return false;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return highest - lowest === values.length - 1 && new Set(values).size === values.length;
}
