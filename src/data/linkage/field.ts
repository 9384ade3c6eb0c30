/** A column ready to be compared: normalised values, each pair of different values judged by one of a few levels of agreement. */
import { MISSING_CODE } from '../../core/column.ts';
import { assertNever } from '../../core/errors.ts';
import { addressWords } from './address-words.ts';
import { companyName } from './company-name.ts';
import { isOneEdit } from './one-edit.ts';
import { jaroBound, letterMask } from './letter-bound.ts';
import { emailAddress } from './email-address.ts';
import type { FieldKind } from './field-kind.ts';
import { jaroWinkler } from './jaro-winkler.ts';
import type { LinkageColumn } from './linkage-columns.ts';
import { dateDigits, nearDate } from './near-date.ts';
import { nearNumber } from './near-number.ts';
import { personName, type PersonName } from './person-name.ts';
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
      return (text) => personName(text).plain;
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
      return { levels: 5, near: (a, b) => nearPerson(people[a], people[b]), people };
    case 'word':
      return { levels: 4, near: nearWords(values) };
    case 'phone': {
      const ends = values.map((value) => value.slice(-7));
      return { levels: 4, near: (a, b) => (ends[a] === ends[b] ? 2 : isOneEdit(values[a], values[b]) ? 1 : 0) };
    }
    case 'email':
      return { levels: 3, near: nearEmails(values) };
    case 'date':
      return { levels: 4, near: (a, b) => nearDate(values[a], values[b]) };
    case 'postcode':
    case 'code':
      return { levels: 3, near: (a, b) => (values[a].length >= 3 && isOneEdit(values[a], values[b]) ? 1 : 0) };
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
  const near = (a: number, b: number): number => {
    const cosine = vectors.cosine(a, b);
    if (cosine >= SAME_WORDS) return bounds.length - 1;
    let level = 0;
    while (level < from.length && cosine >= from[level]) level++;
    return level + Math.min(0.999, (cosine - bounds[level]) / (bounds[level + 1] - bounds[level]));
  };
  return { levels: from.length + 2, near, vectors };
}

/** Words less alike than this are different. */
const ALIKE = 0.82;

function nearWords(values: readonly string[]): (a: number, b: number) => number {
  const masks = Int32Array.from(values, letterMask);
  return (a, b) => {
    const [lengthA, lengthB] = [values[a].length, values[b].length];
    // The common beginning lifts at most 0.4 of what is missing.
    const bound = jaroBound(masks[a], lengthA, masks[b], lengthB);
    if (lengthA > 1 && lengthB > 1 && bound + 0.4 * (1 - bound) < ALIKE) return 0;
    return nearWord(values[a], values[b]);
  };
}

/** 3 the same; 2 a slip; 1 alike, or an initial; 0 different. */
export function nearWord(a: string, b: string): number {
  if (a === b) return 3;
  const short = Math.min(a.length, b.length);
  if (short === 1) return a[0] === b[0] ? 1 : 0;
  if (short >= 4 && isOneEdit(a, b)) return 2;
  const alike = jaroWinkler(a, b);
  if (alike >= 0.92) return 2;
  if (alike >= ALIKE && a.replaceAll(' ', '') === b.replaceAll(' ', '')) return 2;
  return alike >= ALIKE ? 1 : 0;
}

/**
 * 3 the same words in another order or script (张伟, Wei Zhang); 2 nearly the same, or Chinese names that sound the same
 * (张伟, 张玮); 1 one of the words is missing, an initial, or alike.
 */
function nearPerson(a: PersonName, b: PersonName): number {
  if (a.key === b.key) return a.han && b.han ? 2 : 3;
  if (a.han && b.han) return oneCharacterOff(a.plain, b.plain) ? 1 : 0;
  const { joined: joinedA } = a;
  const { joined: joinedB } = b;
  if (a.words.length !== 1 && b.words.length !== 1 && shareNoWord(a, b)) return 0;
  if (joinedA === joinedB || a.reversed === joinedB || sameLetters(a.words, b.words)) return 3;
  if (Math.min(joinedA.length, joinedB.length) >= 5 && isOneEdit(a.key, b.key)) return 2;
  const [few, many] = a.words.length <= b.words.length ? [a, b] : [b, a];
  let same = 0;
  let alike = 0;
  let initial = 0;
  let used = 0;
  for (let i = 0; i < few.words.length; i++) {
    let best = 0;
    let at = -1;
    for (let j = 0; j < many.words.length; j++) {
      if ((used >> j) & 1) continue;
      const likeness = wordsAlike(few.words[i], few.masks[i], many.words[j], many.masks[j]);
      if (likeness > best) {
        best = likeness;
        at = j;
      }
    }
    if (best === 0) continue;
    if (best === 2) same++;
    else if (best === 0.5) initial++;
    else alike++;
    used |= 1 << at;
  }
  const matched = same + alike + initial;
  const isWhole = few.words.length >= 2 && matched === few.words.length;
  if (isWhole && same + alike >= 2) return 2;
  if (isWhole && same + alike >= 1) return 1;
  if (few.words.length >= 2 && same === 0) return 0;
  return jaroWinkler(a.key, b.key) >= 0.87 ? 1 : 0;
}

/** 2 the same, 0.9..1 alike, 0.5 an initial, 0 different. */
function wordsAlike(word: string, mask: number, other: string, otherMask: number): number {
  if (word === other) return 2;
  if (word.length === 1 || other.length === 1) return word[0] === other[0] ? 0.5 : 0;
  const bound = jaroBound(mask, word.length, otherMask, other.length);
  if (bound + 0.4 * (1 - bound) < 0.9) return 0;
  const alike = jaroWinkler(word, other);
  return alike >= 0.9 ? alike : 0;
}

/** Different beginnings throughout, and too few letters in common to be alike. */
function shareNoWord(a: PersonName, b: PersonName): boolean {
  for (let i = 0; i < a.words.length; i++)
    for (let j = 0; j < b.words.length; j++) if (a.words[i].charCodeAt(0) === b.words[j].charCodeAt(0)) return false;
  return jaroBound(a.mask, a.joined.length, b.mask, b.joined.length) < 0.85;
}

/** Xiao Ming Zhang and Xiaoming Zhang: the same letters, cut into words in another way. */
function sameLetters(a: string[], b: string[]): boolean {
  if (a.length === b.length) return false;
  const [few, many] = a.length < b.length ? [a, b] : [b, a];
  const rest = [...many];
  for (const word of few) {
    const at = rest.indexOf(word);
    if (at >= 0) rest.splice(at, 1);
    else if (few.length === 2 && rest.length >= 2) continue;
    else return false;
  }
  const left = few.filter((word) => !many.includes(word));
  return left.length === 1 && rest.length >= 2 && left[0].length === rest.join('').length && rest.every((word) => left[0].includes(word));
}

function oneCharacterOff(a: string, b: string): boolean {
  const [charactersA, charactersB] = [Array.from(a), Array.from(b)];
  if (charactersA.length !== charactersB.length || charactersA.length < 3 || charactersA[0] !== charactersB[0]) return false;
  return charactersA.filter((character, i) => character !== charactersB[i]).length === 1;
}

/** 1 a slip, or the same mailbox elsewhere. That two addresses are alike says no more than that the names are. */
function nearEmails(values: readonly string[]): (a: number, b: number) => number {
  const mailboxes = values.map((value) => value.split('@')[0]);
  return (a, b) => (isOneEdit(values[a], values[b]) || (mailboxes[a].length >= 4 && mailboxes[a] === mailboxes[b]) ? 1 : 0);
}
