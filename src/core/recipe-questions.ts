/** What a recipe has to ask about the next file: only what is not as it was. */
import type { ColumnReading, ColumnReport, DateOrder, ReadOptions, ReadReport } from './reading.ts';
import type { Recipe, RecipeColumn } from './recipe.ts';
import { readColumns } from './step-columns.ts';

export type RecipeQuestion =
  /** A column that the recipe does not know: it is kept and not used. */
  | { kind: 'new-column'; column: string }
  /** A column that a role or a step needs is not there. */
  | { kind: 'missing-column'; column: string }
  /** Cells that a step or the model looks at one by one hold values that were not there before. */
  | { kind: 'new-values'; column: string; values: string[]; more: number }
  /** The dates of the file are written the other way round than last time, or cannot tell. */
  | { kind: 'date-order'; column: string; was: DateOrder; now: DateOrder; sure: boolean; example: string }
  | { kind: 'decimal'; column: string; was: '.' | ','; now: '.' | ','; example: string }
  /** Numbers became text, dates became numbers ... */
  | { kind: 'type'; column: string; was: ColumnReading['type']; now: ColumnReading['type']; example: string };

/** `now`: as the file says. `was`: as last time. `stop`: not with this recipe. */
export type RecipeAnswer = 'now' | 'was' | 'stop';

const MOST_VALUES = 10;
const isDate = (type: string): boolean => type === 'date' || type === 'datetime';
const isNumber = (type: string): boolean => type === 'number' || type === 'money' || type === 'percent';

/** `report`: as the file was read by itself, not by the recipe's options. Empty: it can be replayed as it is. */
export function recipeQuestions(recipe: Recipe, report: Pick<ReadReport, 'columns'>): RecipeQuestion[] {
  const { columns = [] } = recipe;
  const needed = neededNames(recipe);
  const now = new Map(report.columns.map((column) => [column.name, column]));
  const was = new Map(columns.map((column) => [column.name, column]));
  const questions: RecipeQuestion[] = [];
  for (const column of needed) if (!now.has(column) && (columns.length === 0 || was.has(column))) questions.push({ kind: 'missing-column', column }); // prettier-ignore
  if (columns.length === 0) return questions;
  for (const { name } of report.columns) if (!was.has(name)) questions.push({ kind: 'new-column', column: name });
  for (const old of columns) {
    const column = now.get(old.name);
    if (column) questions.push(...changed(old, column, needed.has(old.name)));
  }
  return questions;
}

/** Names that roles and steps read. */
function neededNames({ roles, steps, columns = [] }: Recipe): Set<string> {
  const { rowShape: _, targetYes: __, ignored: ___, ...byRole } = roles;
  const known = new Set(columns.map(({ name }) => name));
  const read = steps.filter(({ off }) => !off).flatMap(readColumns);
  // A column that an earlier step makes is no column of the file.
  return new Set([...Object.values(byRole), ...read.filter((name) => known.size === 0 || known.has(name))]);
}

function changed(was: RecipeColumn, now: ColumnReport, needed: boolean): RecipeQuestion[] {
  const { reading, name } = now;
  const example = now.firstRaw.at(0) ?? '';
  // Nothing but empty cells says nothing about the type.
  if (now.valid + now.odd === 0) return [];
  if (isDate(was.type) && isDate(reading.type)) {
    const order = was.dateOrder ?? reading.dateOrder;
    if (now.ambiguousDate) return order === 'ymd' ? [{ kind: 'date-order', column: name, was: order, now: reading.dateOrder, sure: false, example: now.ambiguousDate.raw }] : []; // prettier-ignore
    // A year of four digits in front is read alike in any order.
    const startsWithYear = now.firstRaw.every((raw) => /^\D*\d{4}(?!\d)/.test(raw));
    return order === reading.dateOrder || startsWithYear
      ? []
      : [{ kind: 'date-order', column: name, was: order, now: reading.dateOrder, sure: true, example }];
  }
  if (isNumber(was.type) && isNumber(reading.type)) {
    const decimal = was.decimal ?? reading.decimal;
    return now.ambiguousNumber || decimal === reading.decimal
      ? []
      : [{ kind: 'decimal', column: name, was: decimal, now: reading.decimal, example }];
  }
  const isWord = (type: string): boolean => type === 'category' || type === 'text' || type === 'id';
  if (isWord(was.type) && isWord(reading.type)) return newValues(was, now);
  if (was.type === reading.type) return newValues(was, now);
  return needed || was.values ? [{ kind: 'type', column: name, was: was.type, now: reading.type, example }] : [];
}

function newValues(was: RecipeColumn, now: ColumnReport): RecipeQuestion[] {
  if (!was.values || !now.values) return [];
  const known = new Set(was.values);
  const fresh = now.values.map(({ value }) => value).filter((value) => value !== '' && !known.has(value));
  if (fresh.length === 0) return [];
  return [{ kind: 'new-values', column: now.name, values: fresh.slice(0, MOST_VALUES), more: Math.max(0, fresh.length - MOST_VALUES) }];
}

/** Whether a file can be read with these answers: everything is answered, and nothing with `stop`. */
export function areAnswered(questions: readonly RecipeQuestion[], answers: readonly (RecipeAnswer | undefined)[]): boolean {
  return questions.every((question, i) => answers[i] !== 'stop' && (answers[i] !== undefined || !mustBeAnswered(question)));
}

/** What would change numbers if it were guessed wrong. */
export function mustBeAnswered({ kind }: RecipeQuestion): boolean {
  return kind === 'missing-column' || kind === 'date-order' || kind === 'decimal' || kind === 'type';
}

/**
 * How to read the file: as the recipe says, column by column by name (a new column may have moved the others), but as the file
 * says where that was the answer.
 */
export function optionsFor(
  recipe: Recipe,
  report: Pick<ReadReport, 'columns'>,
  questions: readonly RecipeQuestion[],
  answers: readonly (RecipeAnswer | undefined)[],
): ReadOptions {
  const { columns: byIndex = {}, encoding: _, ...read } = recipe.read;
  const asFile = new Set(questions.flatMap(({ column }, i) => (answers[i] === 'now' ? [column] : [])));
  const oldIndex = new Map((recipe.columns ?? []).map(({ name }, index) => [name, index]));
  const columns: NonNullable<ReadOptions['columns']> = {};
  for (const { name, index, reading } of report.columns) {
    const { type, decimal, dateOrder } = reading;
    const old = byIndex[recipe.columns?.length ? (oldIndex.get(name) ?? -1) : index];
    if (asFile.has(name)) columns[index] = { type, decimal, dateOrder };
    else if (old) columns[index] = old;
  }
  return { ...read, columns };
}
