/** Given and family name in each other's column: two columns of words that are compared crosswise too. */
import { NO_LEVEL, type Field } from './field.ts';
import { nearWord } from './near-words.ts';

const GIVEN = /given|first ?_?name|forename|fname|^名$/i;
const FAMILY = /surname|last ?_?name|family|lname|^姓$/i;

export interface NamePair {
  given: number;
  family: number;
}

export function namePair(fields: readonly Field[]): NamePair | undefined {
  const given = fields.findIndex(({ kind, name }) => kind === 'word' && GIVEN.test(name));
  const family = fields.findIndex(({ kind, name }) => kind === 'word' && FAMILY.test(name));
  return given < 0 || family < 0 ? undefined : { given, family };
}

/** Raises the two levels of a pair at `at` to "a slip" where the names fit crosswise and do not fit straight. */
export function allowSwap(
  fields: readonly Field[],
  { given, family }: NamePair,
  a: number,
  b: number,
  levels: Uint8Array,
  at: number,
): void {
  const [first, last] = [fields[given], fields[family]];
  if (levels[at + given] === NO_LEVEL || levels[at + family] === NO_LEVEL) return;
  if (levels[at + given] + levels[at + family] > 1) return;
  const crossed =
    nearWord(first.values[first.codes[a]], last.values[last.codes[b]]) >= 2 &&
    nearWord(last.values[last.codes[a]], first.values[first.codes[b]]) >= 2;
  if (!crossed) return;
  levels[at + given] = first.levels - 2;
  levels[at + family] = last.levels - 2;
}
