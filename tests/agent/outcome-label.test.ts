import { describe, expect, it } from 'vitest';
import { labelOf, outcomeRows } from '../../src/agent/outcome-label.ts';
import type { FeatureSpec } from '../../src/core/features.ts';
import type { Question } from '../../src/core/recipe.ts';
import type { Decision, Outcome, Run } from '../../src/core/work.ts';

const decision = { customerId: 'c', asOfDay: 100 };
const leave: Question = { kind: 'will-not-return', horizonDays: 30 };
const tableLeave: Question = { kind: 'yes-no', target: 't', yes: 'y', meaning: 'leave' };
const buy: Question = { kind: 'yes-no', target: 't', yes: 'y', meaning: 'buy' };
const other: Question = { kind: 'yes-no', target: 't', yes: 'y', meaning: 'other' };

describe('an outcome as a label', () => {
  it('came back answers "will they leave" with no and "will they buy" with yes', () => {
    expect([leave, tableLeave, buy].map((question) => labelOf('came-back', question, decision))).toEqual([0, 0, 1]);
    expect([leave, tableLeave, buy].map((question) => labelOf('not-interested', question, decision))).toEqual([1, 1, 0]);
  });

  it('done and no answer wait for the orders', () => {
    const after = (days: number[], lastDay: number) => labelOf('done', leave, decision, () => days, lastDay);
    expect(after([90, 100], 110)).toBeNaN();
    expect(after([90, 101], 110)).toBe(0);
    expect(after([90, 130], 140)).toBe(0);
    expect(after([90, 131], 140)).toBe(1);
    expect(after([90], 130)).toBe(1);
    expect(after([90], 129)).toBeNaN();
    expect(labelOf('no-answer', leave, decision, () => undefined, 130)).toBe(1);
    expect(labelOf('done', tableLeave, decision, () => [101], 140)).toBeNaN();
  });

  it('says nothing about other targets and amounts', () => {
    expect(labelOf('came-back', other, decision)).toBeNaN();
    expect(labelOf('came-back', { kind: 'amount', target: 't' }, decision)).toBeNaN();
  });
});

const recency: FeatureSpec = { kind: 'order-fact', fact: 'recency', unit: 'days' };
const frequency: FeatureSpec = { kind: 'order-fact', fact: 'frequency', unit: 'orders' };
const tenure: FeatureSpec = { kind: 'order-fact', fact: 'tenure', unit: 'days' };

describe('outcomeRows', () => {
  const made = (id: string, saw: (number | null)[]): Decision => ({
    id, runId: 'r', customerId: `c-${id}`, name: '', at: 0, modelId: 'm', playbookVersion: 1, chance: 0.5, predicted: 0.5, value: 1, expectedValue: 0.5,
    ruleId: null, ruleVersion: null, action: 'call', arm: 'selected', propensity: 1, rank: 1, start: 0.5, reasons: [], otherEffect: 0, losing: [], saw, asOfDay: 100,
  }); // prettier-ignore
  const run = (features: FeatureSpec[], decisions: Decision[]): Run => ({
    id: 'r', datasetId: 'd', modelId: 'm', playbookId: 'p', playbookVersion: 1, at: 0, seed: 42, inputKey: 'k', features, scored: 2, decisions, heldOut: 0,
    expected: { selected: 0, random: 0, rule: 0, all: 0 },
  }); // prettier-ignore
  const outcome = (decisionId: string, kind: Outcome['kind'], at: number, undone = false): Outcome => ({
    id: `${decisionId}${at}`,
    taskId: 't',
    decisionId,
    datasetId: 'd',
    customerId: 'c',
    kind,
    at,
    undone,
  });

  it('takes the facts as they were seen, under the columns asked for', () => {
    const runs = [run([frequency, recency], [made('a', [3, null]), made('b', [5, 60]), made('c', [1, 1])])];
    const rows = outcomeRows(runs, [outcome('a', 'came-back', 1), outcome('b', 'not-interested', 1)], [recency, tenure, frequency], leave);
    expect(rows.customerIds).toEqual(['c-a', 'c-b']);
    expect([...rows.y]).toEqual([0, 1]);
    expect([...rows.x.values]).toEqual([NaN, 60, NaN, NaN, 3, 5]);
  });

  it('lets the latest outcome of a decision speak and forgets those taken back', () => {
    const runs = [run([recency], [made('a', [1]), made('b', [2])])];
    const rows = outcomeRows(
      runs,
      [outcome('a', 'not-interested', 2), outcome('a', 'came-back', 1), outcome('b', 'came-back', 1, true)],
      [recency],
      leave,
    );
    expect([...rows.y]).toEqual([1]);
  });
});
