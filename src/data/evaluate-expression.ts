/** An expression over the columns of a table, all rows at once. Nothing here is code from text: a tree is walked, arrays are filled. */
import { dateOfDay } from '../core/civil-date.ts';
import { MISSING_BOOLEAN, type Table } from '../core/column.ts';
import { assertNever } from '../core/errors.ts';
import { parseExpression, type Expression, type FunctionName, type Operator } from '../core/expression.ts';
import { expressionType, valueTypeOf } from '../core/expression-type.ts';
import { badExpression } from '../core/expression-tokens.ts';
import { readDate } from './cell-date.ts';
import {
  compareWords,
  joinWords,
  missingOf,
  numberOfWords,
  pickValues,
  rewritten,
  valuesOf,
  type BooleanValues,
  type NumberValues,
  type TextValues,
  type Values,
} from './expression-values.ts';
import { findColumn } from './find-column.ts';

/**
 * A missing cell makes the result missing, but for `empty`, `coalesce`, `and` with a no, `or` with a yes. What is no number
 * (1 / 0) is missing.
 *
 * Errors: `bad-expression` with the place. O(rows x parts of the expression).
 */
export function evaluateExpression(text: string, table: Table): Values {
  const expression = parseExpression(text);
  expressionType(expression, (name) => {
    const column = findColumn(table, name);
    return column && valueTypeOf(column.kind);
  });
  return evaluate(expression, table);
}

function evaluate(expression: Expression, table: Table): Values {
  const rows = table.rowCount;
  switch (expression.kind) {
    case 'number':
      return { type: 'number', values: new Float64Array(rows).fill(expression.value) };
    case 'boolean':
      return { type: 'boolean', values: new Uint8Array(rows).fill(expression.value ? 1 : 0) };
    case 'text':
      return { type: 'text', codes: new Uint32Array(rows), dictionary: [expression.value] };
    case 'column': {
      const column = findColumn(table, expression.name);
      return column ? valuesOf(column) : badExpression('unknown-column', expression.at, expression.name);
    }
    case 'not':
      return {
        type: 'boolean',
        values: booleans(evaluate(expression.of, table)).values.map((value) => (value === MISSING_BOOLEAN ? value : 1 - value)),
      };
    case 'minus':
      return { type: 'number', values: numbers(evaluate(expression.of, table)).values.map((value) => -value) };
    case 'operation':
      return operation(expression.operator, evaluate(expression.left, table), evaluate(expression.right, table));
    case 'call':
      return call(
        expression.name,
        expression.of.map((part) => evaluate(part, table)),
        rows,
      );
    default:
      return assertNever(expression);
  }
}

function operation(operator: Operator, left: Values, right: Values): Values {
  switch (operator) {
    case 'and':
      return kleene(booleans(left), booleans(right), 0);
    case 'or':
      return kleene(booleans(left), booleans(right), 1);
    case '+':
      if (left.type === 'text') return joinWords(left, texts(right), (a, b) => a + b);
      return arithmetic(left, right, (a, b) => a + b);
    case '-':
      return arithmetic(left, right, (a, b) => a - b);
    case '*':
      return arithmetic(left, right, (a, b) => a * b);
    case '/':
      return arithmetic(left, right, (a, b) => a / b);
    case '%':
      return arithmetic(left, right, (a, b) => a % b);
    case '=':
      return compare(left, right, (order) => order === 0);
    case '!=':
      return compare(left, right, (order) => order !== 0);
    case '<':
      return compare(left, right, (order) => order < 0);
    case '<=':
      return compare(left, right, (order) => order <= 0);
    case '>':
      return compare(left, right, (order) => order > 0);
    case '>=':
      return compare(left, right, (order) => order >= 0);
    default:
      return assertNever(operator);
  }
}

function arithmetic(left: Values, right: Values, of: (a: number, b: number) => number): NumberValues {
  const [a, b] = [numbers(left).values, numbers(right).values];
  const values = new Float64Array(a.length);
  for (let row = 0; row < values.length; row++) {
    const value = of(a[row], b[row]);
    values[row] = value - value === 0 ? value : NaN;
  }
  return { type: 'number', values };
}

/** Text by code points, as everywhere in the product. */
function compare(left: Values, right: Values, holds: (order: number) => boolean): BooleanValues {
  if (left.type === 'text') return compareWords(left, texts(right), (a, b) => holds(a < b ? -1 : a > b ? 1 : 0));
  const [a, b] = left.type === 'boolean' ? [left.values, booleans(right).values] : [left.values, numbers(right).values];
  const missing = left.type === 'boolean' ? MISSING_BOOLEAN : NaN;
  const values = new Uint8Array(a.length);
  for (let row = 0; row < values.length; row++) {
    const [x, y] = [a[row], b[row]];
    values[row] = x !== x || y !== y || x === missing || y === missing ? MISSING_BOOLEAN : holds(x - y) ? 1 : 0;
  }
  return { type: 'boolean', values };
}

/** `deciding` in either settles it, whatever the other is (Kleene's three values). */
function kleene(left: BooleanValues, right: BooleanValues, deciding: 0 | 1): BooleanValues {
  const values = left.values.map((a, row) => {
    const b = right.values[row];
    if (a === deciding || b === deciding) return deciding;
    return a === MISSING_BOOLEAN || b === MISSING_BOOLEAN ? MISSING_BOOLEAN : 1 - deciding;
  });
  return { type: 'boolean', values };
}

function call(name: FunctionName, of: Values[], rows: number): Values {
  switch (name) {
    case 'if': {
      const { values } = booleans(of[0]);
      return pickValues(of.slice(1), rows, (row) => (values[row] === MISSING_BOOLEAN ? -1 : 1 - values[row]));
    }
    case 'coalesce': {
      const missing = of.map(missingOf);
      return pickValues(of, rows, (row) => missing.findIndex((mask) => mask[row] === 0));
    }
    case 'empty':
      return { type: 'boolean', values: missingOf(of[0]) };
    case 'round':
      return arithmetic(of[0], of[1] ?? { type: 'number', values: new Float64Array(rows) }, rounded);
    case 'abs':
      return { type: 'number', values: numbers(of[0]).values.map(Math.abs) };
    case 'min':
    case 'max':
      return extreme(of.map(numbers), name === 'min' ? Math.min : Math.max);
    case 'length':
      return { type: 'number', values: numberOfWords(texts(of[0]), (word) => [...word].length) };
    case 'lower':
      return rewritten(texts(of[0]), (word) => word.toLowerCase());
    case 'upper':
      return rewritten(texts(of[0]), (word) => word.toUpperCase());
    case 'contains':
      return compareWords(texts(of[0]), texts(of[1]), (word, part) => word.includes(part));
    case 'startswith':
      return compareWords(texts(of[0]), texts(of[1]), (word, part) => word.startsWith(part));
    case 'date':
      return { type: 'date', values: numberOfWords(texts(of[0]), (word) => readDate(word, 'ymd')?.day ?? NaN) };
    case 'days':
      return arithmetic(of[1], of[0], (to, from) => to - from);
    case 'year':
      return byDay(of[0], (day) => dateOfDay(day).year);
    case 'month':
      return byDay(of[0], (day) => dateOfDay(day).month);
    case 'weekday':
      // 1 = Monday; day 0 was a Thursday.
      return byDay(of[0], (day) => ((((day + 3) % 7) + 7) % 7) + 1);
    default:
      return assertNever(name);
  }
}

/** Halves go away from zero, as people round. */
function rounded(value: number, digits: number): number {
  const scale = 10 ** Math.max(-15, Math.min(15, Math.trunc(digits)));
  return (Math.sign(value) * Math.round(Math.abs(value) * scale)) / scale;
}

function extreme(parts: NumberValues[], of: (...values: number[]) => number): NumberValues {
  const values = parts[0].values.slice();
  for (const part of parts.slice(1)) for (let row = 0; row < values.length; row++) values[row] = of(values[row], part.values[row]);
  return { type: parts[0].type, values };
}

function byDay(of: Values, value: (day: number) => number): NumberValues {
  return { type: 'number', values: numbers(of).values.map((day) => (Number.isNaN(day) ? NaN : value(day))) };
}

/** The types were checked before: a mix-up here is a mistake of ours. */
function numbers(of: Values): NumberValues {
  return of.type === 'number' || of.type === 'date' ? of : badExpression('wrong-type', 0, of.type);
}

function booleans(of: Values): BooleanValues {
  return of.type === 'boolean' ? of : badExpression('wrong-type', 0, of.type);
}

function texts(of: Values): TextValues {
  return of.type === 'text' ? of : badExpression('wrong-type', 0, of.type);
}

/** 1 where the answer is yes; no and unknown are 0. */
export function yesRows(of: Values): Uint8Array {
  return booleans(of).values.map((value) => (value === 1 ? 1 : 0));
}
