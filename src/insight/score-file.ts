/**
 * Another file of the same shape, scored row by row. Refused where the model's columns are gone, where too much of one cannot be
 * read, and where the customers are no longer like those that were learned from. No row is lost: rows = scored + not scored.
 */
import type { Table } from '../core/column.ts';
import { AppError } from '../core/errors.ts';
import type { StoredModel } from '../core/model-card.ts';
import type { CellType, ReadReport } from '../core/reading.ts';
import type { Roles, Step } from '../core/recipe.ts';
import { readColumns } from '../core/step-columns.ts';
import type { FactDrift } from '../core/work.ts';
import { cellText } from '../data/cell-text.ts';
import type { LinkedTable } from '../data/link-features.ts';
import { markSteps } from '../data/run-steps.ts';
import { takeTableRows } from '../data/take-rows.ts';
import type { CsvCell } from '../data/write-csv.ts';
import { customerBase } from './customer-base.ts';
import { movedFacts } from './model-fit.ts';
import { scoreBase } from './score-base.ts';

export interface UnscoredRow {
  line: number;
  /** `nobody`: it does not say who or when. */
  because: 'rejected' | 'bad-cell' | 'dropped' | 'nobody';
  /** Of a bad cell; else the record as it stands in the file, where it is known. */
  column?: string;
  value: string;
}

export type Refusal =
  | { kind: 'missing'; columns: string[] }
  | { kind: 'moved'; drift: FactDrift[] }
  | { kind: 'unreadable'; column: string; type: CellType }
  | { kind: 'empty' };

export interface ScoredRows {
  /** Records of the file that are not blank. */
  rows: number;
  header: string[];
  /** Scored rows as they were read, in the order of the file. */
  cells: CsvCell[][];
  /** One per scored row: chance or amount. */
  predicted: number[];
  isChance: boolean;
  /** Different customers among them. */
  people: number;
  /** By line. Of rejected records the first 1,000 are listed, all are counted. */
  unscored: UnscoredRow[];
  unscoredCount: number;
}

export interface FileToScore {
  table: Table;
  report: ReadReport;
  roles: Roles;
  steps: readonly Step[];
  linked: readonly LinkedTable[];
}

/** Errors: those of `scoreBase` other than those it refuses for. */
export function scoreFile(model: StoredModel, file: FileToScore): ScoredRows | { refused: Refusal } {
  const { table, report, roles, steps } = file;
  const needed = neededColumns(model, roles, steps);
  const used = report.columns.filter(({ name }) => needed.has(name));
  const unreadable = used.find(({ odd, oddCells }) => odd > oddCells.length);
  if (unreadable) return { refused: { kind: 'unreadable', column: unreadable.name, type: unreadable.reading.type } };

  const badCell = new Map<number, { column: string; raw: string }>();
  for (const { name, oddCells } of used) for (const { row, raw } of oddCells) badCell.set(row, badCell.get(row) ?? { column: name, raw });
  const cleaned = markSteps(table, steps, roles, report);
  const unscored: UnscoredRow[] = report.rejections.map(({ line, raw }) => ({ line, because: 'rejected', value: raw }));
  const kept: number[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    const line = table.sourceLine[row];
    const bad = badCell.get(row);
    if (bad) unscored.push({ line, because: 'bad-cell', column: bad.column, value: bad.raw });
    else if (cleaned.keep[row] === 0) unscored.push({ line, because: 'dropped', value: '' });
    else kept.push(row);
  }
  if (kept.length === 0) return { refused: { kind: 'empty' } };

  const rows = Uint32Array.from(kept);
  try {
    const base = customerBase(takeTableRows(cleaned.table, rows), roles, file.linked);
    const scores = scoreBase(base, model);
    const drift = model.baseline ? movedFacts(model.baseline, scores.features, scores.x) : [];
    if (drift.length > 0) return { refused: { kind: 'moved', drift } };
    const customerOf = new Map(base.lines ? Array.from(base.lines.sourceLine, (line, i) => [line, base.lines?.customer[i] ?? 0]) : []);
    const scored: number[] = [];
    const predicted: number[] = [];
    kept.forEach((row, i) => {
      const customer = base.lines ? customerOf.get(table.sourceLine[row]) : i;
      if (customer === undefined) return void unscored.push({ line: table.sourceLine[row], because: 'nobody', value: '' });
      scored.push(row);
      predicted.push(scores.predicted[customer]);
    });
    const recordsNotListed = report.accounting.rejected - report.rejections.length;
    return {
      rows: report.accounting.records - report.accounting.blank,
      header: table.columns.map(({ name }) => name),
      cells: scored.map((row) => table.columns.map((column) => csvValue(column, row))),
      predicted,
      isChance: scores.isChance,
      people: base.facts.ids.length,
      unscored: unscored.sort((a, b) => a.line - b.line),
      unscoredCount: unscored.length + recordsNotListed,
    };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    if (thrown.code === 'column-missing') return { refused: { kind: 'missing', columns: [String(thrown.params.column)] } };
    if (thrown.code === 'no-usable-rows') return { refused: { kind: 'empty' } };
    throw thrown;
  }
}

/** What the facts are made of: cells of these have to be read. */
function neededColumns(
  { encoder }: StoredModel,
  { rowShape, ignored: _, target: __, targetYes: ___, ...roles }: Roles,
  steps: readonly Step[],
): Set<string> {
  const ofFacts = encoder.features.flatMap((feature) => ('column' in feature ? [feature.column] : []));
  const ofRoles = rowShape === 'order' ? [roles.who, roles.when, roles.amount, roles.quantity, roles.price, roles.orderId] : [];
  const made = new Set(steps.filter(({ off }) => !off).flatMap(readColumns));
  const all = [...(rowShape === 'order' ? ofRoles : ofFacts), ...made];
  return new Set(all.filter((name) => name !== undefined));
}

/** Numbers stay numbers; a missing cell is empty. */
function csvValue(column: Table['columns'][number], row: number): CsvCell {
  if (column.kind === 'number') return Number.isNaN(column.values[row]) ? null : column.values[row];
  return cellText(column, row) || null;
}
