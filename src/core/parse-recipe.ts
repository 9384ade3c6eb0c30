/** Recipes as files: written for the next computer, read back with every part checked, older versions brought up to date. */
import { bad, list, numberIn, oneOf, only, record, text, texts } from './checked.ts';
import { AppError } from './errors.ts';
import { ENCODINGS, type ColumnReading, type ReadOptions } from './reading.ts';
import type { Question, Recipe, RecipeColumn, Roles } from './recipe.ts';
import { parseStep } from './parse-step.ts';

export const RECIPE_VERSION = 2;
const APP = 'regulars-recipe';
const TYPES = ['number', 'money', 'percent', 'date', 'datetime', 'boolean', 'category', 'id', 'text'] as const;
const ORDERS = ['ymd', 'dmy', 'mdy'] as const;
const DECIMALS = ['.', ','] as const;
const EPOCHS = ['excel-1900', 'excel-1904', 'unix-seconds', 'unix-millis'] as const;
const ROLE_NAMES = ['who', 'name', 'phone', 'email', 'when', 'amount', 'quantity', 'price', 'orderId', 'product', 'target', 'targetYes'] as const; // prettier-ignore

/** JSON with the same keys in the same order for the same recipe. */
export function writeRecipe(recipe: Recipe, name: string): string {
  return `${JSON.stringify({ app: APP, name, ...recipe, version: RECIPE_VERSION, columns: recipe.columns ?? [] }, null, 2)}\n`;
}

/** Errors: `bad-recipe` (no JSON, or a part that does not fit, with its path), `newer-recipe`, `bad-expression`. */
export function readRecipe(json: string): { recipe: Recipe; name: string } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return bad('recipe');
  }
  const { app, name, ...rest } = record(value, 'recipe');
  if (app !== APP) bad('app');
  return { recipe: parseRecipe(rest), name: name === undefined ? '' : text(name, 'name', 0) };
}

export function parseRecipe(value: unknown): Recipe {
  const from = upgraded(record(value, 'recipe'));
  only(from, ['version', 'shape', 'read', 'answers', 'roles', 'steps', 'question', 'columns'], 'recipe');
  return {
    version: RECIPE_VERSION,
    shape: text(from.shape, 'shape'),
    read: parseRead(from.read),
    ...(from.answers === undefined ? {} : { answers: parseReadings(from.answers, 'answers') }),
    roles: parseRoles(from.roles),
    steps: list(from.steps, 'steps').map((step, i) => parseStep(step, `steps[${i}]`)),
    ...(from.question === undefined ? {} : { question: parseQuestion(from.question) }),
    columns: list(from.columns, 'columns').map((column, i) => parseColumn(column, `columns[${i}]`)),
  };
}

/** Version 1 did not remember its columns: it fits files of its shape and asks nothing. */
function upgraded(from: Record<string, unknown>): Record<string, unknown> {
  const version = numberIn(from.version, 'version', 1, 1e6, true);
  if (version > RECIPE_VERSION) throw new AppError('newer-recipe', { version });
  return version === 1 ? { ...from, version: RECIPE_VERSION, columns: from.columns ?? [] } : from;
}

function parseColumn(value: unknown, path: string): RecipeColumn {
  const from = record(value, path);
  only(from, ['name', 'type', 'dateOrder', 'decimal', 'values'], path);
  return {
    name: text(from.name, `${path}.name`),
    type: oneOf(from.type, TYPES, `${path}.type`),
    ...(from.dateOrder === undefined ? {} : { dateOrder: oneOf(from.dateOrder, ORDERS, `${path}.dateOrder`) }),
    ...(from.decimal === undefined ? {} : { decimal: oneOf(from.decimal, DECIMALS, `${path}.decimal`) }),
    ...(from.values === undefined ? {} : { values: texts(from.values, `${path}.values`) }),
  };
}

function parseRead(value: unknown): ReadOptions {
  const from = record(value, 'read');
  only(from, ['encoding', 'delimiter', 'quote', 'escape', 'headerRow', 'headerRows', 'sheet', 'columns'], 'read');
  const read: ReadOptions = {};
  if (from.encoding !== undefined) read.encoding = oneOf(from.encoding, ENCODINGS, 'read.encoding');
  if (from.delimiter !== undefined) read.delimiter = text(from.delimiter, 'read.delimiter');
  if (from.quote !== undefined) read.quote = oneOf(from.quote, ['"', "'", 'none'] as const, 'read.quote');
  if (from.escape !== undefined) read.escape = oneOf(from.escape, ['doubled', 'backslash'] as const, 'read.escape');
  if (from.sheet !== undefined) read.sheet = text(from.sheet, 'read.sheet');
  if (from.headerRow !== undefined) read.headerRow = numberIn(from.headerRow, 'read.headerRow', -1, 1e6, true);
  if (from.headerRows !== undefined) read.headerRows = numberIn(from.headerRows, 'read.headerRows', 1, 2, true) === 2 ? 2 : 1;
  if (from.columns !== undefined) read.columns = parseReadings(from.columns, 'read.columns');
  return read;
}

function parseReadings(value: unknown, path: string): NonNullable<ReadOptions['columns']> {
  return Object.fromEntries(
    Object.entries(record(value, path)).map(([index, column]) => [
      numberIn(Number(index), `${path}.${index}`, 0, 1e6, true),
      parseReading(column, `${path}.${index}`),
    ]),
  );
}

function parseReading(value: unknown, path: string): Partial<ColumnReading> {
  const from = record(value, path);
  only(from, ['type', 'decimal', 'dateOrder', 'unit', 'asNumber', 'epoch'], path);
  return {
    ...(from.type === undefined ? {} : { type: oneOf(from.type, TYPES, `${path}.type`) }),
    ...(from.decimal === undefined ? {} : { decimal: oneOf(from.decimal, DECIMALS, `${path}.decimal`) }),
    ...(from.dateOrder === undefined ? {} : { dateOrder: oneOf(from.dateOrder, ORDERS, `${path}.dateOrder`) }),
    ...(from.unit === undefined ? {} : { unit: text(from.unit, `${path}.unit`) }),
    ...(from.asNumber === undefined ? {} : { asNumber: oneOf(from.asNumber, ['exponents', 'codes'] as const, `${path}.asNumber`) }),
    ...(from.epoch === undefined ? {} : { epoch: oneOf(from.epoch, EPOCHS, `${path}.epoch`) }),
  };
}

function parseRoles(value: unknown): Roles {
  const from = record(value, 'roles');
  only(from, ['rowShape', 'ignored', ...ROLE_NAMES], 'roles');
  const roles: Roles = { rowShape: oneOf(from.rowShape, ['order', 'customer'], 'roles.rowShape') };
  for (const role of ROLE_NAMES) if (from[role] !== undefined) roles[role] = text(from[role], `roles.${role}`);
  if (from.ignored !== undefined) roles.ignored = texts(from.ignored, 'roles.ignored');
  return roles;
}

function parseQuestion(value: unknown): Question {
  const from = record(value, 'question');
  const target = (): string => text(from.target, 'question.target');
  const kind = oneOf(from.kind, ['will-not-return', 'yes-no', 'amount'], 'question.kind');
  const trusted = from.trusted === undefined ? {} : { trusted: texts(from.trusted, 'question.trusted') };
  switch (kind) {
    case 'will-not-return':
      return { kind, horizonDays: numberIn(from.horizonDays, 'question.horizonDays', 1, 36_500), ...trusted };
    case 'yes-no': {
      const meaning = oneOf(from.meaning, ['leave', 'buy', 'other'], 'question.meaning');
      return { kind, target: target(), yes: text(from.yes, 'question.yes'), meaning, ...trusted };
    }
    case 'amount':
      return { kind, target: target(), ...trusted };
  }
}
