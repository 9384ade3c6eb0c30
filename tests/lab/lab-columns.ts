/** Columns of a table as the numbers a model sees, and its target as numbers or classes. NaN = missing. */
import { MISSING_BOOLEAN, MISSING_CODE, MISSING_DAY, type Column, type Table } from '../../src/core/column.ts';
import { AppError } from '../../src/core/errors.ts';

/** One used column: itself as numbers, or one 0/1 column per level of a category (code point order). */
export interface LabFeature {
  column: string;
  /** `column`, or `column=level`. */
  names: string[];
  values: Float64Array[];
  isCategory: boolean;
}

export interface LabTarget {
  values: Float64Array;
  /** Present for a yes/no or category target: what class 0, 1 ... stands for. */
  classes: (string | number)[] | undefined;
}

/** Without `wanted`: every column but the target, ids, free text and empty ones. */
export function labFeatures(table: Table, target: string, wanted: readonly string[] | undefined): LabFeature[] {
  if (wanted) return wanted.map((name) => featureOf(columnNamed(table, name)));
  const usable = table.columns.filter((column) => column.name !== target && isUsable(column));
  return usable.map(featureOf).filter(({ values }) => values.length > 0 && !values[0].every(Number.isNaN));
}

/** Numbers stay numbers for `regression`; otherwise each distinct value is a class, in ascending order. */
export function labTarget(table: Table, name: string, task: 'regression' | 'classification' | 'by-values'): LabTarget {
  const column = columnNamed(table, name);
  if (column.kind === 'boolean') return { values: numbersOf(column), classes: task === 'regression' ? undefined : [0, 1] };
  const numbers = numbersIn(column);
  if (numbers) {
    const distinct = [...new Set(numbers)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
    const isChoice = task === 'classification' || (task === 'by-values' && distinct.length <= 2);
    return isChoice ? { values: codesOf(numbers, distinct), classes: distinct } : { values: numbers, classes: undefined };
  }
  if (column.kind !== 'text' || task === 'regression') throw new AppError('bad-parameter', { name: 'target', value: name });
  const levels = levelsOf(column.dictionary, column.codes);
  return { values: codesOf(textsOf(column.dictionary, column.codes), levels), classes: levels };
}

function columnNamed(table: Table, name: string): Column {
  const found = table.columns.find((column) => column.name === name);
  if (!found) throw new AppError('column-missing', { column: name, columns: table.columns.map((column) => column.name).join(', ') });
  return found;
}

function isUsable(column: Column): boolean {
  return column.kind !== 'text' || column.use === 'category';
}

function featureOf(column: Column): LabFeature {
  const { name } = column;
  const numbers = numbersIn(column);
  if (numbers) return { column: name, names: [name], values: [numbers], isCategory: false };
  if (column.kind !== 'text') throw new AppError('bad-parameter', { name: 'features', value: name });
  const texts = textsOf(column.dictionary, column.codes);
  const levels = levelsOf(column.dictionary, column.codes);
  const values = levels.map((level) => Float64Array.from(texts, (text) => (text === undefined ? NaN : Number(text === level))));
  return { column: name, names: levels.map((level) => `${name}=${level}`), values, isCategory: true };
}

/** A column as numbers; text only where every value is a number that was taken for an id. */
function numbersIn(column: Column): Float64Array | undefined {
  if (column.kind !== 'text') return numbersOf(column);
  if (column.use === 'category') return undefined;
  const numbers = column.dictionary.map((text) => (text.trim() === '' ? NaN : Number(text)));
  if (numbers.some(Number.isNaN)) return undefined;
  return Float64Array.from(column.codes, (code) => (code === MISSING_CODE ? NaN : numbers[code]));
}

function numbersOf(column: Exclude<Column, { kind: 'text' }>): Float64Array {
  if (column.kind === 'date') return Float64Array.from(column.values, (day) => (day === MISSING_DAY ? NaN : day));
  if (column.kind === 'boolean') return Float64Array.from(column.values, (value) => (value === MISSING_BOOLEAN ? NaN : value));
  return column.values;
}

function textsOf(dictionary: string[], codes: Uint32Array): (string | undefined)[] {
  return Array.from(codes, (code) => (code === MISSING_CODE ? undefined : dictionary[code]));
}

/** Values that occur, in code point order, as Python sorts them. */
function levelsOf(dictionary: string[], codes: Uint32Array): string[] {
  const seen = new Set(codes);
  const points = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const compare = (a: number[], b: number[]) => {
    const at = a.findIndex((point, i) => point !== b[i]);
    return at < 0 ? a.length - b.length : a[at] - (b[at] ?? -1);
  };
  return dictionary.filter((_, code) => seen.has(code)).sort((a, b) => compare(points(a), points(b)));
}

function codesOf<T>(values: ArrayLike<T | undefined>, levels: readonly T[]): Float64Array {
  const codes = new Map(levels.map((level, code) => [level, code]));
  return Float64Array.from({ length: values.length }, (_, i) => {
    const value = values[i];
    return value === undefined ? NaN : (codes.get(value) ?? NaN);
  });
}
