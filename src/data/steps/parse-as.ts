/** A text column read as numbers, dates or yes/no, by the readers that read the file. */
import { MISSING_BOOLEAN, MISSING_CODE, MISSING_DAY, type Column, type TextColumn } from '../../core/column.ts';
import type { StepOf } from '../../core/recipe.ts';
import { readBoolean } from '../cell-boolean.ts';
import { readDate } from '../cell-date.ts';
import { findColumn } from '../find-column.ts';
import { readWords } from '../read-words.ts';
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
      const { numbers, units } = readWords(dictionary, decimal);
      const values = ofCodes(codes, numbers, new Float64Array(codes.length), NaN);
      // Yuan and euros in one column are no amount of either.
      return { kind: 'number', name, values, ...(units.size === 1 ? { unit: [...units][0] } : {}) };
    }
    case 'date': {
      const days = Int32Array.from(dictionary, (word) => readDate(word, dateOrder)?.day ?? MISSING_DAY);
      return { kind: 'date', name, values: ofCodes(codes, days, new Int32Array(codes.length), MISSING_DAY) };
    }
    case 'boolean': {
      const answers = Uint8Array.from(dictionary, (word) => readBoolean(word) ?? MISSING_BOOLEAN);
      return { kind: 'boolean', name, values: ofCodes(codes, answers, new Uint8Array(codes.length), MISSING_BOOLEAN) };
    }
  }
}

/** What the word of each row reads as. */
function ofCodes<Values extends Float64Array | Int32Array | Uint8Array>(
  codes: Uint32Array,
  ofWord: Values,
  values: Values,
  missing: number,
): Values {
  for (let row = 0; row < codes.length; row++) values[row] = codes[row] === MISSING_CODE ? missing : ofWord[codes[row]];
  return values;
}
