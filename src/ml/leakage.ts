/**
 * Columns that may know the answer, before any model is trained on them: with their evidence, for a person to judge. `block`:
 * set aside until somebody says it was known beforehand. `ask`: used, but asked about. What was written down only afterwards
 * cannot be seen in numbers alone (the length of a call ranks at 0.82 and ruins a model), so the strongest columns are
 * always asked about.
 */
import { AppError } from '../core/errors.ts';
import { midranks, quantileOfSorted, sortedValues } from '../core/stats.ts';
import { auc } from './auc.ts';
import type { TaskKind } from './contract.ts';
import { isNamedAfter, tellingName, type TellingName } from './leakage-names.ts';
import { kFold, stratifiedKFold, type Split } from './split.ts';
import { crossFitTargetEncoding } from './target-encoding.ts';

export const MOST_AUC = 0.97;
export const MOST_R2 = 0.98;
const ROW_ORDER_AUC = 0.6;
/** So much better than every other column that it is asked about, and at least so good. */
const STANDS_OUT = { by: 0.1, from: 0.7 };
/** With fewer answers of either kind, luck separates too. */
const FEWEST_ANSWERS = 20;
const FOLDS = 5;
const BINS = 20;
/** Chance at which an accident is no longer believed in. */
const ACCIDENT = 1e-3;
const QUESTIONS = 3;

/** `values`: numbers, or codes of a category with `levels`; NaN = missing. */
export interface ScreenedColumn {
  name: string;
  values: Float64Array;
  levels?: number;
}

export type LeakReason =
  /** Alone it ranks rows it was not looked at on (AUC), or explains them (R²), too well. */
  | { kind: 'separates'; measure: 'auc' | 'r2'; value: number; limit: number }
  /** Missing (or present) in rows of one answer only. */
  | { kind: 'missing-in-one-class' | 'present-in-one-class'; class: 0 | 1; rows: number }
  | { kind: 'name'; speaksOf: TellingName; word: string }
  /** The answer's name is part of its own. */
  | { kind: 'named-after-answer' }
  /** Best of all by far. */
  | { kind: 'stands-out'; value: number; next: number }
  /** A number for each row, and it ranks the answers: the file is sorted, or numbers were given out afterwards. */
  | { kind: 'id-tells'; value: number };

export interface Suspect {
  name: string;
  verdict: 'block' | 'ask';
  reasons: LeakReason[];
}

export interface LeakReport {
  suspects: Suspect[];
  /** AUC of the row number in its better direction where that is no accident: a sorted file, to be split by time or shuffled. */
  rowOrder?: number;
  /** The strongest columns that are not blocked: "was this known before?" */
  askAbout: string[];
  /** By column: AUC, or R². NaN with too few answers. */
  strength: Map<string, number>;
}

/** @param y 0/1, or amounts; no NaN */
export function screenLeaks(columns: readonly ScreenedColumn[], y: Float64Array, task: TaskKind, target: string, seed: number): LeakReport {
  const isClass = task === 'classification';
  if (columns.some(({ values }) => values.length !== y.length)) throw new AppError('bad-parameter', { name: 'columns', value: y.length });
  const yes = isClass ? y.reduce((sum, value) => sum + value, 0) : y.length / 2;
  const isEnough = Math.min(yes, y.length - yes) >= FEWEST_ANSWERS;
  const folds = !isEnough ? [] : isClass ? stratifiedKFold(y, FOLDS, seed) : kFold(y.length, FOLDS, seed);
  const strength = new Map(columns.map((column) => [column.name, isEnough ? strengthOf(column, y, isClass, folds) : NaN]));
  const ranked = columns
    .map(({ name }) => strength.get(name) ?? NaN)
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => b - a);
  const limit = isClass ? MOST_AUC : MOST_R2;

  const suspects = columns.flatMap((column): Suspect[] => {
    const { name } = column;
    const value = strength.get(name) ?? NaN;
    const reasons: LeakReason[] = [];
    if (value > limit) reasons.push({ kind: 'separates', measure: isClass ? 'auc' : 'r2', value, limit });
    if (isClass) reasons.push(...missingPattern(column.values, y, yes));
    const telling = tellingName(name);
    if (telling) reasons.push({ kind: 'name', speaksOf: telling.kind, word: telling.word });
    if (isNamedAfter(name, target)) reasons.push({ kind: 'named-after-answer' });
    const rest = ranked[0] === value ? ranked[1] : ranked[0];
    if (value >= STANDS_OUT.from && value - (rest ?? 0.5) >= STANDS_OUT.by) reasons.push({ kind: 'stands-out', value, next: rest ?? 0.5 });
    const order = column.levels === undefined && isNumbering(column.values) && isEnough ? orderTells(column.values, y, isClass) : undefined;
    if (order !== undefined) reasons.push({ kind: 'id-tells', value: order });
    return reasons.length === 0 ? [] : [{ name, verdict: reasons.some(isProof) ? 'block' : 'ask', reasons }];
  });

  const blocked = new Set(suspects.filter(({ verdict }) => verdict === 'block').map(({ name }) => name));
  const open = columns.map(({ name }) => name).filter((name) => !blocked.has(name) && !Number.isNaN(strength.get(name)));
  open.sort((a, b) => (strength.get(b) ?? 0) - (strength.get(a) ?? 0));
  const rowOrder = isEnough
    ? orderTells(
        y.map((_, i) => i),
        y,
        isClass,
      )
    : undefined;
  return { suspects, ...(rowOrder !== undefined && { rowOrder }), askAbout: open.slice(0, QUESTIONS), strength };
}

function isProof(reason: LeakReason): boolean {
  if (reason.kind === 'name') return reason.speaksOf === 'model-output';
  return reason.kind === 'separates' || reason.kind === 'missing-in-one-class' || reason.kind === 'present-in-one-class';
}

/** By its categories, or its bins, each answered for by the other folds; numbers also by their order, or their straight line. */
function strengthOf({ values, levels }: ScreenedColumn, y: Float64Array, isClass: boolean, folds: readonly Split[]): number {
  const known = levels ?? BINS;
  const codes = levels === undefined ? binsOf(values) : values;
  // Missing is a level of its own.
  const encoded = crossFitTargetEncoding(
    codes.map((code) => (Number.isNaN(code) ? known : code)),
    known + 1,
    y,
    folds,
  );
  const byLevel = isClass ? auc(y, encoded) : explained(encoded, y);
  if (levels !== undefined) return byLevel;
  const rows = Uint32Array.from(values.keys()).filter((i) => !Number.isNaN(values[i]));
  // Too few to speak for the column.
  if (rows.length < y.length / 2) return byLevel;
  const [x, answers] = [Float64Array.from(rows, (i) => values[i]), Float64Array.from(rows, (i) => y[i])];
  const byOrder = isClass ? auc(answers, x) : correlation(x, answers) ** 2;
  return Math.max(byLevel, byOrder || 0, isClass ? 1 - byOrder || 0 : 0);
}

function binsOf(values: Float64Array): Float64Array {
  const sorted = sortedValues(values);
  const edges = Array.from({ length: BINS - 1 }, (_, i) => quantileOfSorted(sorted, (i + 1) / BINS));
  return values.map((value) => (Number.isNaN(value) ? NaN : edges.filter((edge) => edge < value).length));
}

function explained(predicted: Float64Array, y: Float64Array): number {
  const centre = y.reduce((sum, value) => sum + value, 0) / y.length;
  let [missed, whole] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    missed += (y[i] - predicted[i]) ** 2;
    whole += (y[i] - centre) ** 2;
  }
  return whole > 0 ? 1 - missed / whole : 0;
}

/** Pearson's; 0 where one does not vary. */
function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = x.length;
  let [sx, sy] = [0, 0];
  for (let i = 0; i < n; i++) {
    sx += x[i] / n;
    sy += y[i] / n;
  }
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    xx += (x[i] - sx) ** 2;
    yy += (y[i] - sy) ** 2;
    xy += (x[i] - sx) * (y[i] - sy);
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}

function missingPattern(values: Float64Array, y: Float64Array, yes: number): LeakReason[] {
  const counts = [0, 0];
  for (let i = 0; i < y.length; i++) if (Number.isNaN(values[i])) counts[y[i]]++;
  const sizes = [y.length - yes, yes];
  return ([0, 1] as const).flatMap((label): LeakReason[] => {
    const share = sizes[label] / y.length;
    const present = sizes[label] - counts[label];
    const isOnly = (own: number, others: number) => own > 0 && others === 0 && share ** own < ACCIDENT;
    const other = 1 - label;
    if (isOnly(counts[label], counts[other])) return [{ kind: 'missing-in-one-class', class: label, rows: counts[label] }];
    if (isOnly(present, sizes[other] - counts[other])) return [{ kind: 'present-in-one-class', class: label, rows: present }];
    return [];
  });
}

/** Whole numbers, all different. */
function isNumbering(values: Float64Array): boolean {
  return values.every(Number.isInteger) && new Set(values).size === values.length;
}

/** AUC above 0.6 in the better direction and beyond accident; for amounts the rank correlation as (1 + |r|) / 2. */
function orderTells(values: Float64Array, y: Float64Array, isClass: boolean): number | undefined {
  const n = y.length;
  const yes = y.reduce((sum, value) => sum + value, 0);
  const area = isClass ? auc(y, values) : (1 + correlation(midranks(values), midranks(y))) / 2;
  // Standard error of an area, or of half a rank correlation, where there is nothing.
  const error = isClass ? Math.sqrt((n + 1) / (12 * yes * (n - yes))) : 0.5 / Math.sqrt(n - 1);
  const distance = Math.abs(area - 0.5);
  return distance > ROW_ORDER_AUC - 0.5 && distance > 3.29 * error ? 0.5 + distance : undefined;
}
