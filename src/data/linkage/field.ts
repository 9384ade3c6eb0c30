/** A column ready to be compared: normalised values, each pair of different values judged by one of a few levels of agreement. */
import { MISSING_CODE } from '../../core/column.ts';
import { assertNever } from '../../core/errors.ts';
import { addressWords } from './address-words.ts';
import { companyName } from './company-name.ts';
import { emailAddress } from './email-address.ts';
import type { FieldKind } from './field-kind.ts';
import type { LinkageColumn } from './linkage-columns.ts';
import { dateDigits } from './near-date.ts';
import { nearNumber } from './near-number.ts';
import { nearPeople } from './near-person.ts';
import { nearCodes, nearDates, nearEmails, nearPhones, nearWords } from './near-words.ts';
import { personName, plainName, type PersonName } from './person-name.ts';
import { phoneDigits } from './phone-digits.ts';
import { plainText } from './plain-text.ts';
import { textWords } from './text-words.ts';
import { tokenVectors, type TokenVectors } from './token-vectors.ts';

/** No level: one of the two has no value. */
export const NO_LEVEL = 255;

export interface Field {
  name: string;
  kind: FieldKind;
  /** Levels 0 (different) .. levels - 1 (the same). */
  levels: number;
  /** Index into `values` for each row, -1 = missing. */
  codes: Int32Array;
  /** Normalised. */
  values: string[];
  /** Rows that hold each value. */
  frequency: Uint32Array;
  /** Level of two different values; where there is `vectors` with a fraction, how far it is on the way to the next. */
  near: (a: number, b: number) => number;
  /** Words of each value, for finding candidates; absent for values that are one word. */
  vectors?: TokenVectors;
  /** Words of the names, for finding candidates. */
  people?: PersonName[];
}

/** Cosine at which a level of running text begins. */
const TEXT_LEVELS = [0.2, 0.35, 0.5, 0.65, 0.8];
const ADDRESS_LEVELS = [0.5, 0.75, 0.9];
/** Cosine from which two texts are the same but for the order of their words. */
const SAME_WORDS = 0.9999;

export function fieldOf(column: LinkageColumn, kind: FieldKind): Field {
  const people: PersonName[] = [];
  const keyOf = normaliser(kind);
  const codeOf = new Map<string, number>();
  const byWord = Int32Array.from(column.words, (word) => {
    const key = keyOf(word);
    if (key === '') return -1;
    const code = codeOf.get(key) ?? codeOf.size;
    codeOf.set(key, code);
    return code;
  });
  const codes = Int32Array.from(column.codes, (code) => (code === MISSING_CODE ? -1 : byWord[code]));
  const values = [...codeOf.keys()];
  const frequency = new Uint32Array(values.length);
  for (const code of codes) if (code >= 0) frequency[code]++;
  if (kind === 'person') for (const value of values) people.push(personName(value));
  const field = { name: column.name, kind, codes, values, frequency };
  return { ...field, ...comparison(kind, values, frequency, people) };
}

function normaliser(kind: FieldKind): (text: string) => string {
  switch (kind) {
    case 'person':
      return (text) => plainName(text).plain;
    case 'organisation':
      return companyName;
    case 'phone':
      return phoneDigits;
    case 'email':
      return emailAddress;
    case 'address':
      return (text) => addressWords(text).join(' ');
    case 'date':
      return (text) => dateDigits(text) || plainText(text);
    case 'postcode':
    case 'code':
      return (text) =>
        plainText(text)
          .replaceAll(' ', '')
          .replace(/^0+(?=.)/, '');
    case 'number':
      return (text) => text.replace(/[^\d.-]+/g, '');
    case 'text':
      return (text) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
    case 'word':
    case 'choice':
      return plainText;
    default:
      return assertNever(kind);
  }
}

type Comparison = Pick<Field, 'levels' | 'near' | 'vectors' | 'people'>;

function comparison(kind: FieldKind, values: string[], frequency: Uint32Array, people: PersonName[]): Comparison {
  switch (kind) {
    case 'person':
      return { levels: 5, near: nearPeople(people), people };
    case 'word':
      return { levels: 4, near: nearWords(values) };
    case 'phone':
      return { levels: 4, near: nearPhones(values) };
    case 'email':
      return { levels: 3, near: nearEmails(values) };
    case 'date':
      return { levels: 4, near: nearDates(values) };
    case 'postcode':
    case 'code':
      return { levels: 3, near: nearCodes(values) };
    case 'number': {
      const numbers = values.map(Number);
      return { levels: 4, near: (a, b) => nearNumber(numbers[a], numbers[b]) };
    }
    case 'choice':
      return { levels: 2, near: () => 0 };
    case 'address':
    case 'organisation':
      return byWords(values, frequency, true, ADDRESS_LEVELS);
    case 'text':
      return byWords(values, frequency, false, TEXT_LEVELS);
    default:
      return assertNever(kind);
  }
}

function byWords(values: string[], frequency: Uint32Array, soft: boolean, from: readonly number[]): Comparison {
  const wordsOf = soft ? (value: string) => value.split(' ') : textWords;
  const vectors = tokenVectors(values.map(wordsOf), frequency, soft);
  const bounds = [0, ...from, 1];
  // How far a pair is within a level counts for running text only; of the others a pair below the first level need not be worked out.
  const least = soft ? from[0] : 0;
  const near = (a: number, b: number): number => {
    const cosine = vectors.cosine(a, b, least);
    if (cosine >= SAME_WORDS) return bounds.length - 1;
    let level = 0;
    while (level < from.length && cosine >= from[level]) level++;
    return level + Math.min(0.999, (cosine - bounds[level]) / (bounds[level + 1] - bounds[level]));
  };
  return { levels: from.length + 2, near, vectors };
}
