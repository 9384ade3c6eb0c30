import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MISSING_DAY } from '../../src/core/column.ts';
import { packNumbers, unpackNumbers, type Numbers } from '../../src/privacy/packed-numbers.ts';

function back<T extends Numbers>(values: T, missing: number): { bytes: number; values: T } {
  const packed = packNumbers(values, missing);
  const into = new (values.constructor as new (length: number) => T)(values.length);
  expect(unpackNumbers(packed, into, missing)).toBe(true);
  return { bytes: packed.length - 16, values: into };
}

describe('packed numbers', () => {
  it.each([
    ['quantities', [1, 4, NaN, 2], 1],
    ['prices', [3.07, 172.4, 0.1, NaN, -5.55], 2],
    ['totals', [1234567.89, -0.01], 4],
    ['years', [2024, 2026], 1],
    ['nothing at all', [NaN, NaN], 1],
    ['fractions', [1 / 3, 2], 8],
    ['what is no whole number of hundredths', [0.125], 8],
    ['a minus before zero', [-0, 1], 8],
    ['what has no end', [Infinity, 1], 8],
    ['numbers far apart', [0, 5e9], 8],
    ['numbers beyond exact whole ones', [2 ** 53, 2 ** 53 + 2], 8],
  ])('give back %s, each in as many bytes as it takes', (_, values, width) => {
    const given = Float64Array.from(values);
    expect(back(given, NaN)).toEqual({ bytes: values.length * width, values: given });
  });

  it('give back days and line numbers', () => {
    const days = Int32Array.of(19_724, MISSING_DAY, 19_732, -1);
    expect(back(days, MISSING_DAY)).toEqual({ bytes: 4 * 2, values: days });
    const lines = Uint32Array.from({ length: 1000 }, (_, i) => 4_000_000_000 + i);
    expect(back(lines, NaN)).toEqual({ bytes: 0, values: lines });
    lines[999]++;
    expect(back(lines, NaN)).toEqual({ bytes: 1000 * 2, values: lines });
    expect(back(Int32Array.of(MISSING_DAY, MISSING_DAY + 1), MISSING_DAY).values).toEqual(Int32Array.of(MISSING_DAY, MISSING_DAY + 1));
    const hashes = Uint32Array.of(0, 0xffffffff);
    expect(back(hashes, NaN)).toEqual({ bytes: 8, values: hashes });
    expect(back(new Float64Array(0), NaN).values).toEqual(new Float64Array(0));
  });

  it('give back any numbers, to the bit', () => {
    const cents = fc.integer({ min: -(2 ** 40), max: 2 ** 40 }).map((whole) => whole / 100);
    const number = fc.oneof(fc.double(), cents, fc.integer(), fc.constant(NaN));
    fc.assert(
      fc.property(fc.oneof(fc.array(number), fc.array(cents), fc.array(fc.integer({ min: 0, max: 70_000 }))), (values) => {
        const given = Float64Array.from(values);
        expect(back(given, NaN).values).toEqual(given);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })), (values) => {
        const given = Int32Array.from(values);
        expect(back(given, MISSING_DAY).values).toEqual(given);
      }),
    );
  });

  it('of another length are refused', () => {
    const packed = packNumbers(Float64Array.of(1, 2), NaN);
    expect(unpackNumbers(packed, new Float64Array(3), NaN)).toBe(false);
    expect(unpackNumbers(packNumbers(Float64Array.of(0.3, 1e-9), NaN), new Float64Array(1), NaN)).toBe(false);
    expect(
      unpackNumbers(
        Uint8Array.from({ length: 18 }, () => 3),
        new Float64Array(1),
        NaN,
      ),
    ).toBe(false);
  });
});
