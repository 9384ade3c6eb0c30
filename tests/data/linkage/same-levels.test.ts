/** The quick comparisons of millions of pairs say what the formulas say, on made-up customers with slips of every kind. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findPairs, type FoundPairs } from '../../../src/data/linkage/find-pairs.ts';
import type { Field } from '../../../src/data/linkage/field.ts';
import { jaroWinkler } from '../../../src/data/linkage/jaro-winkler.ts';
import { linkageTable } from '../../../src/data/linkage/linkage-columns.ts';
import { nearWords } from '../../../src/data/linkage/near-words.ts';
import { isSurelyBelow, packedJaroWinkler, packedOneEdit, packWords } from '../../../src/data/linkage/packed-words.ts';
import { wordDistance } from '../../../src/data/word-distance.ts';
import { CUSTOMER_COLUMNS, customerRows } from '../../bench/make-customers.ts';
import { plainAddress, plainCode, plainDate, plainEmail, plainPerson, plainPhone, plainWord } from './plain-levels.ts';
import { textTable } from './text-table.ts';

const ROWS = 5000;
const rows = customerRows(ROWS);
const columns = Object.fromEntries(CUSTOMER_COLUMNS.map((name, j) => [name, rows.map((row) => row[j])]));

function find(): FoundPairs {
  const job = findPairs(linkageTable(textTable(columns)));
  for (;;) {
    const step = job.next();
    if (step.done) return step.value;
  }
}

const found = find();

function oracle(field: Field): (a: number, b: number) => number {
  const { values, people = [] } = field;
  const onText = (compare: (a: string, b: string) => number) => (a: number, b: number) => compare(values[a], values[b]);
  switch (field.kind) {
    case 'person':
      return (a, b) => plainPerson(people[a], people[b]);
    case 'phone':
      return onText(plainPhone);
    case 'email':
      return onText(plainEmail);
    case 'date':
      return onText(plainDate);
    case 'postcode':
      return onText(plainCode);
    case 'address': {
      const cosine = plainAddress(values, field.frequency);
      return (a, b) => [0.5, 0.75, 0.9, 0.9999].filter((least) => cosine(a, b) >= least).length;
    }
    default:
      return () => 0;
  }
}

it('every field of the made-up customers is compared, in each of its kinds', () => {
  expect(found.linkage.fields.map(({ kind }) => kind)).toEqual(['person', 'phone', 'email', 'address', 'choice', 'postcode', 'date']);
});

it.each(found.linkage.fields.map((field) => [field.name, field] as const))('%s: the level of each pair', (_, field) => {
  const level = oracle(field);
  const { a, b } = found.linkage;
  let compared = 0;
  for (let pair = 0; pair < a.length; pair += 3) {
    const [x, y] = [field.codes[a[pair]], field.codes[b[pair]]];
    if (x < 0 || y < 0 || x === y) continue;
    compared++;
    if (Math.floor(field.near(x, y)) !== level(x, y)) expect([field.values[x], field.values[y], field.near(x, y)]).toEqual(level(x, y));
  }
  expect(compared).toBeGreaterThan(1000);
});

it('finds the planted twins: what is found is nearly always one', () => {
  const original = new Map<string, number>();
  const who = rows.map((row, i) => (original.has(row[3]) ? original.get(row[3]) : row[3] === '' ? i : (original.set(row[3], i), i)));
  const withMail = found.pairs.filter(({ a, b }) => rows[a][3] !== '' && rows[b][3] !== '');
  // The same mailbox, or a slip in it.
  const right = withMail.filter(({ a, b }) => who[a] === who[b] || wordDistance(rows[a][3], rows[b][3], 3) <= 2);
  expect(withMail.length).toBeGreaterThan(150);
  expect(right.length / withMail.length).toBeGreaterThan(0.97);
});

const word = fc.string({ unit: fc.constantFrom(...'abcde ', '张', '伟'), minLength: 1, maxLength: 40 });

it('packed words: Jaro-Winkler to the last bit, one edit, and a bound that never cuts too much', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const packed = packWords([a, b]);
      const alike = jaroWinkler(a, b);
      return (
        packedJaroWinkler(packed, 0, 1) === alike &&
        packedOneEdit(packed, 0, 1) === (wordDistance(a, b, 99) === 1) &&
        [0.8, 0.87, 0.9].every((least) => !isSurelyBelow(packed, 0, 1, least) || alike < least)
      );
    }),
    { seed: 7, numRuns: 4000 },
  );
});

it('words of a field are as near as the words', () => {
  const short = fc.string({ unit: fc.constantFrom(...'abc '), minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(short, short, (a, b) => a === b || nearWords([a, b])(0, 1) === plainWord(a, b)),
    { seed: 7, numRuns: 4000 },
  );
});
