/** Rules and playbooks from outside (a form, a file, an older version), checked once; afterwards they are trusted. */
import { AppError } from '../core/errors.ts';
import type { ActionKind, Condition, Playbook, Rule, RuleField, Template } from '../core/work.ts';

const ACTIONS: readonly ActionKind[] = ['call', 'email', 'message', 'never'];
const OPERATORS = ['>=', '<=', '>', '<', '='] as const;
const PLAIN_FIELDS = ['chance', 'value', 'days-since-contact', 'has-open-task', 'said-stop'] as const;
/** Deeper or longer conditions than a person can read are refused. */
const MAX_DEPTH = 8;
const MAX_PARTS = 50;
const MAX_TEXT = 10_000;

/** @throws AppError bad-rule with `path`, such as `rules[2].when.all[0].than`. */
function bad(path: string): never {
  throw new AppError('bad-rule', { path });
}

function record(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad(path);
  return Object.fromEntries(Object.entries(value));
}

function list(value: unknown, path: string, most: number): unknown[] {
  return Array.isArray(value) && value.length <= most ? value : bad(path);
}

function text(value: unknown, path: string, least = 1): string {
  return typeof value === 'string' && value.length >= least && value.length <= MAX_TEXT ? value : bad(path);
}

function numberIn(value: unknown, path: string, low: number, high: number): number {
  return typeof value === 'number' && value >= low && value <= high ? value : bad(path);
}

function integerIn(value: unknown, path: string, low: number, high: number): number {
  return Number.isInteger(value) ? numberIn(value, path, low, high) : bad(path);
}

function oneOf<T extends string>(value: unknown, choices: readonly T[], path: string): T {
  return choices.find((choice) => choice === value) ?? bad(path);
}

function parseField(value: unknown, path: string): RuleField {
  if (typeof value === 'string' && /^feature:./su.test(value)) return `feature:${value.slice('feature:'.length)}`;
  return oneOf(value, PLAIN_FIELDS, path);
}

function parseCondition(value: unknown, path: string, depth = 0): Condition {
  if (depth > MAX_DEPTH) return bad(path);
  const from = record(value, path);
  const keys = Object.keys(from);
  const parts = (key: string) =>
    list(from[key], `${path}.${key}`, MAX_PARTS).map((part, i) => parseCondition(part, `${path}.${key}[${i}]`, depth + 1));
  if (keys.length === 1 && keys[0] === 'all') return { all: parts('all') };
  if (keys.length === 1 && keys[0] === 'any') return { any: parts('any') };
  if (keys.length === 1 && keys[0] === 'not') return { not: parseCondition(from.not, `${path}.not`, depth + 1) };
  return {
    field: parseField(from.field, `${path}.field`),
    is: oneOf(from.is, OPERATORS, `${path}.is`),
    than: numberIn(from.than, `${path}.than`, -Number.MAX_VALUE, Number.MAX_VALUE),
  };
}

export function parseRule(value: unknown, path = 'rule'): Rule {
  const from = record(value, path);
  const act = record(from.do, `${path}.do`);
  const rule: Rule = {
    id: text(from.id, `${path}.id`),
    version: integerIn(from.version, `${path}.version`, 1, 1e9),
    on: typeof from.on === 'boolean' ? from.on : bad(`${path}.on`),
    when: parseCondition(from.when, `${path}.when`),
    do: { action: oneOf(act.action, ACTIONS, `${path}.do.action`), dueDays: integerIn(act.dueDays, `${path}.do.dueDays`, 0, 365) },
  };
  if (act.templateId !== undefined) rule.do.templateId = text(act.templateId, `${path}.do.templateId`);
  if (from.limit !== undefined) rule.limit = integerIn(from.limit, `${path}.limit`, 0, 10_000);
  return rule;
}

function parseTemplate(value: unknown, path: string): Template {
  const from = record(value, path);
  return {
    id: text(from.id, `${path}.id`),
    lang: oneOf(from.lang, ['en', 'zh'], `${path}.lang`),
    subject: text(from.subject, `${path}.subject`, 0),
    body: text(from.body, `${path}.body`, 0),
  };
}

/** Path of the first entry whose name was there before. */
function firstRepeated(names: string[], path: string): void {
  const again = names.findIndex((name, i) => names.indexOf(name) < i);
  if (again >= 0) bad(`${path}[${again}].id`);
}

/** @throws AppError bad-rule with the path of the first thing that is wrong. */
export function parsePlaybook(value: unknown): Playbook {
  const from = record(value, 'playbook');
  const playbook: Playbook = {
    id: text(from.id, 'id'),
    datasetId: text(from.datasetId, 'datasetId'),
    version: integerIn(from.version, 'version', 1, 1e9),
    rules: list(from.rules, 'rules', 100).map((rule, i) => parseRule(rule, `rules[${i}]`)),
    templates: list(from.templates, 'templates', 200).map((template, i) => parseTemplate(template, `templates[${i}]`)),
    capacity: integerIn(from.capacity, 'capacity', 0, 10_000),
    holdout: numberIn(from.holdout, 'holdout', 0, 0.5),
    updatedAt: numberIn(from.updatedAt, 'updatedAt', 0, 8.64e15),
  };
  firstRepeated(
    playbook.rules.map((rule) => rule.id),
    'rules',
  );
  firstRepeated(
    playbook.templates.map((template) => `${template.lang} ${template.id}`),
    'templates',
  );
  const known = new Set(playbook.templates.map((template) => template.id));
  playbook.rules.forEach((rule, i) => {
    if (rule.do.templateId !== undefined && !known.has(rule.do.templateId)) bad(`rules[${i}].do.templateId`);
  });
  return playbook;
}
