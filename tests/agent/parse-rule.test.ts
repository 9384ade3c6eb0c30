import { describe, expect, it } from 'vitest';
import { defaultPlaybook } from '../../src/agent/default-playbook.ts';
import { parsePlaybook, parseRule } from '../../src/agent/parse-rule.ts';
import { AppError } from '../../src/core/errors.ts';

const rule = {
  id: 'r',
  version: 1,
  on: true,
  when: { all: [{ field: 'chance', is: '>=', than: 0.5 }, { not: { any: [{ field: 'feature:recency', is: '<', than: 9 }] } }] },
  do: { action: 'call', dueDays: 2 },
  limit: 5,
};

function pathOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError && error.code === 'bad-rule') return error.params.path;
    throw error;
  }
  return undefined;
}

const playbook = defaultPlaybook(
  { id: 'd', recipe: { version: 1, shape: '', read: {}, roles: { rowShape: 'order' }, steps: [] } },
  'en',
  undefined,
  { id: 'p', now: 5 },
);

describe('parseRule', () => {
  it('gives back what was well formed and drops what it does not know', () => {
    expect(parseRule({ ...rule, extra: 1 })).toEqual(rule);
  });

  it('names the place of the first fault', () => {
    expect(pathOf(() => parseRule(null))).toBe('rule');
    expect(pathOf(() => parseRule({ ...rule, id: '' }))).toBe('rule.id');
    expect(pathOf(() => parseRule({ ...rule, version: 1.5 }))).toBe('rule.version');
    expect(pathOf(() => parseRule({ ...rule, on: 'yes' }))).toBe('rule.on');
    expect(pathOf(() => parseRule({ ...rule, limit: -1 }))).toBe('rule.limit');
    expect(pathOf(() => parseRule({ ...rule, do: { action: 'spam', dueDays: 1 } }))).toBe('rule.do.action');
    expect(pathOf(() => parseRule({ ...rule, do: { action: 'call', dueDays: Infinity } }))).toBe('rule.do.dueDays');
    expect(pathOf(() => parseRule({ ...rule, when: { all: [{ field: 'chance', is: '>=', than: '1' }] } }))).toBe('rule.when.all[0].than');
    expect(pathOf(() => parseRule({ ...rule, when: { all: [{ field: 'chance', is: '~', than: 1 }] } }))).toBe('rule.when.all[0].is');
    expect(pathOf(() => parseRule({ ...rule, when: { not: { field: 'feature:', is: '=', than: 1 } } }))).toBe('rule.when.not.field');
    expect(pathOf(() => parseRule({ ...rule, when: { all: [], any: [] } }))).toBe('rule.when.field');
    expect(pathOf(() => parseRule({ ...rule, when: { field: 'chance', is: '=', than: NaN } }))).toBe('rule.when.than');
  });

  it('refuses conditions nested deeper than anybody can read', () => {
    let when: unknown = rule.when;
    for (let i = 0; i < 100_000; i++) when = { not: when };
    expect(pathOf(() => parseRule({ ...rule, when }))).toMatch(/^rule\.when(\.not)+$/);
  });
});

describe('parsePlaybook', () => {
  it('accepts the default playbook unchanged, also after a trip through JSON', () => {
    expect(parsePlaybook(JSON.parse(JSON.stringify(playbook)))).toEqual(playbook);
  });

  it('names the place of the first fault', () => {
    const first = playbook.rules[0];
    expect(pathOf(() => parsePlaybook({ ...playbook, capacity: 2.5 }))).toBe('capacity');
    expect(pathOf(() => parsePlaybook({ ...playbook, holdout: 0.6 }))).toBe('holdout');
    expect(pathOf(() => parsePlaybook({ ...playbook, rules: [first, first] }))).toBe('rules[1].id');
    expect(pathOf(() => parsePlaybook({ ...playbook, templates: [...playbook.templates, playbook.templates[0]] }))).toBe(
      `templates[${playbook.templates.length}].id`,
    );
    expect(pathOf(() => parsePlaybook({ ...playbook, templates: [] }))).toBe('rules[1].do.templateId');
    expect(pathOf(() => parsePlaybook({ ...playbook, templates: [{ id: 'x', lang: 'fr', subject: '', body: '' }] }))).toBe(
      'templates[0].lang',
    );
  });
});
