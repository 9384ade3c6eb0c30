import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/core/column.ts';
import { suggestQuestion } from '../../src/data/suggest-question.ts';
import { dates, numbers, tableOf, words } from './table-of.ts';

const ask = (column: Column, targetYes?: string) =>
  suggestQuestion(tableOf(column), { rowShape: 'customer', target: column.name, ...(targetYes ? { targetYes } : {}) });

describe('suggestQuestion', () => {
  it('asks orders who will not return within the suggested horizon', () => {
    const table = tableOf(words('who', ['a', 'a', 'b']), dates('when', ['2024-01-01', '2024-01-31', '2024-06-01']));
    const roles = { rowShape: 'order', who: 'who', when: 'when' } as const;
    expect(suggestQuestion(table, roles)).toEqual({ kind: 'will-not-return', horizonDays: 35 });
    expect(suggestQuestion(table, roles, { gaps: 9, medianDays: 1, p90Days: 1, suggestedHorizonDays: 70 })).toEqual({
      kind: 'will-not-return',
      horizonDays: 70,
    });
    expect(suggestQuestion(table, { rowShape: 'order', who: 'who' })).toBeUndefined();
  });

  it.each([
    [words('Churn', ['Yes', 'No', 'No']), 'Yes', 'leave'],
    [words('Attrition_Flag', ['Existing Customer', 'Attrited Customer', 'Existing Customer']), 'Attrited Customer', 'leave'],
    [numbers('Exited', [0, 1, 0, null]), '1', 'leave'],
    [numbers('purchased', [0, 1, 1]), '1', 'buy'],
    [words('y', ['no', 'yes', 'no']), 'yes', 'buy'],
    [words('是否流失', ['是', '否']), '是', 'leave'],
    [words('购买', ['未购买', '已购买']), '已购买', 'buy'],
    [words('diagnosis', ['B', 'M', 'B']), 'M', 'other'],
    [numbers('class', [1, 2, 2]), '2', 'other'],
  ])('finds the answer that counts as yes, and what it means: %#', (column, yes, meaning) => {
    expect(ask(column)).toEqual({ kind: 'yes-no', target: column.name, yes, meaning });
  });

  it('takes yes of a yes/no column, and what somebody said counts as yes before all', () => {
    expect(ask({ kind: 'boolean', name: 'Churn', values: Uint8Array.of(1, 0) })).toMatchObject({
      kind: 'yes-no',
      yes: 'yes',
      meaning: 'leave',
    });
    expect(ask(words('species', ['a', 'b', 'c']), 'b')).toMatchObject({ kind: 'yes-no', yes: 'b', meaning: 'other' });
  });

  it('asks for the amount of a number, and nothing of many levels or of no target', () => {
    expect(ask(numbers('spent', [1, 2, 3]))).toEqual({ kind: 'amount', target: 'spent' });
    expect(ask(words('species', ['a', 'b', 'c']))).toBeUndefined();
    expect(suggestQuestion(tableOf(numbers('n', [1])), { rowShape: 'customer' })).toBeUndefined();
  });
});
