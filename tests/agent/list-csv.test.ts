import { describe, expect, it } from 'vitest';
import { LIST_COLUMNS, listTable, type ListWords } from '../../src/agent/list-csv.ts';
import type { Task } from '../../src/core/work.ts';

const words: ListWords = {
  columns: {
    rank: '#',
    name: 'Name',
    id: 'Id',
    phone: 'Phone',
    email: 'E-mail',
    next: 'Next',
    due: 'Due',
    chance: 'Chance',
    value: 'Value',
    why: 'Why',
    state: 'State',
    note: 'Note',
  },
  action: (action) => action.toUpperCase(),
  state: (state) => `is ${state}`,
  day: (at) => `day ${at}`,
  why: (decision) => `why ${decision.customerId}`,
};
const task = (rank: number, change: Partial<Task> = {}): Task => ({
  id: `t${rank}`,
  runId: 'r',
  decisionId: `x${rank}`,
  datasetId: 'd',
  customerId: `c${rank}`,
  name: `=Name ${rank}`,
  action: 'call',
  state: 'open',
  dueAt: 5,
  createdAt: 0,
  updatedAt: 0,
  rank,
  ...change,
});
const decision = {
  id: 'x1', runId: 'r', customerId: 'c1', name: '', at: 0, modelId: 'm', playbookVersion: 1, chance: 0.7, predicted: 0.7, value: 6240, expectedValue: 4368, ruleId: 'call', ruleVersion: 1,
  action: 'call' as const, arm: 'selected' as const, propensity: 0.9, rank: 1, start: 0.3, reasons: [], otherEffect: 0.4, losing: [], saw: [],
}; // prettier-ignore

describe('the list as a table', () => {
  it('has one row per task in the order of rank, numbers as numbers', () => {
    const { header, rows } = listTable(
      [task(2, { state: 'later', note: 'after 5' }), task(1, { phone: '0138', email: 'a@b.c' })],
      [decision],
      words,
    );
    expect(header).toEqual(LIST_COLUMNS.map((column) => words.columns[column]));
    expect(rows).toEqual([
      [1, '=Name 1', 'c1', '0138', 'a@b.c', 'CALL', 'day 5', 0.7, 6240, 'why c1', 'is open', ''],
      [2, '=Name 2', 'c2', '', '', 'CALL', 'day 5', null, null, '', 'is later', 'after 5'],
    ]);
  });
});
