/** The answers in a customer table's target column as numbers. */
import { MISSING_BOOLEAN, MISSING_CODE, type Column } from '../core/column.ts';
import type { Question } from '../core/recipe.ts';
import { readBoolean } from './cell-boolean.ts';

/** Yes/no: 1 where the cell is the answer that counts as yes, else 0. Amount: the number. NaN where the cell says nothing. */
export function targetValues(column: Column, question: Extract<Question, { target: string }>): Float64Array {
  if (question.kind === 'yes-no') return yesNo(column, question.yes);
  if (column.kind === 'number') return column.values.slice();
  return new Float64Array(column.kind === 'text' ? column.codes.length : column.values.length).fill(NaN);
}

function yesNo(column: Column, yes: string): Float64Array {
  const word = yes.trim();
  switch (column.kind) {
    case 'text': {
      const isYes = Float64Array.from(column.dictionary, (level) => (level.trim() === '' ? NaN : level.trim() === word ? 1 : 0));
      return Float64Array.from(column.codes, (code) => (code === MISSING_CODE ? NaN : isYes[code]));
    }
    case 'boolean': {
      const wanted = readBoolean(word) ?? (word === '0' ? 0 : 1);
      return Float64Array.from(column.values, (value) => (value === MISSING_BOOLEAN ? NaN : value === wanted ? 1 : 0));
    }
    default: {
      const wanted = Number(word);
      return Float64Array.from(column.values, (value) => (Number.isNaN(value) ? NaN : value === wanted ? 1 : 0));
    }
  }
}
