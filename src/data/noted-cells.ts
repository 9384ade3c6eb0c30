/** Every cell that a profile speaks of, by file line: for a look in a spreadsheet program, and for mending the file. */
import type { Column } from '../core/column.ts';
import type { IssueKind } from '../core/profile.ts';
import type { ColumnReport } from '../core/reading.ts';
import type { Step } from '../core/recipe.ts';
import { countedWords, textOf, valueFaults } from './column-issues.ts';
import { countValues, type ValueCounts } from './count-values.ts';
import { mixedSpellings, MOST_WORDS } from './spellings.ts';
import type { CsvCell } from './write-csv.ts';

/** `raw`: odd cells as they stand in the file, others as they were read. `now`: what the recipe makes of it; '' = nothing. */
export interface NotedCell {
  line: number;
  reason: IssueKind;
  column: string;
  raw: string;
  now: string;
}

/** So many of a column are more than anybody mends by hand. */
export const MOST_NOTED = 10_000;

/**
 * Cells with blanks around them, in another spelling, too far out, on impossible days or days to come; and the first hundred
 * that could not be read. Empty cells are not listed: there are too many, and a spreadsheet program finds them. O(rows).
 */
export function notedCells(
  column: Column,
  report: ColumnReport,
  sourceLine: Uint32Array,
  steps: readonly Step[],
  today?: number,
): NotedCell[] {
  const noted: NotedCell[] = report.oddCells.map(({ line, raw }) => ({ line, reason: 'odd-cells', column: column.name, raw, now: '' }));
  const found = countValues(column);
  const faults = faultOfValue(column, found, steps.some(({ kind }) => kind === 'trim'), today); // prettier-ignore
  if (faults.size === 0) return noted;
  const values = column.kind === 'text' ? column.codes : column.values;
  for (let row = 0; row < values.length && noted.length < MOST_NOTED; row++) {
    const fault = faults.get(values[row]);
    if (fault)
      noted.push({ line: sourceLine[row], reason: fault.reason, column: column.name, raw: textOf(column, values[row]), now: fault.now });
  }
  return noted;
}

/** Value (or code of a word) -> what is wrong with it: of several faults the first. */
function faultOfValue(column: Column, found: ValueCounts, trims: boolean, today?: number): Map<number, { reason: IssueKind; now: string }> {
  const faults = new Map<number, { reason: IssueKind; now: string }>();
  for (const { kind, has } of valueFaults(column, found, today))
    for (const value of found.values) if (!faults.has(value) && has(value)) faults.set(value, { reason: kind, now: '' });
  if (column.kind !== 'text' || column.tidy === true) {
    if (column.kind !== 'text' || found.values.length > MOST_WORDS) return faults;
  }
  const words = countedWords(column, found);
  const usual = column.use !== 'id' && words.length <= MOST_WORDS ? mixedSpellings(words).usual : new Map<string, string>();
  words.forEach(({ word }, i) => {
    const trimmed = word.trim();
    if (usual.has(trimmed)) faults.set(found.values[i], { reason: 'mixed-spellings', now: '' });
    else if (trimmed !== word) faults.set(found.values[i], { reason: 'outer-blanks', now: trims ? trimmed : '' });
  });
  return faults;
}

export const NOTED_HEADER = ['line', 'reason', 'column', 'raw', 'now'];

export function notedRows(cells: readonly NotedCell[]): CsvCell[][] {
  return cells.map(({ line, reason, column, raw, now }) => [line, reason, column, raw, now]);
}
