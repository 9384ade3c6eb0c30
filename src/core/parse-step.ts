/** A step from a form or a file, checked against what its kind is made of; afterwards it is trusted. */
import { flag, list, numberIn, oneOf, only, record, text, texts } from './checked.ts';
import type { ValueGroup } from './edit-step.ts';
import { parseExpression } from './expression.ts';
import type { Step } from './recipe.ts';
import { STEP_FIELDS, STEP_KINDS, type StepField } from './step-fields.ts';

/** Errors: `bad-recipe` with the path, `bad-expression` with the place. */
export function parseStep(value: unknown, path = 'step'): Step {
  const from = record(value, path);
  const kind = oneOf(from.kind, STEP_KINDS, `${path}.kind`);
  const fields = STEP_FIELDS[kind];
  only(from, ['kind', 'off', ...fields.map(({ key }) => key)], path);
  const step: Record<string, unknown> = { kind };
  for (const field of fields) {
    const given = from[field.key];
    if (given === undefined && field.optional) continue;
    step[field.key] = parseField(field, given, `${path}.${field.key}`);
  }
  if (kind === 'merge-columns') step.mark ??= '';
  if (from.off !== undefined) step.off = oneOf(String(from.off), ['true'], `${path}.off`) === 'true';
  // Every field of this kind was checked by the table that also says what the kind is made of.
  return step as unknown as Step;
}

function parseField(field: StepField, value: unknown, path: string): unknown {
  switch (field.kind) {
    case 'column':
    case 'name':
      return text(value, path);
    case 'columns':
    case 'names': {
      const names = texts(value, path);
      return names.length > 0 ? names : text(undefined, path);
    }
    case 'text':
      return text(value, path, 0);
    case 'expression': {
      const written = text(value, path);
      parseExpression(written);
      return written;
    }
    case 'number':
      return numberIn(value, path, field.low, field.high, field.whole);
    case 'choice':
      return oneOf(value, field.choices, path);
    case 'flag':
      return flag(value, path);
    case 'groups':
      return list(value, path).map((entry, i): ValueGroup => {
        const group = record(entry, `${path}[${i}]`);
        only(group, ['from', 'to'], `${path}[${i}]`);
        return { from: texts(group.from, `${path}[${i}].from`), to: text(group.to, `${path}[${i}].to`, 0) };
      });
  }
}
