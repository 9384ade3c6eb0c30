/**
 * Counts the cells that will be filled. The cells themselves stay empty here: what goes in is learned from the training rows
 * when a model is trained (`encode.ts`), never from the rows it is tested on.
 */
import type { Column, TextColumn } from '../../core/column.ts';
import { MISSING_CODE } from '../../core/column.ts';
import { isoDay } from '../../core/civil-date.ts';
import type { FillWith, Step } from '../../core/recipe.ts';
import { mean, median, mode } from '../../core/stats.ts';
import { findColumn } from '../find-column.ts';
import { missingMask } from '../missing.ts';
import { MAX_EXAMPLES, type StepInput, type StepResult } from './step-input.ts';

/** Examples show the value over all rows at hand: what training will find to within chance. */
export function fillMissing({ table, keep }: StepInput, step: Extract<Step, { kind: 'fill-missing' }>): StepResult {
  const result: StepResult = { rows: 0, cells: 0, examples: [] };
  const column = findColumn(table, step.column);
  if (column === undefined) return result;
  const missing = missingMask(column);
  const lines: number[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    if (keep[row] === 0 || missing[row] === 0) continue;
    result.cells++;
    if (lines.length < MAX_EXAMPLES) lines.push(table.sourceLine[row]);
  }
  if (lines.length === 0) return result;
  const after = fillText(column, missing, keep, step.with);
  result.examples = lines.map((line) => ({ line, column: column.name, before: '', after }));
  return result;
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
