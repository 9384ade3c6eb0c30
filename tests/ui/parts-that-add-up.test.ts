import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsThatAddUp } from '../../src/ui/parts-that-add-up.ts';

describe('parts that add up', () => {
  it('gives the missing unit to the largest remainder (by hand: 31.45 + 25.3 + 12.4 − 2.35 = 66.8, shown as 67)', () => {
    expect(partsThatAddUp([31.45, 25.3, 12.4, -2.35])).toEqual([32, 25, 12, -2]);
  });

  it('leaves whole numbers alone', () => {
    expect(partsThatAddUp([30, -5, 42])).toEqual([30, -5, 42]);
  });

  it('always adds up to the rounded sum, each part less than one away', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 8 }), (parts) => {
        const whole = partsThatAddUp(parts);
        const sum = parts.reduce((a, b) => a + b, 0);
        expect(whole.reduce((a, b) => a + b, 0)).toBe(Math.round(sum) + 0);
        parts.forEach((part, i) => expect(Math.abs(whole[i] - part)).toBeLessThan(1 + 1e-9));
      }),
    );
  });
});
