import { describe, expect, it } from 'vitest';
import { evaluate, type FactOf, type Truth } from '../../src/agent/condition.ts';
import type { Condition, RuleField } from '../../src/core/work.ts';

const facts: Partial<Record<RuleField, number>> = { chance: 0.5, value: 100 };
const factOf: FactOf = (field) => facts[field] ?? null;
const yes: Condition = { field: 'chance', is: '>=', than: 0.5 };
const no: Condition = { field: 'value', is: '>', than: 100 };
const unknown: Condition = { field: 'feature:recency', is: '<', than: 30 };
const truth = (condition: Condition): Truth => evaluate(condition, factOf).truth;

describe('a condition', () => {
  it('compares with each operator', () => {
    const saw5: FactOf = () => 5;
    const holds = (is: '>=' | '<=' | '>' | '<' | '=', than: number) => evaluate({ field: 'value', is, than }, saw5).truth === 'true';
    expect([4, 5, 6].map((than) => holds('>=', than))).toEqual([true, true, false]);
    expect([4, 5, 6].map((than) => holds('<=', than))).toEqual([false, true, true]);
    expect([4, 5, 6].map((than) => holds('>', than))).toEqual([true, false, false]);
    expect([4, 5, 6].map((than) => holds('<', than))).toEqual([false, false, true]);
    expect([4, 5, 6].map((than) => holds('=', than))).toEqual([false, true, false]);
  });

  it('follows the three-valued truth tables of Kleene', () => {
    const three = [yes, no, unknown];
    const table = (combine: (a: Condition, b: Condition) => Condition) =>
      three.map((a) => three.map((b) => truth(combine(a, b))[0]).join(''));
    expect(table((a, b) => ({ all: [a, b] }))).toEqual(['tfu', 'fff', 'ufu']);
    expect(table((a, b) => ({ any: [a, b] }))).toEqual(['ttt', 'tfu', 'tuu']);
    expect(three.map((a) => truth({ not: a }))).toEqual(['false', 'true', 'unknown']);
  });

  it('holds for all of nothing and not for any of nothing', () => {
    expect(truth({ all: [] })).toBe('true');
    expect(truth({ any: [] })).toBe('false');
  });

  it('treats NaN as missing', () => {
    expect(evaluate(yes, () => NaN)).toEqual({ truth: 'unknown', failed: { field: 'chance', saw: null } });
  });

  it('names the first comparison that failed, with the value seen', () => {
    expect(evaluate({ all: [yes, no, unknown] }, factOf).failed).toEqual({ field: 'value', saw: 100 });
    expect(evaluate({ all: [unknown, no] }, factOf).failed).toEqual({ field: 'value', saw: 100 });
    expect(evaluate({ all: [yes, unknown] }, factOf).failed).toEqual({ field: 'feature:recency', saw: null });
    expect(evaluate({ any: [no, { all: [no] }] }, factOf).failed).toEqual({ field: 'value', saw: 100 });
    expect(evaluate({ not: { all: [yes] } }, factOf).failed).toEqual({ field: 'chance', saw: 0.5 });
    expect(evaluate({ all: [yes] }, factOf).failed).toBeUndefined();
  });
});
