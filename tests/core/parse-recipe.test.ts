import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { parseRecipe, readRecipe, writeRecipe } from '../../src/core/parse-recipe.ts';
import { parseStep } from '../../src/core/parse-step.ts';
import type { Recipe, Step } from '../../src/core/recipe.ts';

const steps: Step[] = [
  { kind: 'trim' },
  { kind: 'drop-duplicates', off: true },
  { kind: 'map-values', column: 'plan', groups: [{ from: ['GOLD?'], to: 'gold' }, { from: ['NAN'], to: '' }] }, // prettier-ignore
  { kind: 'split-column', column: 'a', by: 'mark', at: '-', into: ['b', 'c'] },
  { kind: 'derive-column', into: 'x', expression: '[a] + 1' },
  { kind: 'fill-missing', column: 'age', with: 'nearest', k: 3, flag: true },
  { kind: 'merge-columns', columns: ['a', 'b'], mark: '', into: 'ab' },
  { kind: 'clip-outliers', column: 'a', rule: 'iqr', low: 1.5, high: 1.5 },
];
const recipe: Recipe = {
  version: 2,
  shape: 'abc',
  read: { delimiter: ';', quote: '"', headerRow: 0, columns: { 1: { type: 'date', dateOrder: 'dmy', decimal: '.' } } },
  roles: { rowShape: 'customer', who: 'id', target: 'plan', targetYes: 'gold', ignored: ['x'] },
  steps,
  question: { kind: 'yes-no', target: 'plan', yes: 'gold', meaning: 'buy' },
  columns: [
    { name: 'id', type: 'id' },
    { name: 'plan', type: 'category', values: ['gold', 'GOLD?'] },
  ],
};
const codeOf = (run: () => unknown): unknown => {
  try {
    run();
  } catch (thrown) {
    return thrown instanceof AppError ? { code: thrown.code, ...thrown.params } : thrown;
  }
  return 'no error';
};

describe('recipes as files', () => {
  it('come back as they went out', () => {
    expect(readRecipe(writeRecipe(recipe, 'Tea'))).toEqual({ recipe, name: 'Tea' });
    const odd: Recipe = {
      ...recipe,
      read: { encoding: 'euc-kr', delimiter: '::', quote: "'", escape: 'backslash', sheet: 'März', columns: { 2: { asNumber: 'codes' } } },
      answers: { 0: { type: 'date', epoch: 'excel-1904' }, 3: { unit: 'CNY', decimal: ',' } },
    };
    expect(readRecipe(writeRecipe(odd, 'x')).recipe).toEqual(odd);
  });

  it('of version 1 are brought up to date', () => {
    const { columns: _, ...old } = recipe;
    expect(parseRecipe({ ...old, version: 1 })).toEqual({ ...recipe, columns: [] });
  });

  it('of a later version are refused, and so is what is none', () => {
    expect(codeOf(() => parseRecipe({ ...recipe, version: 3 }))).toMatchObject({ code: 'newer-recipe', version: 3 });
    expect(codeOf(() => readRecipe('{"a":1}'))).toEqual({ code: 'bad-recipe', path: 'app' });
    expect(codeOf(() => readRecipe('no json'))).toMatchObject({ code: 'bad-recipe' });
  });

  it.each([
    [{ kind: 'nothing' }, 'step.kind'],
    [{ kind: 'trim', extra: 1 }, 'step.extra'],
    [{ kind: 'set-unit', column: 'a' }, 'step.unit'],
    [{ kind: 'change-case', columns: [], to: 'lower' }, 'step.columns'],
    [{ kind: 'change-case', columns: ['a'], to: 'loud' }, 'step.to'],
    [{ kind: 'convert-currency', column: 'a', factor: -1, unit: 'EUR' }, 'step.factor'],
    [{ kind: 'map-values', column: 'a', groups: [{ from: [1], to: 'x' }] }, 'step.groups[0].from[0]'],
    [{ kind: 'trim', off: false }, 'step.off'],
  ])('%j is wrong at its place', (step, path) => expect(codeOf(() => parseStep(step))).toEqual({ code: 'bad-recipe', path }));

  it('an expression that cannot be read is told with its place', () => {
    expect(codeOf(() => parseStep({ kind: 'filter-rows', keep: '1 +' }))).toMatchObject({ code: 'bad-expression', at: 4 });
  });

  it('whatever is put in one place of a recipe, it is read or refused in our own words (2,000 recipes)', () => {
    const known = ['bad-recipe', 'bad-expression', 'newer-recipe'];
    const paths = ['version', 'shape', 'read', 'roles', 'steps', 'question', 'columns'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), fc.nat(7), (key, value, at) => {
        const wild = key === 'steps' ? recipe.steps.with(at, value as unknown as Step) : value;
        const outcome = codeOf(() => parseRecipe({ ...recipe, [key]: wild }));
        return outcome === 'no error' || known.includes(String((outcome as { code?: string }).code));
      }),
      { numRuns: 2000, seed: 11 },
    );
  });
});
