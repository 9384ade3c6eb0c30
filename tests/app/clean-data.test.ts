import { describe, expect, it } from 'vitest';
import { added, linesOf, moved, removed, sameStep, stepsOf, switched } from '../../src/app/clean-data.ts';
import type { Step } from '../../src/core/recipe.ts';

const trim: Step = { kind: 'trim' };
const unique: Step = { kind: 'drop-duplicates' };
const totals: Step = { kind: 'drop-totals' };

describe('clean data', () => {
  it('keeps a step that was taken back in its place, off', () => {
    const lines = linesOf([trim, unique, totals]);
    const without = switched(lines, 1, false);
    expect(stepsOf(without)).toEqual([trim, { ...unique, off: true }, totals]);
    expect(stepsOf(switched(without, 1, true))).toEqual([trim, unique, totals]);
    expect(linesOf(stepsOf(without))).toEqual(without);
  });

  it('moves, removes and adds; a new step comes before the filling of gaps', () => {
    const fill: Step = { kind: 'fill-missing', column: 'a', with: 'median' };
    const lines = linesOf([trim, unique, fill]);
    expect(stepsOf(moved(lines, 2, 0))).toEqual([fill, trim, unique]);
    expect(stepsOf(moved(lines, 0, 1))).toEqual([unique, trim, fill]);
    expect(stepsOf(removed(lines, 1))).toEqual([trim, fill]);
    expect(stepsOf(added(lines, totals))).toEqual([trim, unique, totals, fill]);
  });

  it('tells steps apart by what they do and to which columns', () => {
    expect(sameStep({ kind: 'drop-missing', columns: ['a'] }, { kind: 'drop-missing', columns: ['a'] })).toBe(true);
    expect(sameStep({ kind: 'drop-missing', columns: ['a'] }, { kind: 'drop-missing', columns: ['b'] })).toBe(false);
  });
});
