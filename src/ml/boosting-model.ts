/** What boosting has learned: all its trees in flat arrays, and what can be asked of them. */
import { matrix, type Matrix } from '../core/matrix.ts';
import type { FeatureBins } from './boosting-bins.ts';
import type { GrownNode } from './boosting-grow.ts';
import { answerOf, type AmountLoss } from './boosting-loss.ts';
import type { Joined } from './join-levels.ts';

/** Words of a set of levels: one bit for each of 256. */
const WORDS = 8;

/** Plain data. Nodes of one tree follow each other, parents before children, left before right; indexes are into the arrays. */
export interface BoostingModel {
  kind: 'boosting';
  loss: 'log_loss' | AmountLoss;
  /** 0 = it predicts an amount. */
  classes: number;
  columns: number;
  /** How the columns that the trees ask about come from those of a row, where levels were joined; `columns` counts these. */
  joined?: Joined[];
  /** Raw values before the first tree, one per tree of a round. */
  baseline: Float64Array;
  /** First node of each tree; with three classes and more, one tree per class in turn. */
  roots: Int32Array;
  /** -1 at a leaf. */
  childrenLeft: Int32Array;
  childrenRight: Int32Array;
  /** -2 at a leaf. */
  feature: Int32Array;
  /** Left is <=; Infinity = only what is missing goes right. */
  threshold: Float64Array;
  missingLeft: Uint8Array;
  /** What a leaf adds to the raw value. */
  value: Float64Array;
  /** Training rows that reached the node. */
  samples: Int32Array;
  /** By how much the split lowers the loss (twice, in its quadratic form); -1 at a leaf. */
  gain: Float64Array;
  /** Which entry of `levelSets` says what goes left; -1 = `threshold` does. */
  levelSet: Int32Array;
  /** Eight words each: bit k = level k of the feature goes left. */
  levelSets: Uint32Array;
  /** Levels of each category, ascending; null for numbers. */
  levels: (Float64Array | null)[];
  /** Mean loss before the first tree and after each round, on rows trained on and held back; null without early stopping. */
  stopping: { train: Float64Array; validation: Float64Array } | null;
}

type Nodes = Pick<BoostingModel, 'roots' | 'childrenLeft' | 'childrenRight' | 'feature' | 'threshold' | 'missingLeft' | 'value' | 'samples' | 'gain' | 'levelSet' | 'levelSets'>; // prettier-ignore

/** Gathers grown trees. */
export class BoostingNodes {
  private readonly features: readonly FeatureBins[];
  private readonly roots: number[] = [];
  private readonly left: number[] = [];
  private readonly right: number[] = [];
  private readonly nodes: { feature: number; threshold: number; missingLeft: boolean; value: number; samples: number; gain: number; levelSet: number }[] = []; // prettier-ignore
  private readonly sets: Uint32Array[] = [];

  constructor(features: readonly FeatureBins[]) {
    this.features = features;
  }

  add(root: GrownNode): void {
    this.roots.push(this.nodes.length);
    this.visit(root);
  }

  private visit({ split, left, right, value, start, end }: GrownNode): number {
    const samples = end - start;
    if (split === undefined || left === undefined || right === undefined) {
      this.left.push(-1);
      this.right.push(-1);
      return this.nodes.push({ feature: -2, threshold: 0, missingLeft: false, value, samples, gain: -1, levelSet: -1 }) - 1;
    }
    const { feature, bin, missingLeft, gain, levels } = split;
    const { edges, count } = this.features[feature];
    const levelSet = levels === null ? -1 : this.sets.push(setOf(levels.filter((level) => level < count))) - 1;
    const threshold = levels !== null ? 0 : bin < edges.length ? edges[bin] : Infinity;
    const at = this.nodes.push({ feature, threshold, missingLeft, value, samples, gain, levelSet }) - 1;
    this.left.push(this.nodes.length);
    this.right.push(-1);
    this.visit(left);
    this.right[at] = this.visit(right);
    return at;
  }

  finish(): Nodes {
    const { nodes } = this;
    const levelSets = new Uint32Array(this.sets.length * WORDS);
    this.sets.forEach((set, i) => levelSets.set(set, i * WORDS));
    return {
      roots: Int32Array.from(this.roots),
      childrenLeft: Int32Array.from(this.left),
      childrenRight: Int32Array.from(this.right),
      feature: Int32Array.from(nodes, ({ feature }) => feature),
      threshold: Float64Array.from(nodes, ({ threshold }) => threshold),
      missingLeft: Uint8Array.from(nodes, ({ missingLeft }) => Number(missingLeft)),
      value: Float64Array.from(nodes, ({ value }) => value),
      samples: Int32Array.from(nodes, ({ samples }) => samples),
      gain: Float64Array.from(nodes, ({ gain }) => gain),
      levelSet: Int32Array.from(nodes, ({ levelSet }) => levelSet),
      levelSets,
    };
  }
}

function setOf(levels: readonly number[]): Uint32Array {
  const words = new Uint32Array(WORDS);
  for (const level of levels) words[level >> 5] |= 1 << (level & 31);
  return words;
}

/** Whether a value goes left at a node; NaN is missing, and so is a level never seen. */
export function goesLeft(model: BoostingModel, node: number, value: number): boolean {
  const set = model.levelSet[node];
  if (set < 0) return value <= model.threshold[node] || (Number.isNaN(value) && model.missingLeft[node] === 1);
  const level = levelOf(model.levels[model.feature[node]] ?? new Float64Array(0), value);
  if (level < 0) return model.missingLeft[node] === 1;
  return ((model.levelSets[set * WORDS + (level >> 5)] >>> (level & 31)) & 1) === 1;
}

/** Place of a value among sorted levels; -1 = not one of them. */
function levelOf(levels: Float64Array, value: number): number {
  let low = 0;
  let high = levels.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (levels[middle] < value) low = middle + 1;
    else high = middle;
  }
  return levels[low] === value ? low : -1;
}

/** Raw values, rows x outputs. */
export function rawValues(model: BoostingModel, x: Matrix): Matrix {
  const { baseline, roots } = model;
  const raw = matrix(x.rows, baseline.length);
  baseline.forEach((value, k) => raw.values.fill(value, k * x.rows, (k + 1) * x.rows));
  roots.forEach((root, t) => addTree(model, root, x, raw.values, (t % baseline.length) * x.rows));
  return raw;
}

/** Adds one tree's answers for all rows to `raw` from `offset`. */
function addTree(model: BoostingModel, root: number, { rows, values }: Matrix, raw: Float64Array, offset: number): void {
  const { childrenLeft, childrenRight, feature, threshold, levelSet, value } = model;
  for (let i = 0; i < rows; i++) {
    let node = root;
    while (childrenLeft[node] >= 0) {
      const asked = values[feature[node] * rows + i];
      // Most questions are of a number that is there.
      const isLeft = levelSet[node] < 0 && asked === asked ? asked <= threshold[node] : goesLeft(model, node, asked);
      node = isLeft ? childrenLeft[node] : childrenRight[node];
    }
    raw[offset + i] += value[node];
  }
}

/** Chance of class 1 (of more than two, of it among all), or the amount; one per row. */
export function predictBoosting(model: BoostingModel, x: Matrix): Float64Array {
  if (model.classes > 2) return classChances(model, x).values.slice(x.rows, 2 * x.rows);
  return rawValues(model, x).values.map((raw) => answerOf(model.loss, raw));
}

/** Chance of each class, rows x classes. */
export function classChances(model: BoostingModel, x: Matrix): Matrix {
  const raw = rawValues(model, x);
  const { rows } = x;
  if (model.classes === 2) {
    const chances = matrix(rows, 2);
    for (let i = 0; i < rows; i++) {
      chances.values[rows + i] = answerOf('log_loss', raw.values[i]);
      chances.values[i] = 1 - chances.values[rows + i];
    }
    return chances;
  }
  for (let i = 0; i < rows; i++) {
    let most = -Infinity;
    let sum = 0;
    for (let k = 0; k < raw.columns; k++) most = Math.max(most, raw.values[k * rows + i]);
    for (let k = 0; k < raw.columns; k++) sum += raw.values[k * rows + i] = Math.exp(raw.values[k * rows + i] - most);
    for (let k = 0; k < raw.columns; k++) raw.values[k * rows + i] /= sum;
  }
  return raw;
}

/** Share of the whole gain that each column brought; sums to 1, all 0 where nothing is asked. */
export function gainImportance({ columns, feature, gain }: BoostingModel): Float64Array {
  const shares = new Float64Array(columns);
  feature.forEach((column, node) => {
    if (column >= 0) shares[column] += gain[node];
  });
  const total = shares.reduce((sum, share) => sum + share, 0);
  return total > 0 ? shares.map((share) => share / total) : shares;
}
