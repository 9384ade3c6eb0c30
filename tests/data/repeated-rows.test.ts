import { expect, it } from 'vitest';
import { repeatedRows } from '../../src/data/repeated-rows.ts';

it('marks every row but the first of equals, by both halves of the hash', () => {
  const high = Uint32Array.of(1, 2, 1, 1, 0, 2, 0xffffffff, 1);
  const low = Uint32Array.of(2, 1, 2, 3, 0, 1, 0xffffffff, 2);
  expect([...repeatedRows(high, low, new Uint8Array(8).fill(1))]).toEqual([0, 0, 1, 0, 0, 1, 0, 1]);
});

it('does not look at rows that are gone', () => {
  const half = Uint32Array.of(5, 5, 5, 5);
  expect([...repeatedRows(half, half, Uint8Array.of(0, 1, 0, 1))]).toEqual([0, 0, 0, 1]);
  expect([...repeatedRows(new Uint32Array(0), new Uint32Array(0), new Uint8Array(0))]).toEqual([]);
});

it('agrees with a set of strings on rows of which many fall on the same places', () => {
  const rows = 40_000;
  let state = 7;
  const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
  const high = Uint32Array.from({ length: rows }, () => next() % 90);
  const low = Uint32Array.from({ length: rows }, () => (next() % 200) * 256);
  const keep = Uint8Array.from({ length: rows }, () => (next() % 7 === 0 ? 0 : 1));
  const seen = new Set<string>();
  const wanted = Array.from({ length: rows }, (_, row) => {
    const key = `${high[row]}/${low[row]}`;
    if (keep[row] === 0) return 0;
    if (seen.has(key)) return 1;
    seen.add(key);
    return 0;
  });
  expect([...repeatedRows(high, low, keep)]).toEqual(wanted);
});
