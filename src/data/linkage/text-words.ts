/** Running text (a product title, a note) as the words it is compared by. */
import { plainText } from './plain-text.ts';

/**
 * Words; what a hyphen, slash or dot holds together also as one word (`FS-105` -> fs, 105, fs105); codes of letters and digits
 * also by how they begin, because shops write them with and without a variant's ending (`FS105NA`); Chinese as pairs of characters.
 */
export function textWords(text: string): string[] {
  const words = plainText(text).split(' ');
  const joined = plainText(text.replace(/(?<=[\p{L}\p{N}])[-/.](?=[\p{L}\p{N}])/gu, '')).split(' ');
  return [...new Set([...words, ...joined])].filter((word) => word !== '').flatMap(parts);
}

function parts(word: string): string[] {
  if (/\p{Script=Han}{3}/u.test(word)) return pairsOf(word);
  if (word.length >= 4 && /\d/.test(word) && /\p{L}/u.test(word)) return [word, `${word.slice(0, 4)}…`, `${word.slice(0, 6)}……`];
  return [word];
}

function pairsOf(word: string): string[] {
  const characters = Array.from(word);
  return characters.slice(1).map((character, i) => characters[i] + character);
}
