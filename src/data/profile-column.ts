/** One column in a few figures: how full, how many values, mean, extremes, ten bins, most frequent values, warnings. */
import { MISSING_BOOLEAN, MISSING_CODE, MISSING_DAY, type Column } from '../core/column.ts';
import type { ColumnProfile } from '../core/profile.ts';
import type { ColumnReport } from '../core/reading.ts';
import { cellText } from './cell-text.ts';

const BINS = 10;
const TOP = 10;
/** Dates outside these years are likely slips of the keyboard (1900-01-01 and 9999-12-31 are common stand-ins). */
const FIRST_DAY = -25_567; // 1900-01-01
const LAST_DAY = 47_482; // 2100-01-01
const DAY_SECONDS = 86_400;

export function profileColumn(column: Column, report: ColumnReport): ColumnProfile {
  const rows = column.kind === 'text' ? column.codes.length : column.values.length;
  const { values, missing } = measured(column, rows);
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const rowOf = firstRows(column, rows);
  const top = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, TOP)
    .map(([value, count]) => ({ value: cellText(column, rowOf.get(value) ?? 0), rows: count }));
  const profile: ColumnProfile = {
    name: column.name,
    kind: report.reading.type,
    rows,
    missing: missing - report.odd >= 0 ? missing - report.odd : missing,
    odd: report.odd,
    distinct: counts.size,
    top,
    warnings: warningsFor(column, report, counts.size, values),
  };
  if (column.kind === 'text' || column.kind === 'boolean' || values.length === 0) return profile;
  let [low, high, sum] = [Infinity, -Infinity, 0];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
    sum += value;
  }
  if (column.kind === 'number') profile.mean = sum / values.length;
  profile.lowest = cellText(column, rowOf.get(low) ?? 0);
  profile.highest = cellText(column, rowOf.get(high) ?? 0);
  profile.histogram = histogram(values, low, high);
  return profile;
}

/** The values that are there, as numbers (codes for text), and how many are not. */
function measured(column: Column, rows: number): { values: Float64Array; missing: number } {
  const values = new Float64Array(rows);
  let n = 0;
  for (let row = 0; row < rows; row++) {
    const value = numberAt(column, row);
    if (!Number.isNaN(value)) values[n++] = value;
  }
  return { values: values.subarray(0, n), missing: rows - n };
}

function numberAt(column: Column, row: number): number {
  if (column.kind === 'text') return column.codes[row] === MISSING_CODE ? NaN : column.codes[row];
  const value = column.values[row];
  if (column.kind === 'date') return value === MISSING_DAY ? NaN : value;
  if (column.kind === 'boolean') return value === MISSING_BOOLEAN ? NaN : value;
  return value;
}

function firstRows(column: Column, rows: number): Map<number, number> {
  const first = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const value = numberAt(column, row);
    if (!Number.isNaN(value) && !first.has(value)) first.set(value, row);
  }
  return first;
}

function histogram(values: Float64Array, low: number, high: number): number[] {
  const bins = new Array<number>(BINS).fill(0);
  const width = (high - low) / BINS;
  for (const value of values) bins[width > 0 ? Math.min(BINS - 1, Math.floor((value - low) / width)) : 0]++;
  return bins;
}

function warningsFor(column: Column, report: ColumnReport, distinct: number, values: Float64Array): ColumnProfile['warnings'] {
  const warnings: ColumnProfile['warnings'] = [];
  if (values.length === 0) warnings.push('all-missing');
  else if (distinct === 1) warnings.push('constant');
  if (column.kind === 'text' && column.use === 'id' && distinct > 0.95 * values.length && values.length > 1) warnings.push('id-like');
  if ((report.digitsLost ?? 0) > 0) warnings.push('digits-lost');
  if (report.odd > 0) warnings.push('odd-cells');
  const scale = column.kind === 'datetime' ? DAY_SECONDS : 1;
  if (
    (column.kind === 'date' || column.kind === 'datetime') &&
    values.some((value) => value < FIRST_DAY * scale || value > LAST_DAY * scale)
  ) {
    warnings.push('impossible-dates');
  }
  return warnings;
}
