import { describe, expect, it, vi } from 'vitest';
import type { Step } from '../../src/core/recipe.ts';

vi.mock('../../src/app/engines.ts', () => ({ dataEngine: {} }));
vi.mock('../../src/app/page-store.ts', () => ({ pageStore: async () => ({}) }));
const { withStep } = await import('../../src/app/apply-fix.ts');

const trim: Step = { kind: 'trim' };
const unique: Step = { kind: 'drop-duplicates' };
const fill: Step = { kind: 'fill-missing', column: 'age', with: 'median' };
const on = (step: Step) => ({ step, on: true });

describe('a fix put into the recipe', () => {
  it('takes its place among the steps', () => {
    expect(withStep([on(trim), on(fill)], unique)).toEqual([on(trim), on(unique), on(fill)]);
    expect(withStep([], trim)).toEqual([on(trim)]);
    expect(withStep([on(trim)], fill)).toEqual([on(trim), on(fill)]);
  });

  it('that was taken back is switched on again where it stands', () => {
    expect(withStep([{ step: trim, on: false }, on(fill)], trim)).toEqual([on(trim), on(fill)]);
  });
});
