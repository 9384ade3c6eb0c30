/** What a person types into a step's form, and the step it makes. */
import type { ValueGroup } from '../../core/edit-step.ts';
import { toAppError } from '../../core/errors.ts';
import { parseExpression } from '../../core/expression.ts';
import { expressionType, type ValueType } from '../../core/expression-type.ts';
import type { CellType, ColumnReport } from '../../core/reading.ts';
import type { Step, StepKind } from '../../core/recipe.ts';
import { parseStep } from '../../core/parse-step.ts';
import { madeColumns } from '../../core/step-columns.ts';
import { STEP_FIELDS, type OfferedColumns, type StepField } from '../../core/step-fields.ts';

export interface FormColumn {
  name: string;
  type: CellType;
}

/** Steps that a person makes by a form; the others come by themselves. */
export const FORM_KINDS = ['normalise-text', 'change-case', 'map-values', 'fill-missing', 'parse-as', 'split-column', 'merge-columns', 'derive-column', 'filter-rows', 'deduplicate-by', 'drop-columns', 'rename-column', 'clip-outliers', 'flag-outliers', 'set-unit', 'convert-currency', 'pivot-interactions'] as const satisfies readonly StepKind[]; // prettier-ignore
export type FormKind = (typeof FORM_KINDS)[number];

/** Clipping is done to the facts that a model learns from; facts made of orders are sums and spans, not cells that can be clipped. */
export const formKinds = (orders: boolean): FormKind[] => FORM_KINDS.filter((kind) => !orders || kind !== 'clip-outliers');

/** Text of each field by its key; columns and names as lists, marks as yes or no. */
export type Draft = Record<string, string | string[] | boolean>;

export type FormProblem = { field: StepField } | { at: number; problem: string; what: string; field: StepField };

/** Those of the file and those that steps make with the kind they will have. */
export function formColumns(
  read: readonly Pick<ColumnReport, 'name' | 'reading'>[],
  lines: readonly { step: Step; on: boolean }[],
): FormColumn[] {
  const columns = new Map(read.map(({ name, reading }) => [name, reading.type]));
  for (const { step, on } of lines) {
    if (!on) continue;
    if (step.kind === 'parse-as') columns.set(step.column, step.as);
    if (step.kind === 'drop-columns') for (const name of step.columns) columns.delete(name);
    for (const name of madeColumns(step)) columns.set(name, madeType(step, columns));
    if (step.kind === 'rename-column') columns.delete(step.column);
  }
  return Array.from(columns, ([name, type]) => ({ name, type }));
}

function madeType(step: Step, columns: ReadonlyMap<string, CellType>): CellType {
  switch (step.kind) {
    case 'flag-outliers':
      return 'boolean';
    case 'rename-column':
      return columns.get(step.column) ?? 'text';
    case 'derive-column': {
      const type = expressionType(parseExpression(step.expression), (name) => valueType(columns.get(name)) ?? 'number');
      return type === 'text' ? 'category' : type;
    }
    default:
      return 'category';
  }
}

export function offeredColumns(columns: readonly FormColumn[], offer: OfferedColumns): FormColumn[] {
  const fits: Record<OfferedColumns, readonly CellType[] | undefined> = {
    any: undefined,
    text: ['category', 'text', 'id'],
    number: ['number', 'money', 'percent'],
    date: ['date', 'datetime'],
    group: ['category', 'boolean', 'number', 'id'],
  };
  const types = fits[offer];
  return types ? columns.filter(({ type }) => types.includes(type)) : [...columns];
}

/** Fields that the other answers leave to be asked. */
export function visibleFields(kind: FormKind, draft: Draft): StepField[] {
  return STEP_FIELDS[kind].filter(({ when }) => !when || when.is.includes(String(draft[when.key] ?? '')));
}

export function draftOf(kind: FormKind, step?: Step): Draft {
  const given = new Map<string, unknown>(step ? Object.entries(step) : []);
  return Object.fromEntries(STEP_FIELDS[kind].map((field) => [field.key, start(field, given.get(field.key))]));
}

function start(field: StepField, given: unknown): string | string[] | boolean {
  switch (field.kind) {
    case 'columns':
      return Array.isArray(given) ? given.map(String) : [];
    case 'names':
      return Array.isArray(given) ? given.join(', ') : '';
    case 'flag':
      return given === true;
    case 'choice':
      return typeof given === 'string' ? given : field.choices[0];
    case 'number':
      return typeof given === 'number' ? String(given) : String(field.start ?? '');
    case 'groups':
      // A step under change was checked when it was made.
      return Array.isArray(given) ? (given as ValueGroup[]).map(({ from, to }) => `${to} = ${from.join(', ')}`).join('\n') : '';
    default:
      return typeof given === 'string' ? given : '';
  }
}

/** The step, or the first field that is not right. */
export function stepOf(kind: FormKind, draft: Draft, columns: readonly FormColumn[]): { step: Step } | { wrong: FormProblem } {
  const made: Record<string, unknown> = { kind };
  for (const field of visibleFields(kind, draft)) {
    const value = valueOf(field, draft[field.key]);
    if (value === undefined) {
      if (field.optional && field.kind !== 'column') continue;
      return { wrong: { field } };
    }
    if (field.kind === 'expression') {
      const wrong = expressionProblem(field, String(value), columns, kind === 'filter-rows');
      if (wrong) return { wrong };
    }
    made[field.key] = value;
    // Checked field by field, so that the one that does not fit can be named.
  }
  try {
    return { step: parseStep(made) };
  } catch (thrown) {
    const path = String(toAppError(thrown).params.path ?? '');
    const field = STEP_FIELDS[kind].find(({ key }) => path.startsWith(`step.${key}`)) ?? STEP_FIELDS[kind][0];
    return { wrong: { field } };
  }
}

function valueOf(field: StepField, typed: Draft[string] | undefined): unknown {
  switch (field.kind) {
    case 'columns':
      return Array.isArray(typed) && typed.length > 0 ? typed : undefined;
    case 'names': {
      const names = String(typed ?? '').split(/[,，]/).map((name) => name.trim()).filter(Boolean); // prettier-ignore
      return names.length > 0 ? names : undefined;
    }
    case 'flag':
      return typed === true ? true : undefined;
    case 'number': {
      const number = Number(typed);
      return String(typed ?? '').trim() === '' || Number.isNaN(number) ? undefined : number;
    }
    case 'groups': {
      const groups = groupsOf(String(typed ?? ''));
      return groups.length > 0 ? groups : undefined;
    }
    case 'text':
      return typed === '' && !field.optional ? undefined : typed;
    default:
      return String(typed ?? '').trim() || undefined;
  }
}

/** A line each: right = wrong, wrong. */
function groupsOf(typed: string): ValueGroup[] {
  return typed.split('\n').flatMap((line) => {
    const at = line.search(/[=＝]/);
    if (at < 0) return [];
    const from = line.slice(at + 1).split(/[,，]/).map((word) => word.trim()).filter(Boolean); // prettier-ignore
    return from.length > 0 ? [{ from, to: line.slice(0, at).trim() }] : [];
  });
}

function expressionProblem(field: StepField, text: string, columns: readonly FormColumn[], yesNo: boolean): FormProblem | undefined {
  try {
    const tree = parseExpression(text);
    const type = expressionType(tree, (name) => valueType(columns.find((column) => column.name === name)?.type));
    return yesNo && type !== 'boolean' ? { field, at: 1, problem: 'wrong-type', what: type } : undefined;
  } catch (thrown) {
    const { problem, at, what } = toAppError(thrown).params;
    return { field, at: Number(at), problem: String(problem), what: String(what) };
  }
}

function valueType(type: CellType | undefined): ValueType | undefined {
  switch (type) {
    case undefined:
      return undefined;
    case 'number':
    case 'money':
    case 'percent':
      return 'number';
    case 'date':
    case 'datetime':
      return 'date';
    case 'boolean':
      return 'boolean';
    default:
      return 'text';
  }
}
