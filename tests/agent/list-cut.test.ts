import { describe, expect, it } from 'vitest';
import { listCut } from '../../src/agent/list-cut.ts';
import type { Condition, Decision, Rule } from '../../src/core/work.ts';

const rule = (when: Condition, on = true, action: Rule['do']['action'] = 'call'): Rule => ({
  id: 'r',
  version: 1,
  on,
  when,
  do: { action, dueDays: 1 },
});
const chance = (than: number): Condition => ({ field: 'chance', is: '>=', than });
const decision = (arm: Decision['arm'], value: number | null) => ({ arm, chance: value }) as Decision;
const run = {
  decisions: [decision('selected', 0.7), decision('selected', 0.4), decision('not-selected', 0.1), decision('selected', null)],
};

describe('where the list begins', () => {
  it('is the lowest chance that a rule in force asks for', () => {
    const rules = [
      rule({ all: [chance(0.5), { field: 'value', is: '>=', than: 100 }] }),
      rule(chance(0.3)),
      rule(chance(0.1), false),
      rule(chance(0.05), true, 'never'),
    ];
    expect(listCut({ rules }, run)).toBe(0.3);
    expect(listCut({ rules: [rule({ any: [chance(0.6), chance(0.2)] })] }, run)).toBe(0.2);
  });

  it('is the lowest chance on the list where a rule takes anybody', () => {
    expect(listCut({ rules: [rule(chance(0.5)), rule({ all: [] })] }, run)).toBe(0.4);
    expect(listCut({ rules: [rule({ not: chance(0.5) })] }, run)).toBe(0.4);
    expect(listCut(undefined, run)).toBe(0.4);
  });

  it('is even where nothing says', () => {
    expect(listCut(undefined, undefined)).toBe(0.5);
    expect(listCut({ rules: [] }, { decisions: [] })).toBe(0.5);
  });
});
