import { describe, expect, it } from 'vitest';
import { sameStep, stepsInForce, switched } from '../../src/app/clean-data.ts';
import type { Step } from '../../src/core/recipe.ts';

const trim: Step = { kind: 'trim' };
const unique: Step = { kind: 'drop-duplicates' };
const totals: Step = { kind: 'drop-totals' };

describe('clean data', () => {
  it('puts a step that was taken back into its old place, not at the end', () => {
    const lines = [trim, unique, totals].map((step) => ({ step, on: true }));
    const without = switched(lines, 1, false);
    expect(stepsInForce(without)).toEqual([trim, totals]);
    expect(stepsInForce(switched(without, 1, true))).toEqual([trim, unique, totals]);
  });

  it('tells steps apart by what they do and to which columns', () => {
    expect(sameStep({ kind: 'drop-missing', columns: ['a'] }, { kind: 'drop-missing', columns: ['a'] })).toBe(true);
    expect(sameStep({ kind: 'drop-missing', columns: ['a'] }, { kind: 'drop-missing', columns: ['b'] })).toBe(false);
  });
});
