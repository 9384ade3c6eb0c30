/** Levels of agreement by the formulas as they are written down: on texts, without bounds, packing or early exits. The oracle of the quick ones. */
import { jaroWinkler } from '../../../src/data/linkage/jaro-winkler.ts';
import { letterMask, jaroBound } from '../../../src/data/linkage/letter-bound.ts';
import { nearDate } from '../../../src/data/linkage/near-date.ts';
import type { PersonName } from '../../../src/data/linkage/person-name.ts';
import { wordDistance } from '../../../src/data/word-distance.ts';

const oneEdit = (a: string, b: string): boolean => wordDistance(a, b, 9) === 1;

export function plainPhone(a: string, b: string): number {
  return a.slice(-7) === b.slice(-7) ? 2 : oneEdit(a, b) ? 1 : 0;
}

export function plainEmail(a: string, b: string): number {
  const [boxA, boxB] = [a.split('@')[0], b.split('@')[0]];
  return oneEdit(a, b) || (boxA.length >= 4 && boxA === boxB) ? 1 : 0;
}

export function plainCode(a: string, b: string): number {
  return a.length >= 3 && oneEdit(a, b) ? 1 : 0;
}

export const plainDate = nearDate;

export function plainWord(a: string, b: string): number {
  const short = Math.min(a.length, b.length);
  if (short === 1) return a[0] === b[0] ? 1 : 0;
  if (short >= 4 && oneEdit(a, b)) return 2;
  const alike = jaroWinkler(a, b);
  if (alike >= 0.92 || (alike >= 0.82 && a.replaceAll(' ', '') === b.replaceAll(' ', ''))) return 2;
  return alike >= 0.82 ? 1 : 0;
}

export function plainPerson(a: PersonName, b: PersonName): number {
  if (a.key === b.key) return a.han && b.han ? 2 : 3;
  if (a.han && b.han) {
    const [x, y] = [Array.from(a.plain), Array.from(b.plain)];
    return x.length === y.length && x.length >= 3 && x[0] === y[0] && x.filter((one, i) => one !== y[i]).length === 1 ? 1 : 0;
  }
  const beginSame = a.words.some((word) => b.words.some((other) => word[0] === other[0]));
  const letters = jaroBound(letterMask(a.joined), a.joined.length, letterMask(b.joined), b.joined.length);
  if (a.words.length > 1 && b.words.length > 1 && !beginSame && letters < 0.85) return 0;
  if (a.joined === b.joined || a.reversed === b.joined || cutOtherwise(a.words, b.words)) return 3;
  if (Math.min(a.joined.length, b.joined.length) >= 5 && oneEdit(a.key, b.key)) return 2;
  const [few, many] = a.words.length <= b.words.length ? [a.words, b.words] : [b.words, a.words];
  const found: number[] = [];
  const free = many.map(() => true);
  for (const word of few) {
    const scores = many.map((other, j) => (free[j] ? alikeWords(word, other) : 0));
    const best = Math.max(...scores);
    if (best === 0) continue;
    free[scores.indexOf(best)] = false;
    found.push(best);
  }
  const sure = found.filter((score) => score !== 0.5).length;
  if (few.length >= 2 && found.length === few.length && sure >= 1) return sure >= 2 ? 2 : 1;
  if (few.length >= 2 && !found.includes(2)) return 0;
  return jaroWinkler(a.key, b.key) >= 0.87 ? 1 : 0;
}

function alikeWords(a: string, b: string): number {
  if (a === b) return 2;
  if (a.length === 1 || b.length === 1) return a[0] === b[0] ? 0.5 : 0;
  const alike = jaroWinkler(a, b);
  return alike >= 0.9 ? alike : 0;
}

/** xiao ming zhang and xiaoming zhang: two words against three and more, one in common, the other put together from the rest. */
function cutOtherwise(a: readonly string[], b: readonly string[]): boolean {
  const [few, many] = a.length < b.length ? [a, b] : [b, a];
  if (few.length !== 2 || many.length < 3) return false;
  const left = few.filter((word) => !many.includes(word));
  if (left.length !== 1) return false;
  const rest = [...many];
  rest.splice(rest.indexOf(few.find((word) => many.includes(word)) ?? ''), 1);
  return left[0].length === rest.join('').length && rest.every((word) => left[0].includes(word));
}

/** Soft TF-IDF of two texts, their words weighed by how many of all rows have them. */
export function plainAddress(texts: readonly string[], frequency: ArrayLike<number>): (a: number, b: number) => number {
  const rows = Array.from(texts, (_, i) => frequency[i]).reduce((sum, count) => sum + count, 0);
  const rowsWith = new Map<string, number>();
  texts.forEach((text, i) => new Set(text.split(' ')).forEach((word) => rowsWith.set(word, (rowsWith.get(word) ?? 0) + frequency[i])));
  const weights = texts.map((text) => {
    const own = new Map<string, number>();
    for (const word of text.split(' ')) own.set(word, (own.get(word) ?? 0) + 1);
    const raw = [...own].map(([word, times]) => [word, (1 + Math.log(times)) * Math.log(1 + rows / (rowsWith.get(word) ?? 1))] as const);
    const length = Math.sqrt(raw.reduce((sum, [, weight]) => sum + weight * weight, 0));
    return raw.map(([word, weight]) => [word, weight / length] as const);
  });
  return (a, b) => {
    let cosine = 0;
    for (const [word, weight] of weights[a]) {
      const scores = weights[b].map(([other]) => softly(word, other));
      const best = Math.max(...scores);
      // Of equally alike words the one that more rows have is met first; which one it is hardly changes the weight of either.
      if (best > 0) cosine += best * weight * weights[b][scores.indexOf(best)][1];
    }
    return cosine;
  };
}

function softly(a: string, b: string): number {
  if (a === b) return 1;
  if ([a, b].some((word) => word.length < 3 || /\d/.test(word))) return 0;
  const alike = jaroWinkler(a, b);
  return alike >= 0.9 ? alike : a.length >= 5 && oneEdit(a, b) ? 0.9 : 0;
}
