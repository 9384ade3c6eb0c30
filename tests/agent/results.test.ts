import { describe, expect, it } from 'vitest';
import { summariseResults, type ResultsInput } from '../../src/agent/results.ts';
import { peopleNeeded } from '../../src/agent/sample-size.ts';
import type { Decision, Outcome, Run } from '../../src/core/work.ts';

const decision = (runId: string, i: number, arm: Decision['arm'], change: Partial<Decision> = {}): Decision => ({
  id: `${runId}-${i}`, runId, customerId: `c${i}`, name: '', at: 0, modelId: 'm', playbookVersion: 1, chance: 0.5, predicted: 0.5, value: 1, expectedValue: 0.5,
  ruleId: null, ruleVersion: null, action: 'call', arm, propensity: 1, rank: 1, start: 0.5, reasons: [], otherEffect: 0, losing: [], saw: [], asOfDay: 100, ...change,
}); // prettier-ignore
const run = (id: string, decisions: Decision[], asOfDay = 100, at = 0): Run => ({
  id, datasetId: 'd', modelId: 'm', playbookId: 'p', playbookVersion: 1, at, asOfDay, seed: 42, inputKey: id, features: [], scored: 0, heldOut: 0,
  decisions: decisions.map((one) => ({ ...one, asOfDay })), expected: { selected: 0, random: 0, rule: 0, all: 0 },
}); // prettier-ignore
const marked = (decisionId: string, kind: Outcome['kind'], undone = false): Outcome => ({
  id: decisionId + kind,
  taskId: 't',
  decisionId,
  datasetId: 'd',
  customerId: 'c',
  kind,
  at: 1,
  undone,
});
const between = (from: number, to: number, make: (i: number) => Decision) => Array.from({ length: to - from }, (_, i) => make(from + i));

describe('peopleNeeded', () => {
  it('agrees with statsmodels NormalIndPower: 10 % against 12 % needs 3,835 in each group', () => {
    expect(peopleNeeded(0.1, 0.12, 1)).toBe(3835);
  });

  it('needs fewer in the small group when the other is larger', () => {
    // 1 + 1/9 instead of 2: 3834.6 x 0.5556 = 2130.3.
    expect(peopleNeeded(0.1, 0.12, 9)).toBe(2131);
  });
});

describe('results', () => {
  const decisions = [
    ...between(0, 4, (i) => decision('r', i, 'selected', i === 3 ? { action: 'email' } : {})),
    decision('r', 4, 'held-out'),
    decision('r', 5, 'not-selected'),
  ];
  const days: Record<string, number[]> = { c0: [90, 100], c1: [101], c2: [50, 130], c3: [131], c4: [110], c5: [110] };
  const input: ResultsInput = {
    runs: [run('r', decisions)],
    outcomes: [marked('r-0', 'done')],
    orderDaysOf: (id) => days[id],
    lastDay: 140,
    horizonDays: 30,
  };

  it('counts orders after the decision and within the horizon, for both groups alike', () => {
    const summary = summariseResults(input);
    expect(summary.contacted).toEqual({ people: 4, returned: 2, reached: 1 });
    expect(summary.heldOut).toEqual({ people: 1, returned: 1 });
    expect(summary.byAction).toEqual([
      { action: 'call', people: 3, returned: 2 },
      { action: 'email', people: 1, returned: 0 },
    ]);
  });

  it('claims nothing from so few, and says how many more', () => {
    const summary = summariseResults(input);
    expect(summary.lift).toBeUndefined();
    expect(summary.neededMore).toBeGreaterThan(100);
  });

  it('waits for later orders, and for somebody to work the list', () => {
    expect(summariseResults({ ...input, lastDay: 100 }).contacted.people).toBe(0);
    expect(summariseResults({ ...input, outcomes: [] }).contacted.people).toBe(0);
    expect(summariseResults({ ...input, outcomes: [marked('r-0', 'done', true)] }).contacted.people).toBe(0);
    expect(summariseResults({ ...input, orderDaysOf: undefined }).contacted.people).toBe(0);
  });

  it('counts a customer once, at the first decision', () => {
    const again = run('s', [decision('s', 0, 'selected'), decision('s', 9, 'selected')], 120, 5);
    const summary = summariseResults({ ...input, runs: [again, ...input.runs], outcomes: [...input.outcomes, marked('s-9', 'done')] });
    expect(summary.contacted.people).toBe(5);
  });

  it('counts what was marked by hand, the latest of each decision', () => {
    const outcomes = [
      marked('r-0', 'done'),
      { ...marked('r-0', 'came-back'), at: 2 },
      marked('r-1', 'no-answer'),
      marked('r-2', 'not-interested', true),
    ];
    expect(summariseResults({ ...input, outcomes }).marked).toEqual({ 'came-back': 1, 'not-interested': 0, 'no-answer': 1, done: 0 });
  });

  it('gives the difference with its interval once there are enough', () => {
    // 2,700 on the list, 810 returned; 300 kept aside, 60 returned.
    const people = [...between(0, 2700, (i) => decision('r', i, 'selected')), ...between(2700, 3000, (i) => decision('r', i, 'held-out'))];
    const returns = (id: string) => {
      const i = Number(id.slice(1));
      return i < 810 || (i >= 2700 && i < 2760) ? [105] : [];
    };
    const summary = summariseResults({
      runs: [run('r', people)],
      outcomes: [marked('r-0', 'done')],
      orderDaysOf: returns,
      lastDay: 140,
      horizonDays: 30,
    });
    expect(summary.neededMore).toBe(0);
    // Newcombe's method 10 by hand: Wilson 0.3 of 2,700: 0.28300..0.31756; 0.2 of 300: 0.15868..0.24893.
    expect(summary.lift?.value).toBeCloseTo(0.1, 12);
    expect(summary.lift?.low).toBeCloseTo(0.1 - Math.hypot(0.3 - 0.283, 0.24893 - 0.2), 4);
    expect(summary.lift?.high).toBeCloseTo(0.1 + Math.hypot(0.31756 - 0.3, 0.2 - 0.15868), 4);
  });
});
