/** One row per customer, from the columns of a customer table. */
import { MISSING_BOOLEAN, MISSING_CODE, MISSING_DAY, type Column, type Table } from '../core/column.ts';
import { assertNever } from '../core/errors.ts';
import type { FeatureSpec, FeatureTable } from '../core/features.ts';
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';
import type { ModelCard } from '../core/model-card.ts';
import type { Question, Roles } from '../core/recipe.ts';
import { cellText } from './cell-text.ts';
import { findColumn, requireColumn } from './find-column.ts';
import { missingMask } from './missing.ts';
import { OTHER_LEVEL, planColumn } from './plan-features.ts';
import { targetValues } from './target-values.ts';

const SECONDS_PER_DAY = 86_400;

/**
 * Numbers and yes/no as they are, dates as days before the latest one in the column, categories one column per level, and
 * a flag for each column with missing cells. `value` is the amount column where there is one. A row without a customer
 * number goes by its line in the file.
 *
 * Set aside, with the reason: person's choice, ids, free text, empty and constant columns.
 * Throws `column-missing` when the target is not in the table.
 */
export function customerFeatures(table: Table, roles: Roles, question?: Question): FeatureTable & { excluded: ModelCard['excluded'] } {
  const target = question && 'target' in question ? question : undefined;
  const y = target && targetValues(requireColumn(table, target.target, 'target'), target);
  const features: FeatureSpec[] = [];
  const excluded: ModelCard['excluded'] = [];
  for (const column of table.columns) {
    if (column.name === target?.target || column.name === roles.target) continue;
    const plan = planColumn(column, table, roles);
    if ('reason' in plan) excluded.push(plan);
    else features.push(...plan.features);
  }
  const worth = findColumn(table, roles.amount);
  const numbers = texts(table, roles.who);
  const ids = Array.from(table.sourceLine, (line, row) => numbers?.[row] || String(line));
  return {
    ids,
    names: texts(table, roles.name)?.map((name, row) => name || ids[row]) ?? ids,
    features,
    x: featureMatrix(table, features),
    ...(y ? { y } : {}),
    value: worth?.kind === 'number' ? worth.values.slice() : new Float64Array(table.rowCount).fill(NaN),
    excluded,
  };
}

/**
 * The given features of a table, so that a model's own features can be made again from another file of its shape.
 * A column that the table lacks is missing in every row. Levels that were not seen before count as `other`, or as none.
 */
export function featureMatrix(table: Table, features: readonly FeatureSpec[]): Matrix {
  const x = matrix(table.rowCount, features.length);
  features.forEach((feature, j) => {
    const into = columnOf(x, j);
    const column = feature.kind === 'order-fact' ? undefined : findColumn(table, feature.column);
    if (column === undefined) into.fill(feature.kind === 'was-missing' ? 1 : NaN);
    else if (feature.kind === 'was-missing') into.set(missingMask(column));
    else if (feature.kind === 'level') fillLevel(column, feature.level, namedLevels(features, feature.column), into);
    else fillNumbers(column, into);
  });
  return x;
}

function texts(table: Table, name: string | undefined): string[] | undefined {
  const column = findColumn(table, name);
  return column && Array.from({ length: table.rowCount }, (_, row) => cellText(column, row).trim());
}

function namedLevels(features: readonly FeatureSpec[], column: string): Set<string> {
  return new Set(
    features.flatMap((feature) =>
      feature.kind === 'level' && feature.column === column && feature.level !== OTHER_LEVEL ? [feature.level] : [],
    ),
  );
}

/** 1 where the row has this level, NaN where it has none at all. */
function fillLevel(column: Column, level: string, named: Set<string>, into: Float64Array): void {
  if (column.kind !== 'text') return void into.fill(NaN);
  const ofWord = Float64Array.from(column.dictionary, (raw) => {
    const word = raw.trim();
    if (word === '') return NaN;
    return (level === OTHER_LEVEL ? !named.has(word) : word === level) ? 1 : 0;
  });
  for (let row = 0; row < into.length; row++) into[row] = column.codes[row] === MISSING_CODE ? NaN : ofWord[column.codes[row]];
}

function fillNumbers(column: Column, into: Float64Array): void {
  switch (column.kind) {
    case 'number':
      return void into.set(column.values);
    case 'boolean':
      return void into.set(Float64Array.from(column.values, (value) => (value === MISSING_BOOLEAN ? NaN : value)));
    case 'date':
      return void into.set(daysBeforeLatest(Float64Array.from(column.values, (day) => (day === MISSING_DAY ? NaN : day))));
    case 'datetime':
      return void into.set(daysBeforeLatest(column.values.map((second) => second / SECONDS_PER_DAY)));
    case 'text':
      return void into.fill(NaN);
    default:
      return assertNever(column);
  }
}

function daysBeforeLatest(days: Float64Array): Float64Array {
  let latest = -Infinity;
  for (const day of days) if (day > latest) latest = day;
  return days.map((day) => latest - day);
}
