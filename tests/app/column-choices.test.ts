import { describe, expect, it } from 'vitest';
import { choiceOfType, isAnswered, mergeChoices, mustBeAnswered, questionsOf, rememberedChoices } from '../../src/app/column-choices.ts';
import type { ColumnReport, ReadReport } from '../../src/core/reading.ts';
import type { Recipe } from '../../src/core/recipe.ts';

const column = (change: Partial<ColumnReport> = {}): ColumnReport => ({
  index: 0,
  name: 'amount',
  originalName: 'amount',
  reading: { type: 'number', decimal: '.', dateOrder: 'dmy' },
  valid: 2,
  missing: 0,
  odd: 0,
  oddCells: [],
  distinct: 2,
  firstRaw: [],
  firstRead: [],
  ...change,
});
const ambiguous = { raw: '1.234', point: 1.234, comma: 1234 };

describe('choices about columns', () => {
  it('puts a change over what was decided before, column by column', () => {
    expect(mergeChoices({ 1: { type: 'date' }, 2: { decimal: ',' } }, { 1: { dateOrder: 'mdy' }, 3: { unit: 'EUR' } })).toEqual({
      1: { type: 'date', dateOrder: 'mdy' },
      2: { decimal: ',' },
      3: { unit: 'EUR' },
    });
  });

  it('leaves to the reader again what is taken back', () => {
    expect(mergeChoices({ 1: { type: 'number', decimal: ',' } }, { 1: { type: undefined } })).toEqual({ 1: { decimal: ',' } });
    expect(mergeChoices({ 1: { type: 'number' } }, { 1: { type: undefined } })).toEqual({});
  });

  it('lets codes become numbers only where the person makes them numbers', () => {
    const id = column({ reading: { type: 'id', decimal: '.', dateOrder: 'dmy' } });
    expect(choiceOfType(id, 'number')).toEqual({ type: 'number', asNumber: 'codes' });
    expect(choiceOfType(id, 'date')).toEqual({ type: 'date', asNumber: undefined });
    expect(choiceOfType(column(), 'percent')).toEqual({ type: 'percent', asNumber: undefined });
  });

  it('asks what a column leaves open until it is answered', () => {
    expect(questionsOf(column())).toEqual([]);
    expect(questionsOf(column({ ambiguousNumber: ambiguous, mixedUnits: ['CNY', 'USD'] }))).toEqual(['number', 'units']);
    expect(isAnswered('number')).toBe(false);
    expect(isAnswered('number', { decimal: '.' })).toBe(true);
    expect(isAnswered('units', { type: 'text' })).toBe(true);
    expect(isAnswered('date', { type: 'date' })).toBe(false);
    expect(isAnswered('serial', { epoch: 'excel-1904' })).toBe(true);
  });

  it('insists where the answer changes who is called or for how much', () => {
    const roles = { rowShape: 'order', when: 'day', amount: 'amount' } as const;
    expect(mustBeAnswered('number', column(), roles)).toBe(true);
    expect(mustBeAnswered('number', column({ name: 'weight' }), roles)).toBe(false);
    expect(mustBeAnswered('date', column({ name: 'day' }), roles)).toBe(true);
    expect(mustBeAnswered('date', column({ name: 'born' }), roles)).toBe(false);
  });

  it('remembers the answers of the last file, and of older recipes only what this file leaves open', () => {
    const report = { columns: [column({ ambiguousNumber: ambiguous }), column({ index: 1, name: 'city' })] } as ReadReport;
    const read = { columns: { 0: { type: 'number', decimal: ',' }, 1: { type: 'category' } } } as const;
    const recipe = { version: 1, shape: 's', read, roles: { rowShape: 'order' }, steps: [] } as unknown as Recipe;
    expect(rememberedChoices(report, undefined)).toEqual({});
    expect(rememberedChoices(report, recipe)).toEqual({ 0: { type: 'number', decimal: ',' } });
    expect(rememberedChoices(report, { ...recipe, answers: {} })).toEqual({});
    expect(rememberedChoices(report, { ...recipe, answers: { 1: { type: 'id' } } })).toEqual({ 1: { type: 'id' } });
  });
});
