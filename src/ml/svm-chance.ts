/** All pairs of classes, and the link of each from its decisions to a chance. */
import { AppError } from '../core/errors.ts';
import { takeRows, type Matrix } from '../core/matrix.ts';
import { fitLink, linkFolds, onlyClasses, type Link } from './chance-link.ts';
import { countClasses, rowsOfClasses } from './class-labels.ts';
import type { FitInput } from './contract.ts';
import { KernelRows, type Kernel } from './svm-kernel.ts';
import { decisionsOf, fitPair, type Machine, type SmoSettings } from './svm-machine.ts';
import type { SmoPair } from './svm-smo.ts';

export type SvmChanceStep =
  /** Two multipliers moved (trace only). */
  | ({ kind: 'pair'; machine: [number, number] } & SmoPair)
  /** A place where it may be stopped; `link`: in the folds that the link is learned from. */
  | { kind: 'working'; stage: 'fit' | 'link' }
  /** A machine has settled: decision = Σ dual · kernel + intercept. */
  | { kind: 'machine'; machine: [number, number]; supportRows: Int32Array; dual: Float64Array; intercept: number }
  | { kind: 'link'; machine: [number, number]; slope: number; intercept: number };

const ROWS_PER_YIELD = 200;

export function* fitChances(
  { x, y, random, trace }: Omit<FitInput<object>, 'params'>,
  kernel: Kernel,
  C: number,
  classWeight: 'balanced' | null,
  settings: SmoSettings,
): Generator<SvmChanceStep, { classes: number; machines: Machine[]; links: Link[] }, void> {
  const classes = countClasses(y);
  const rowsOf = rowsOfClasses(y, classes);
  const empty = rowsOf.findIndex((rows) => rows.length === 0);
  if (empty !== -1) throw new AppError('bad-parameter', { name: 'y', value: `no row of class ${empty}` });
  const bounds = rowsOf.map((rows) => C * (classWeight === 'balanced' ? y.length / (classes * rows.length) : 1));
  const kernelRows = new KernelRows(kernel, x);
  const machines: Machine[] = [];
  for (let first = 0; first < classes; first++) {
    for (let second = first + 1; second < classes; second++) {
      const run = fitPair(kernelRows, [first, second], rowsOf, bounds, settings, trace);
      let next = run.next();
      for (; !next.done; next = run.next()) {
        yield next.value ? { kind: 'pair', machine: [first, second], ...next.value } : { kind: 'working', stage: 'fit' };
      }
      const machine = next.value;
      machines.push(machine);
      const { rows, dual, intercept } = machine;
      yield { kind: 'machine', machine: [first, second], supportRows: rows.slice(), dual: dual.slice(), intercept };
    }
  }
  const heldBack = yield* heldBackDecisions(x, y, machines, linkFolds(y, classes, random), kernel, kernelRows, bounds, settings);
  const links: Link[] = [];
  for (const [m, { first, second }] of machines.entries()) {
    const link = fitLink(...onlyClasses(heldBack[m], y, first, second));
    links.push(link);
    yield { kind: 'link', machine: [first, second], ...link };
  }
  return { classes, machines, links };
}

/** Of each machine on every row: decided by machines that have not seen the row; without folds, by the machine itself. */
function* heldBackDecisions(
  x: Matrix,
  y: Float64Array,
  machines: readonly Machine[],
  folds: readonly { train: Uint32Array; test: Uint32Array }[],
  kernel: Kernel,
  kernelRows: KernelRows,
  bounds: readonly number[],
  settings: SmoSettings,
): Generator<SvmChanceStep, Float64Array[], void> {
  const said = machines.map(() => new Float64Array(x.rows));
  if (folds.length === 0) yield* decideInto(said, kernel, x, machines, Uint32Array.from(y.keys()));
  for (const { train, test } of folds) {
    const rowsOf = bounds.map((_, label) => Array.from(train).filter((row) => y[row] === label));
    const again: Machine[] = [];
    for (const { first, second } of machines) {
      const run = fitPair(kernelRows, [first, second], rowsOf, bounds, settings, false);
      let next = run.next();
      for (; !next.done; next = run.next()) yield { kind: 'working', stage: 'link' };
      again.push(next.value);
    }
    yield* decideInto(said, kernel, x, again, test);
  }
  return said;
}

/** What `machines` (fitted on rows of `x`) say of some rows of `x`. */
function* decideInto(
  said: readonly Float64Array[],
  kernel: Kernel,
  x: Matrix,
  machines: readonly Machine[],
  rows: Uint32Array,
): Generator<SvmChanceStep, void> {
  const used = [...new Set(machines.flatMap((machine) => Array.from(machine.rows)))];
  const place = new Map(used.map((row, at) => [row, at]));
  const placed = machines.map((machine) => ({ ...machine, at: machine.rows.map((row) => place.get(row) ?? -1) }));
  const support = takeRows(x, used);
  for (let from = 0; from < rows.length; from += ROWS_PER_YIELD) {
    yield { kind: 'working', stage: 'link' };
    const some = rows.subarray(from, from + ROWS_PER_YIELD);
    decisionsOf(kernel, support, placed, takeRows(x, some)).forEach((values, m) => some.forEach((row, i) => (said[m][row] = values[i])));
  }
}
