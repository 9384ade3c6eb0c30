/** One column in a few figures: how full, how many values, how they are spread, most frequent values, faults, score. */
import type { Column } from '../core/column.ts';
import type { ColumnProfile } from '../core/profile.ts';
import type { ColumnReport } from '../core/reading.ts';
import { columnIssues, spreadOf, textOf } from './column-issues.ts';
import { countValues, histogramOfCounts, mostFrequent, quantileOfCounts, type ValueCounts } from './count-values.ts';
import { scoreColumn } from './quality-score.ts';

const BINS = 10;
const TOP = 10;
/** Among so many different words that are each there once, none is frequent. */
const ALL_DIFFERENT = 1_000;

/**
 * O(rows) for words, days and whole numbers of a moderate range; other numbers are sorted once.
 *
 * @param today days since 1970-01-01, to know dates to come; absent: they are not looked for
 * @param tells the column gives the answer away (`tells-answer.ts`)
 */
export function profileColumn(
  column: Column,
  report: ColumnReport,
  { today, tells = false }: { today?: number; tells?: boolean } = {},
): ColumnProfile {
  const rows = column.kind === 'text' ? column.codes.length : column.values.length;
  const found = countValues(column);
  const issues = columnIssues(column, report, found, rows, today);
  if (tells) issues.push({ kind: 'tells-answer', rows, examples: [] });
  const missing = Math.max(0, rows - found.filled - report.odd);
  return {
    name: column.name,
    kind: report.reading.type,
    rows,
    missing,
    odd: report.odd,
    distinct: found.values.length,
    top: topValues(column, found),
    issues,
    ...scoreColumn({ rows, missing, issues }),
    ...spreadFigures(column, found),
  };
}

function topValues(column: Column, found: ValueCounts): ColumnProfile['top'] {
  const best = mostFrequent(found, TOP);
  if (column.kind === 'text' && found.values.length > ALL_DIFFERENT && found.counts[best[0]] === 1) return [];
  return best.map((i) => ({ value: textOf(column, found.values[i]), rows: found.counts[i] }));
}

function spreadFigures(column: Column, found: ValueCounts): Partial<ColumnProfile> {
  if (column.kind === 'text' || column.kind === 'boolean' || found.filled === 0) return {};
  const { values, counts, filled } = found;
  const figures: Partial<ColumnProfile> = {
    lowest: textOf(column, values[0]),
    highest: textOf(column, values[values.length - 1]),
    histogram: histogramOfCounts(found, BINS),
  };
  if (column.kind !== 'number') return figures;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * counts[i];
  return { ...figures, mean: sum / filled, median: quantileOfCounts(found, 0.5), ...spreadOf(column, found) };
}
