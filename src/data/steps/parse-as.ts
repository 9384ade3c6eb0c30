/** A text column read as numbers, dates or yes/no, by the readers that read the file. */
import { MISSING_BOOLEAN, MISSING_CODE, MISSING_DAY, type Column, type TextColumn } from '../../core/column.ts';
import type { StepOf } from '../../core/recipe.ts';
import { readBoolean } from '../cell-boolean.ts';
import { readDate } from '../cell-date.ts';
import { readNumber } from '../cell-number.ts';
import { findColumn } from '../find-column.ts';
import { NOTHING, replaceColumn } from './change-columns.ts';
import type { StepInput, StepResult } from './step-input.ts';

/** Each different word is read once. Cells that do not read so become empty; all cells that had something are counted. */
export function parseAs(input: StepInput, step: StepOf<'parse-as'>): StepResult {
  const column = findColumn(input.table, step.column);
  if (column?.kind !== 'text') return NOTHING;
  const { codes } = column;
  return replaceColumn(input, column, parsed(column, step), (row) => codes[row] !== MISSING_CODE);
}

function parsed({ name, codes, dictionary }: TextColumn, { as, decimal = '.', dateOrder = 'ymd' }: StepOf<'parse-as'>): Column {
  switch (as) {
    case 'number': {
      const readings = dictionary.map((word) => readNumber(word, decimal));
      const units = new Set(readings.flatMap((reading) => (reading?.unit === undefined ? [] : [reading.unit])));
      const values = Float64Array.from(codes, (code) => (code === MISSING_CODE ? NaN : (readings[code]?.value ?? NaN)));
      // Yuan and euros in one column are no amount of either.
      return { kind: 'number', name, values, ...(units.size === 1 ? { unit: [...units][0] } : {}) };
    }
    case 'date': {
      const days = dictionary.map((word) => readDate(word, dateOrder)?.day ?? MISSING_DAY);
      return { kind: 'date', name, values: Int32Array.from(codes, (code) => (code === MISSING_CODE ? MISSING_DAY : days[code])) };
    }
    case 'boolean': {
      const answers = dictionary.map((word) => readBoolean(word) ?? MISSING_BOOLEAN);
      return { kind: 'boolean', name, values: Uint8Array.from(codes, (code) => (code === MISSING_CODE ? MISSING_BOOLEAN : answers[code])) };
    }
  }
}
