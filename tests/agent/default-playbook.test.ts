import { describe, expect, it } from 'vitest';
import { defaultPlaybook } from '../../src/agent/default-playbook.ts';
import type { Roles } from '../../src/core/recipe.ts';

const dataset = (roles: Partial<Roles> = {}) => ({
  id: 'd',
  recipe: { version: 1 as const, shape: '', read: {}, roles: { rowShape: 'order' as const, ...roles }, steps: [] },
});
const leave = { kind: 'will-not-return' as const, horizonDays: 90 };
const made = { id: 'p', now: 7 };

describe('the default playbook', () => {
  it('leaves alone, calls the likely and valuable, writes to the likely', () => {
    const base = { chance: Array.from({ length: 100 }, (_, i) => i / 100), value: Array.from({ length: 100 }, (_, i) => i * 12.5) };
    const playbook = defaultPlaybook(dataset({ email: 'mail', phone: 'tel' }), 'en', leave, { ...made, base });
    expect(playbook.rules.map((rule) => `${rule.id}: ${rule.do.action}`)).toEqual([
      'never: never',
      'gone: never',
      'call: call',
      'write: email',
    ]);
    // Upper quartile of 0, 12.5 ... 1237.5 is 928.1; two digits of it, downwards.
    // Twice the horizon of 90 days without an order: gone, not at risk.
    expect(playbook.rules[1].when).toEqual({ field: 'feature:recency', is: '>', than: 180 });
    expect(playbook.rules[2].when).toEqual({ all: [{ field: 'chance', is: '>=', than: 0.5 }, { field: 'value', is: '>=', than: 920 }] }); // prettier-ignore
    expect(playbook).toMatchObject({ id: 'p', datasetId: 'd', version: 1, capacity: 20, holdout: 0.1, updatedAt: 7 });
    expect(playbook.templates.map(({ id, lang }) => `${id} ${lang}`)).toEqual(['win-back en', 'win-back zh']);
  });

  it('takes anyone last when too few are likely to fill the list', () => {
    const base = { chance: Array.from({ length: 100 }, (_, i) => i / 300), value: new Float64Array(100).fill(NaN) };
    expect(defaultPlaybook(dataset(), 'zh', leave, { ...made, base }).rules.map((rule) => rule.id)).toEqual([
      'never',
      'gone',
      'call',
      'write',
      'anyone',
    ]);
    expect(defaultPlaybook(dataset(), 'zh', leave, made).rules.at(-1)?.when).toEqual({ all: [] });
  });

  it('asks for no chance where the question is about an amount', () => {
    const base = { chance: [NaN, NaN], value: [1000, 2000] };
    const playbook = defaultPlaybook(dataset(), 'zh', { kind: 'amount', target: 't' }, { ...made, base });
    expect(JSON.stringify(playbook.rules)).not.toContain('"chance"');
    expect(playbook.templates[0]).toMatchObject({ id: 'offer', lang: 'zh' });
  });

  it('writes messages where only phone numbers are known', () => {
    expect(defaultPlaybook(dataset({ phone: 'tel' }), 'zh', leave, made).rules[3].do.action).toBe('message');
  });
});
