/**
 * A constant of the person's is put in here. Every other way only counts the cells that will be filled and shows examples: what
 * goes in is learned from the training rows when a model is trained (`insight/prepare-features.ts`, `encode.ts`), never from
 * the rows it is tested on.
 */
import { isoDay } from '../../core/civil-date.ts';
import { MISSING_CODE, type Column, type Table, type TextColumn } from '../../core/column.ts';
import { assertNever } from '../../core/errors.ts';
import type { FillStep, FillWith } from '../../core/recipe.ts';
import { mean, median, mode } from '../../core/stats.ts';
import { columnOfValues, pickValues, valuesOf } from '../expression-values.ts';
import { findColumn } from '../find-column.ts';
import { keyCodes } from '../key-codes.ts';
import { missingMask } from '../missing.ts';
import { putColumn } from './change-columns.ts';
import { constantColumn } from './constant-column.ts';
import { MAX_EXAMPLES, type StepInput, type StepResult } from './step-input.ts';

/** Stands in an example for what only training can tell. */
const LATER = '~';

/** Examples show the value over all rows at hand: what training will find to within chance. */
export function fillMissing(input: StepInput, step: FillStep): StepResult {
  const { table, keep } = input;
  const result: StepResult = { rows: 0, cells: 0, examples: [] };
  const column = findColumn(table, step.column);
  if (column === undefined) return result;
  const missing = missingMask(column);
  const rows: number[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    if (keep[row] === 0 || missing[row] === 0) continue;
    result.cells++;
    if (rows.length < MAX_EXAMPLES) rows.push(row);
  }
  if (rows.length === 0) return result;
  const filling = step.with === 'constant' ? constantColumn(column, table.rowCount, step.value ?? '') : undefined;
  // A constant that the column cannot hold ("none" among numbers) fills nothing.
  if (step.with === 'constant' && !filling) return { rows: 0, cells: 0, examples: [] };
  const after = filling ? () => step.value ?? '' : preview(table, column, missing, keep, step);
  result.examples = rows.map((row) => ({ line: table.sourceLine[row], column: column.name, before: '', after: after(row) }));
  let columns = table.columns;
  if (filling) {
    const filled = pickValues([valuesOf(column), valuesOf(filling)], table.rowCount, (row) => missing[row]);
    columns = putColumn(columns, { ...columnOfValues(column.name, filled), ...likeBefore(column) });
  }
  if (step.flag) columns = putColumn(columns, { kind: 'boolean', name: flagName(column.name), values: missing });
  return columns === table.columns ? result : { ...result, columns };
}

export function flagName(column: string): string {
  return `${column} (was empty)`;
}

function likeBefore(column: Column): object {
  if (column.kind === 'text') return { use: column.use };
  return column.kind === 'number' && column.unit !== undefined ? { unit: column.unit } : {};
}

function preview(table: Table, column: Column, missing: Uint8Array, keep: Uint8Array, step: FillStep): (row: number) => string {
  switch (step.with) {
    case 'mean':
    case 'median':
    case 'mode': {
      const text = fillText(column, missing, keep, step.with);
      return () => text;
    }
    case 'group-mean':
    case 'group-median': {
      const how = step.with === 'group-mean' ? 'mean' : 'median';
      const by = findColumn(table, step.by);
      const groups = by && keyCodes(by, keep).codes;
      return (row) => {
        const alike = groups && groups[row] !== MISSING_CODE ? keep.map((kept, i) => (groups[i] === groups[row] ? kept : 0)) : keep;
        return fillText(column, missing, alike, how) || fillText(column, missing, keep, how);
      };
    }
    case 'nearest':
    case 'regression':
    case 'constant':
      return () => LATER;
    default:
      return assertNever(step.with);
  }
}

function fillText(column: Column, missing: Uint8Array, keep: Uint8Array, fill: FillWith): string {
  if (column.kind === 'text') return mostFrequentWord(column, keep);
  const present = Float64Array.from(column.values).filter((_, row) => keep[row] === 1 && missing[row] === 0);
  if (present.length === 0) return '';
  const value = { mean, median, mode }[fill](present);
  if (column.kind === 'date') return isoDay(Math.round(value));
  if (column.kind === 'datetime') return isoDay(Math.floor(value / 86_400));
  return String(Number(value.toPrecision(6)));
}

/** Of equally frequent words the first in code-point order. */
function mostFrequentWord({ codes, dictionary }: TextColumn, keep: Uint8Array): string {
  const counts = new Uint32Array(dictionary.length);
  for (let row = 0; row < codes.length; row++) if (keep[row] === 1 && codes[row] !== MISSING_CODE) counts[codes[row]]++;
  let best = -1;
  dictionary.forEach((word, code) => {
    if (word.trim() === '' || counts[code] === 0) return;
    if (best < 0 || counts[code] > counts[best] || (counts[code] === counts[best] && word < dictionary[best])) best = code;
  });
  return dictionary[best] ?? '';
}
