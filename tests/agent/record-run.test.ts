import { describe, expect, it } from 'vitest';
import { recordRun } from '../../src/agent/record-run.ts';
import { orderReasons } from '../../src/agent/reason-order.ts';
import type { FeatureSpec } from '../../src/core/features.ts';
import type { Reason, Rule } from '../../src/core/work.ts';

const column = (name: string, effect: number): Reason => ({ feature: { kind: 'column', column: name }, value: 1, typical: 0, effect });
const features: FeatureSpec[] = [
  { kind: 'column', column: 'a' },
  { kind: 'column', column: 'b' },
];
const rule: Rule = { id: 'call', version: 3, on: true, when: { all: [] }, do: { action: 'call', templateId: 'hello', dueDays: 2 } };
const choice = {
  candidate: 0,
  arm: 'selected' as const,
  rule,
  action: 'call' as const,
  propensity: 0.9,
  rank: 1,
  value: 10,
  expectedValue: 7,
  losing: [],
};
const candidate = { id: 'c', name: 'Mei Chen', phone: '138', email: '', chance: 0.7, predicted: 0.7, value: 10, features: [3, NaN] };
const playbook = { id: 'p', datasetId: 'd', version: 5, rules: [rule], templates: [], capacity: 20, holdout: 0.1, updatedAt: 0 };
const facts = {
  datasetId: 'd',
  modelId: 'm',
  playbook,
  inputKey: 'k',
  asOfDay: 20_000,
  seed: 42,
  now: 1000,
  features,
  scored: 1,
  expected: { selected: 0.7, random: 0.7, rule: 0.7, all: 0.7 },
};
const record = (parts: Reason[]) => recordRun(facts, [candidate], [choice], [{ start: 0.2, parts }], () => 'id');

describe('orderReasons', () => {
  it('says the three largest and adds up the rest', () => {
    const { reasons, otherEffect } = orderReasons([
      column('a', 0.1),
      column('b', -0.3),
      column('c', 0),
      column('d', 0.05),
      column('e', 0.2),
    ]);
    expect(reasons.map((reason) => reason.effect)).toEqual([-0.3, 0.2, 0.1]);
    expect(otherEffect).toBe(0.05);
  });

  it('does not give age, sex or place as a reason while there is another', () => {
    const said = orderReasons([
      column('SeniorCitizen', 0.4),
      column('客户年龄', 0.3),
      column('Postal code', 0.2),
      column('usage', 0.1),
      column('pages', 0.05),
    ]);
    expect(said.reasons).toEqual([column('usage', 0.1), column('pages', 0.05)]);
    expect(said.otherEffect).toBeCloseTo(0.9, 15);
    expect(orderReasons([column('age', 0.4), column('usage', 0)]).reasons).toEqual([column('age', 0.4)]);
  });
});

describe('recordRun', () => {
  it('remembers what was seen and opens a task that is due as the rule says', () => {
    const { run, tasks } = record([column('a', 0.4), column('b', 0.1)]);
    expect(run.decisions[0]).toMatchObject({
      chance: 0.7,
      start: 0.2,
      otherEffect: 0,
      ruleId: 'call',
      ruleVersion: 3,
      playbookVersion: 5,
      propensity: 0.9,
      saw: [3, null],
      asOfDay: 20_000,
      expectedValue: 7,
    });
    expect(tasks).toEqual([
      {
        id: 'id',
        runId: 'id',
        decisionId: 'id',
        datasetId: 'd',
        customerId: 'c',
        name: 'Mei Chen',
        phone: '138',
        templateId: 'hello',
        action: 'call',
        state: 'open',
        dueAt: 1000 + 2 * 86_400_000,
        createdAt: 1000,
        updatedAt: 1000,
        rank: 1,
      },
    ]);
  });

  it('refuses reasons that do not add up to the chance', () => {
    expect(() => record([column('a', 0.4), column('b', 0.1 + 1e-8)])).toThrow(/internal/);
    expect(() => record([column('a', 0.4), column('b', NaN)])).toThrow(/internal/);
    expect(() => record([column('a', 0.4), column('b', 0.1 + 1e-12)])).not.toThrow();
  });
});
