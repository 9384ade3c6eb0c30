/** From a file to a kept table: read it, see what would change, keep it. Nothing is visible to anybody before `keepFile` resolves. */
import type { Dataset } from '../core/dataset.ts';
import type { ReadOptions, ReadReport } from '../core/reading.ts';
import type { Question, Recipe, RecipeColumn, RoleGuess, Roles, Step } from '../core/recipe.ts';
import { optionsFor, type RecipeAnswer, type RecipeQuestion } from '../core/recipe-questions.ts';
import { readColumns } from '../core/step-columns.ts';
import type { JobProgress, KeepPlan } from '../rpc/protocol.ts';
import type { ColumnChoices } from './column-choices.ts';
import { dataEngine } from './engines.ts';
import { pageStore } from './page-store.ts';
import { askToProtect } from './storage-state.ts';

export type ReadAnswer = ReadReport & { guesses: RoleGuess[]; roles: Roles };
export type KeepAnswer = KeepPlan & { steps: Step[] };

export interface ReadProgress {
  bytes: number;
  totalBytes: number;
  rows: number;
}

export interface Hooks<Progress> {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

/** What was decided about a read file; left out is suggested by the plan. */
export interface KeepChoice {
  tableId: string;
  roles: Roles;
  steps?: Step[];
  question?: Question;
  /** Rows are added to this dataset instead of making a new one. */
  datasetId?: string;
}

/** Errors: the `file-*`, `encoding-*` and `lone-quote` codes, `storage-full`, `cancelled`. */
export function readFile(file: File, options?: ReadOptions, hooks: Hooks<ReadProgress> = {}): Promise<ReadAnswer> {
  return dataEngine.call('read', { file, fileName: file.name, options }, hooks);
}

/** What keeping it would do. Errors: `column-missing`, `no-usable-rows`, `not-found` (the reading was given up). */
export function planKeep(choice: KeepChoice, hooks: Hooks<JobProgress> = {}): Promise<KeepAnswer> {
  return dataEngine.call('plan', { ...choice }, hooks);
}

/**
 * The recipe of what was read and decided: replayable on the next file of this shape, which is then read alike and not guessed anew.
 *
 * @param answers what the person decided about columns
 */
export function recipeOf(report: ReadReport, plan: KeepAnswer, answers: ColumnChoices = {}): Recipe {
  const { encoding, delimiter, quote, escape, container } = report;
  const header = headerPlace(report);
  const columns = Object.fromEntries(report.columns.map(({ index, reading }) => [index, { ...reading }]));
  return {
    version: 2,
    shape: report.shape,
    // A sheet has neither encoding nor delimiter; next month's file may be a text that has.
    read: container ? { sheet: container.sheet, ...header, columns } : { encoding, delimiter, quote, escape, ...header, columns },
    answers,
    roles: plan.roles,
    steps: plan.steps,
    question: plan.question,
    columns: recipeColumns(report, plan),
  };
}

/** Where the names are, for another reading to find them there. */
function headerPlace({ headerRow, headerRows }: ReadReport): Pick<ReadOptions, 'headerRow' | 'headerRows'> {
  return { headerRow, ...(headerRows ? { headerRows } : {}) };
}

/** Values are remembered where a step or a model looks at them one by one. */
function recipeColumns(report: ReadReport, { roles, steps }: KeepAnswer): RecipeColumn[] {
  const mapped = new Set(steps.filter(({ kind, off }) => !off && (kind === 'map-values' || kind === 'filter-rows')).flatMap(readColumns));
  return report.columns.map(({ name, reading: { type, dateOrder, decimal }, values }) => {
    const isLearned = roles.rowShape === 'customer' && (type === 'category' || type === 'boolean') && !roles.ignored?.includes(name);
    return {
      name,
      type,
      ...(type === 'date' || type === 'datetime' ? { dateOrder } : {}),
      ...(type === 'number' || type === 'money' || type === 'percent' ? { decimal } : {}),
      ...(values && (mapped.has(name) || isLearned) ? { values: values.map(({ value }) => value).filter((value) => value !== '') } : {}),
    };
  });
}

/** A file was read just as these options would have it read. */
export function readsAlike(report: ReadReport, options: ReadOptions): boolean {
  const {
    delimiter = report.delimiter,
    quote = report.quote,
    escape = report.escape,
    headerRow = report.headerRow,
    headerRows = options.headerRow === undefined ? report.headerRows : 1,
    columns = {},
  } = options;
  const { container } = report;
  return (
    (container
      ? (options.sheet ?? container.sheet) === container.sheet
      : delimiter === report.delimiter && quote === report.quote && escape === report.escape) &&
    headerRow === report.headerRow &&
    (headerRows ?? 1) === (report.headerRows ?? 1) &&
    report.columns.every(({ index, reading }) => {
      const asked = { ...reading, ...columns[index] };
      const isDate = asked.type === 'date' || asked.type === 'datetime';
      const isNumber = asked.type === 'number' || asked.type === 'money' || asked.type === 'percent';
      return (
        asked.type === reading.type &&
        (!isNumber || (asked.decimal === reading.decimal && asked.unit === reading.unit && asked.asNumber === reading.asNumber)) &&
        (!isDate || (asked.dateOrder === reading.dateOrder && asked.epoch === reading.epoch))
      );
    })
  );
}

/**
 * All or nothing: a new dataset, or more rows of one that is there. Once something is kept, the browser is asked not to clear
 * it by itself; its answer is shown on the Privacy screen.
 */
export async function keepFile(
  tableId: string,
  name: string,
  recipe: Recipe,
  target: { datasetId?: string; sample?: boolean } = {},
  hooks: Hooks<JobProgress> = {},
): Promise<Dataset> {
  const dataset = await dataEngine.call('keep', { tableId, name, recipe, ...target }, hooks);
  // The sample is nothing that would be missed, and the question (some browsers ask the person) would come out of the blue.
  if (!target.sample) askToProtect().catch(() => false);
  return dataset;
}

/** Gives a read file up. */
export async function discardFile(tableId: string): Promise<void> {
  await dataEngine.call('discard', { tableId });
}

/** Of the names a recipe knows this share has to be there for its file to be called the same kind. */
const ALIKE = 0.6;

/** Datasets whose files have the same columns, else those with most of them: their steps can be replayed. Latest first. */
export async function datasetsLike({ shape, columns }: ReadReport): Promise<Dataset[]> {
  const all = (await (await pageStore()).all('dataset')).sort((a, b) => b.updatedAt - a.updatedAt);
  const same = all.filter(({ recipe }) => recipe.shape === shape);
  if (same.length > 0) return same;
  const names = new Set(columns.map(({ name }) => name));
  return all.filter(({ recipe: { columns: known = [] } }) => {
    const shared = known.filter(({ name }) => names.has(name)).length;
    return shared > 0 && shared >= ALIKE * Math.max(known.length, names.size);
  });
}

/** The dataset that holds a table, if it was committed. */
export async function datasetWithTable(tableId: string): Promise<Dataset | undefined> {
  const all = await (await pageStore()).all('dataset');
  return all.find(({ parts }) => parts.some((part) => part.tableId === tableId));
}

/** What is replayed: the recipe of a dataset, which gets the rows, or one from a file. */
export interface Replayed {
  recipe: Recipe;
  dataset?: Dataset;
  /** What had to be asked, and what the person said. */
  questions?: readonly RecipeQuestion[];
  answers?: readonly (RecipeAnswer | undefined)[];
}

/**
 * Same steps as last time, on next month's file. It is read anew only where the recipe reads its columns differently;
 * encoding, separator and place of the header are the file's own (they gave the same columns), because the same export
 * may come from another program.
 */
export async function replay(
  file: File,
  report: ReadAnswer,
  { recipe, dataset, questions = [], answers = [] }: Replayed,
  hooks: { signal?: AbortSignal; onRead?: (progress: ReadProgress) => void; onPlan?: (progress: JobProgress) => void } = {},
): Promise<{ report: ReadAnswer; options: ReadOptions; plan: KeepAnswer }> {
  const { delimiter, quote, escape, container } = report;
  const header = headerPlace(report);
  const { columns } = optionsFor(recipe, report, questions, answers);
  // Sheets are often named after their month: then the one that was read stays.
  const sheet = container?.sheets.find(({ name }) => name === recipe.read.sheet)?.name ?? container?.sheet;
  const options: ReadOptions = container ? { sheet, ...header, columns } : { delimiter, quote, escape, ...header, columns };
  const read = readsAlike(report, options) ? report : await readFile(file, options, { signal: hooks.signal, onProgress: hooks.onRead });
  const choice = { tableId: read.tableId, roles: recipe.roles, steps: recipe.steps, question: recipe.question, datasetId: dataset?.id };
  const plan = await planKeep(choice, { signal: hooks.signal, onProgress: hooks.onPlan });
  if (read !== report) await discardFile(report.tableId);
  // A recipe without a question asks none; left to the plan, one would be suggested.
  return { report: read, options, plan: { ...plan, question: recipe.question } };
}

/** CSV text (with BOM) of the rejected rows and odd cells, each with line, column, reason and raw value. */
export function rejectedRows(tableId: string): Promise<{ csv: string; rows: number }> {
  return dataEngine.call('rejected', { tableId });
}
