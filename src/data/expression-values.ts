/** Values of an expression for all rows at once, and the way from and to columns. Missing is NaN, 255 or MISSING_CODE. */
import { MISSING_BOOLEAN, MISSING_CODE, MISSING_DAY, type Column, type TextColumn } from '../core/column.ts';
import { assertNever } from '../core/errors.ts';
import { WordCodes } from './word-codes.ts';

const SECONDS_PER_DAY = 86_400;

/** Dates are days since 1970-01-01. */
export type Values =
  | { type: 'number' | 'date'; values: Float64Array }
  | { type: 'boolean'; values: Uint8Array }
  | { type: 'text'; codes: Uint32Array; dictionary: readonly string[] };
export type TextValues = Extract<Values, { type: 'text' }>;
export type NumberValues = Extract<Values, { type: 'number' | 'date' }>;
export type BooleanValues = Extract<Values, { type: 'boolean' }>;

/** A time of day is left out. Words are trimmed as the rest of the product sees them; an empty one is missing. */
export function valuesOf(column: Column): Values {
  switch (column.kind) {
    case 'number':
      return { type: 'number', values: column.values };
    case 'date':
      return { type: 'date', values: Float64Array.from(column.values, (day) => (day === MISSING_DAY ? NaN : day)) };
    case 'datetime':
      return { type: 'date', values: column.values.map((second) => Math.floor(second / SECONDS_PER_DAY)) };
    case 'boolean':
      return { type: 'boolean', values: column.values };
    case 'text':
      return rewritten({ type: 'text', codes: column.codes, dictionary: column.dictionary }, (word) => word.trim());
    default:
      return assertNever(column);
  }
}

export function columnOfValues(name: string, values: Values): Column {
  switch (values.type) {
    case 'number':
      return { kind: 'number', name, values: values.values };
    case 'date':
      return { kind: 'date', name, values: Int32Array.from(values.values, (day) => (Number.isNaN(day) ? MISSING_DAY : day)) };
    case 'boolean':
      return { kind: 'boolean', name, values: values.values };
    case 'text': {
      const { codes, dictionary } = rewritten(values, (word) => word);
      return { kind: 'text', name, use: useOf(dictionary.length, codes.length), codes, dictionary: [...dictionary] };
    }
    default:
      return assertNever(values);
  }
}

/** Few different words are groups, many are free text. */
export function useOf(words: number, rows: number): TextColumn['use'] {
  return words <= Math.max(50, rows / 20) ? 'category' : 'text';
}

/** Every word changed; equal ones share a code, empty ones are missing. One look at each word, one at each row. */
export function rewritten({ codes, dictionary }: TextValues, rewrite: (word: string) => string): TextValues {
  const different = new WordCodes(dictionary.length);
  let same = true;
  const moved = new Uint32Array(dictionary.length);
  for (let old = 0; old < dictionary.length; old++) {
    const text = rewrite(dictionary[old]);
    moved[old] = text === '' ? MISSING_CODE : different.add(text);
    same &&= moved[old] === old && text === dictionary[old];
  }
  if (same) return { type: 'text', codes, dictionary };
  const next = new Uint32Array(codes.length);
  for (let row = 0; row < codes.length; row++) next[row] = codes[row] === MISSING_CODE ? MISSING_CODE : moved[codes[row]];
  return { type: 'text', codes: next, dictionary: different.words };
}

/** A number for each word, for all rows. */
export function numberOfWords({ codes, dictionary }: TextValues, numberOf: (word: string) => number): Float64Array {
  const ofWord = Float64Array.from(dictionary, numberOf);
  const values = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row++) values[row] = codes[row] === MISSING_CODE ? NaN : ofWord[codes[row]];
  return values;
}

/** Yes or no for each pair of words: worked out once for each pair that occurs, as long as there are not too many. */
export function compareWords(left: TextValues, right: TextValues, holds: (a: string, b: string) => boolean): BooleanValues {
  const width = right.dictionary.length;
  const known = left.dictionary.length * width <= 4_000_000 ? new Uint8Array(left.dictionary.length * width).fill(2) : undefined;
  const values = new Uint8Array(left.codes.length);
  for (let row = 0; row < values.length; row++) {
    const a = left.codes[row];
    const b = right.codes[row];
    if (a === MISSING_CODE || b === MISSING_CODE) {
      values[row] = MISSING_BOOLEAN;
      continue;
    }
    const pair = a * width + b;
    let answer = known ? known[pair] : 2;
    if (answer === 2) {
      answer = holds(left.dictionary[a], right.dictionary[b]) ? 1 : 0;
      if (known) known[pair] = answer;
    }
    values[row] = answer;
  }
  return { type: 'boolean', values };
}

/** New words made of two cells each, numbered as they appear; `make` is asked once for each pair. Missing where either is. */
export function joinWords(left: TextValues, right: TextValues, make: (a: string, b: string) => string): TextValues {
  const width = right.dictionary.length;
  const codeOfPair = new Map<number, number>();
  const codeOf = new Map<string, number>();
  const codes = new Uint32Array(left.codes.length).fill(MISSING_CODE);
  for (let row = 0; row < codes.length; row++) {
    const a = left.codes[row];
    const b = right.codes[row];
    if (a === MISSING_CODE || b === MISSING_CODE) continue;
    const pair = a * width + b;
    let code = codeOfPair.get(pair);
    if (code === undefined) {
      const word = make(left.dictionary[a], right.dictionary[b]);
      code = word === '' ? MISSING_CODE : (codeOf.get(word) ?? codeOf.size);
      if (word !== '') codeOf.set(word, code);
      codeOfPair.set(pair, code);
    }
    codes[row] = code;
  }
  return { type: 'text', codes, dictionary: [...codeOf.keys()] };
}

/** For each row the cell of the part that `choose` names (an index), or none (-1). All parts are of one type. */
export function pickValues(parts: readonly Values[], rows: number, choose: (row: number) => number): Values {
  const [first] = parts;
  if (first.type === 'text') {
    const codeOf = new Map<string, number>();
    const texts = parts.flatMap((part) => (part.type === 'text' ? [part] : []));
    const moved = texts.map(({ dictionary }) =>
      Uint32Array.from(dictionary, (word) => {
        const code = codeOf.get(word) ?? codeOf.size;
        codeOf.set(word, code);
        return code;
      }),
    );
    const codes = new Uint32Array(rows).fill(MISSING_CODE);
    for (let row = 0; row < rows; row++) {
      const part = choose(row);
      const code = part < 0 ? MISSING_CODE : texts[part].codes[row];
      if (code !== MISSING_CODE) codes[row] = moved[part][code];
    }
    return { type: 'text', codes, dictionary: [...codeOf.keys()] };
  }
  const given = parts.flatMap((part) => (part.type === 'text' ? [] : [part.values]));
  const values = first.type === 'boolean' ? new Uint8Array(rows) : new Float64Array(rows);
  const missing = first.type === 'boolean' ? MISSING_BOOLEAN : NaN;
  for (let row = 0; row < rows; row++) {
    const part = choose(row);
    values[row] = part < 0 ? missing : given[part][row];
  }
  return values instanceof Uint8Array ? { type: 'boolean', values } : { type: first.type === 'date' ? 'date' : 'number', values };
}

/** 1 where there is nothing. */
export function missingOf(values: Values): Uint8Array {
  if (values.type === 'text') return Uint8Array.from(values.codes, (code) => (code === MISSING_CODE ? 1 : 0));
  if (values.type === 'boolean') return Uint8Array.from(values.values, (value) => (value === MISSING_BOOLEAN ? 1 : 0));
  return Uint8Array.from(values.values, (value) => (Number.isNaN(value) ? 1 : 0));
}
