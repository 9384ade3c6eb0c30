/** The first plan for every column: samples cut into cells, the file's habits, then each column on its own. */
import type { ColumnReading, DateOrder } from '../core/reading.ts';
import { dateEvidence } from './cell-date.ts';
import type { SampleText } from './draw-sample.ts';
import { decimalVote } from './decimal-mark.ts';
import { planColumn, type ColumnPlan, type FileHabits } from './infer-type.ts';
import { parseRecords } from './parse-csv.ts';
import { plainText } from './plain-text.ts';
import type { Dialect } from './sniff-dialect.ts';

export type { ColumnPlan } from './infer-type.ts';

const SAMPLE_RECORDS = 1000;
/** Cells that vote on the habits of the file. */
const HABIT_CELLS = 100;

export interface FirstPlan {
  plans: ColumnPlan[];
  /** Cells of each column, as they stand. */
  samples: string[][];
  habits: FileHabits;
}

export function planColumns(
  names: readonly string[],
  dialect: Dialect,
  sample: SampleText,
  chosen: Record<number, Partial<ColumnReading>>,
): FirstPlan {
  const width = names.length;
  const records = dialect.records.slice(dialect.headerRow + 1, dialect.headerRow + 1 + SAMPLE_RECORDS);
  for (const piece of sample.pieces) {
    // A piece may start inside a quoted cell: only records of the right width are believed.
    const found = parseRecords(
      plainText(piece, dialect),
      dialect.delimiter,
      dialect.quote !== 'none',
      false,
      dialect.quote === "'" ? "'" : '"',
    );
    if (!found.broken) records.push(...found.records.filter((record) => record.length === width));
  }
  const samples = names.map((_, column) => records.map((record) => record[column] ?? '').filter((cell) => cell.trim() !== ''));
  const habits = habitsOf(samples, dialect.delimiter);
  const plans = names.map((name, column) => planColumn(name, samples[column], habits, chosen[column] ?? {}));
  return { plans, samples, habits };
}

/** What some columns prove helps the columns that could be read both ways. Nothing proved: 1,234.5 (1.234,5 between semicolons) and day before month. */
function habitsOf(samples: readonly (readonly string[])[], delimiter: string): FileHabits {
  let points = 0;
  let commas = 0;
  const orders: Record<DateOrder, number> = { dmy: 0, mdy: 0, ymd: 0 };
  for (const cells of samples) {
    for (const cell of cells.slice(0, HABIT_CELLS)) {
      const vote = decimalVote(cell);
      if (vote === '.') points++;
      else if (vote === ',') commas++;
      const order = dateEvidence(cell, 'dmy')?.order;
      if (order === 'dmy' || order === 'mdy') orders[order]++;
    }
  }
  // Programs cut cells with semicolons where the comma is the decimal mark.
  const decimal = commas === points ? (delimiter === ';' ? ',' : '.') : commas > points ? ',' : '.';
  return { decimal, isDecimalProved: points !== commas, dateOrder: orders.mdy > orders.dmy ? 'mdy' : 'dmy', commaCuts: delimiter === ',' };
}
