import { describe, expect, it } from 'vitest';
import type { ColumnReport, ReadReport } from '../../src/core/reading.ts';
import type { Recipe } from '../../src/core/recipe.ts';
import { areAnswered, optionsFor, recipeQuestions } from '../../src/core/recipe-questions.ts';

const recipe: Recipe = {
  version: 2,
  shape: 's',
  read: { delimiter: ',', columns: { 0: { type: 'id' }, 1: { type: 'date', dateOrder: 'dmy' }, 2: { type: 'number', decimal: '.' }, 3: { type: 'category' } } }, // prettier-ignore
  roles: { rowShape: 'order', who: 'id', when: 'day', amount: 'amount' },
  steps: [
    { kind: 'map-values', column: 'channel', groups: [{ from: ['SHOP?'], to: 'shop' }] },
    { kind: 'derive-column', into: 'x', expression: '[amount] * 2' },
    { kind: 'rename-column', column: 'x', into: 'y' },
  ],
  columns: [
    { name: 'id', type: 'id' },
    { name: 'day', type: 'date', dateOrder: 'dmy' },
    { name: 'amount', type: 'number', decimal: '.' },
    { name: 'channel', type: 'category', values: ['shop', 'SHOP?', 'mail'] },
  ],
};

function column(name: string, type: ColumnReport['reading']['type'], change: object = {}): ColumnReport {
  const base = { name, originalName: name, valid: 9, missing: 0, odd: 0, oddCells: [], distinct: 3, firstRaw: ['x'], firstRead: [] };
  return { ...base, index: 0, reading: { type, decimal: '.', dateOrder: 'dmy' }, ...change };
}

function file(change: Record<string, ColumnReport | undefined> = {}): Pick<ReadReport, 'columns'> {
  const columns = {
    id: column('id', 'id'),
    day: column('day', 'date', { firstRaw: ['31/01/2026'] }),
    amount: column('amount', 'number'),
    channel: column('channel', 'category', { values: [{ value: 'shop', rows: 5 }, { value: 'mail', rows: 4 }] }), // prettier-ignore
    ...change,
  };
  return { columns: Object.values(columns).filter((one) => one !== undefined).map((one, index) => ({ ...one, index })) }; // prettier-ignore
}

describe('what a recipe asks about the next file', () => {
  it('nothing where nothing changed', () => expect(recipeQuestions(recipe, file())).toEqual([]));

  it('a new column, and one that is gone', () => {
    expect(recipeQuestions(recipe, file({ channel: undefined, note: column('note', 'text') }))).toEqual([
      { kind: 'missing-column', column: 'channel' },
      { kind: 'new-column', column: 'note' },
    ]);
  });

  it('values that a step has never seen', () => {
    const channel = column('channel', 'category', { values: [{ value: 'shop', rows: 5 }, { value: 'SHPO', rows: 1 }] }); // prettier-ignore
    expect(recipeQuestions(recipe, file({ channel }))).toEqual([{ kind: 'new-values', column: 'channel', values: ['SHPO'], more: 0 }]);
  });

  it('dates that turned round, but not years in front, which read alike in any order', () => {
    const turned = column('day', 'date', { reading: { type: 'date', decimal: '.', dateOrder: 'mdy' }, firstRaw: ['01/31/2026'] });
    const questions = recipeQuestions(recipe, file({ day: turned }));
    expect(questions).toEqual([{ kind: 'date-order', column: 'day', was: 'dmy', now: 'mdy', sure: true, example: '01/31/2026' }]);
    expect(areAnswered(questions, [])).toBe(false);
    expect(areAnswered(questions, ['stop'])).toBe(false);
    expect(areAnswered(questions, ['now'])).toBe(true);
    expect(optionsFor(recipe, file({ day: turned }), questions, ['now']).columns?.[1]).toMatchObject({ dateOrder: 'mdy' });
    expect(optionsFor(recipe, file({ day: turned }), questions, ['was']).columns?.[1]).toMatchObject({ dateOrder: 'dmy' });
    const iso = column('day', 'date', { reading: { type: 'date', decimal: '.', dateOrder: 'ymd' }, firstRaw: ['2026-01-31'] });
    expect(recipeQuestions(recipe, file({ day: iso }))).toEqual([]);
  });

  it('dates that can be read both ways only where the recipe does not know which', () => {
    const ambiguousDate = { raw: '03/04/2026', dmy: '2026-04-03', mdy: '2026-03-04' };
    const day = column('day', 'date', { ambiguousDate });
    expect(recipeQuestions(recipe, file({ day }))).toEqual([]);
    const year = { ...recipe, columns: recipe.columns?.map((one) => (one.name === 'day' ? { ...one, dateOrder: 'ymd' as const } : one)) };
    expect(recipeQuestions(year, file({ day }))).toMatchObject([{ kind: 'date-order', sure: false, example: '03/04/2026' }]);
  });

  it('decimal marks and types that flipped', () => {
    const comma = column('amount', 'money', { reading: { type: 'money', decimal: ',', dateOrder: 'dmy' }, firstRaw: ['1.234,50'] });
    expect(recipeQuestions(recipe, file({ amount: comma }))).toMatchObject([{ kind: 'decimal', was: '.', now: ',' }]);
    expect(recipeQuestions(recipe, file({ amount: column('amount', 'text') }))).toMatchObject([
      { kind: 'type', was: 'number', now: 'text' },
    ]);
  });

  it('reads columns that moved by their name', () => {
    const moved = { columns: file({}).columns.toReversed().map((one, index) => ({ ...one, index })) }; // prettier-ignore
    expect(optionsFor(recipe, moved, [], []).columns).toEqual({ 0: { type: 'category' }, 1: { type: 'number', decimal: '.' }, 2: { type: 'date', dateOrder: 'dmy' }, 3: { type: 'id' } }); // prettier-ignore
  });

  it('of version 1 asks only for columns it needs', () => {
    const { columns: _, ...old } = recipe;
    expect(recipeQuestions({ ...old, version: 1, steps: [] }, file({ note: column('note', 'text'), day: undefined }))).toEqual([{ kind: 'missing-column', column: 'day' }]); // prettier-ignore
  });
});
