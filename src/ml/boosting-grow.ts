/**
 * One tree of boosting: the leaf whose split gains most is split next, until there are enough leaves (as in LightGBM).
 * Equal gains are opened in the order of Python's `heapq`, as in scikit-learn 1.2.1.
 */
import { addUp, quadsOf, subtract, type BinnedRows, type Histogram, type HistogramPool } from './boosting-histogram.ts';
import { SplitSearch, type BinSplit, type SplitLimits } from './boosting-split.ts';

export interface BoostingLimits extends SplitLimits {
  maxLeaves: number;
  maxDepth: number;
}

export interface GrownNode {
  /** Its rows are `order[start ... end)`. */
  start: number;
  end: number;
  depth: number;
  slope: number;
  curve: number;
  /** What it would add were it a leaf, not yet multiplied by the learning rate. */
  value: number;
  lower: number;
  upper: number;
  split?: BinSplit;
  histogram?: Histogram;
  left?: GrownNode;
  right?: GrownNode;
}

/** Least curvature of a tree. */
const LEAST_CURVE = 1e-3;

export class BoostingTree {
  readonly leaves: GrownNode[] = [];
  readonly root: GrownNode;
  private readonly data: BinnedRows;
  private readonly limits: BoostingLimits;
  private readonly columns: Int32Array;
  private readonly quads: Int32Array;
  private readonly pool: HistogramPool;
  private readonly work: GrowingRows;
  private readonly search: SplitSearch;
  private readonly waiting: GrownNode[] = [];

  /** `columns`: features this tree may ask about, ascending. */
  constructor(data: BinnedRows, columns: Int32Array, limits: BoostingLimits, pool: HistogramPool, work: GrowingRows) {
    this.data = data;
    this.limits = limits;
    this.columns = columns;
    this.quads = quadsOf(columns);
    this.pool = pool;
    this.work = work;
    this.search = new SplitSearch(data, limits);
    const { slope, curve } = work.start(limits.isFlat);
    this.root = { start: 0, end: data.rows, depth: 0, slope, curve, value: 0, lower: -Infinity, upper: Infinity };
    if (data.rows < 2 * limits.leastRows || curve < LEAST_CURVE) this.leaves.push(this.root);
    else {
      this.root.histogram = this.addUpRows(this.root);
      this.lookAt(this.root);
    }
  }

  /** Splits the leaf that gains most; undefined when the tree is grown. */
  splitNext(): GrownNode | undefined {
    const node = popBest(this.waiting);
    if (node?.split === undefined) return undefined;
    const { split } = node;
    const leaves = this.leaves.length + this.waiting.length + 2;
    const middle = this.work.partition(this.data, node, split);
    const left = childOf(node, split.left, node.start, middle);
    const right = childOf(node, split.right, middle, node.end);
    node.left = left;
    node.right = right;
    // Nobody was missing here: whoever is later goes with the many.
    if (!this.data.hasMissing[split.feature]) split.missingLeft = middle - node.start > node.end - middle;
    this.bound(node, split);
    const isLast = leaves >= this.limits.maxLeaves;
    const isDeepest = left.depth >= this.limits.maxDepth;
    const open = [left, right].filter((child) => !isLast && !isDeepest && child.end - child.start >= 2 * this.limits.leastRows);
    for (const child of [left, right]) if (!open.includes(child)) this.leaves.push(child);
    if (open.length > 0) this.fillHistograms(node, left, right);
    for (const child of open) this.lookAt(child);
    this.release(node);
    for (const child of [left, right]) if (child.split === undefined) this.release(child);
    if (isLast) while (this.waiting.length > 0) this.close(this.waiting.pop());
    return node;
  }

  private close(node: GrownNode | undefined): void {
    if (node === undefined) return;
    this.leaves.push(node);
    this.release(node);
    node.split = undefined;
  }

  private lookAt(node: GrownNode): void {
    const { histogram, start, end, slope, curve, value, lower, upper } = node;
    if (histogram === undefined) return;
    const split = this.search.find(this.columns, histogram, { count: end - start, slope, curve, value, lower, upper });
    if (split.gain > 0) {
      node.split = split;
      pushHeap(this.waiting, node);
    } else {
      this.leaves.push(node);
      this.release(node);
    }
  }

  private addUpRows({ start, end }: GrownNode): Histogram {
    const into = this.pool.take();
    const { order } = this.work;
    const { slope, curve } = this.work.gather(start, end, this.limits.isFlat);
    addUp(this.data, this.quads, order, start, end, slope, curve, into);
    return into;
  }

  private fillHistograms(node: GrownNode, left: GrownNode, right: GrownNode): void {
    const isLeftSmaller = left.end - left.start < right.end - right.start;
    const [smaller, larger] = isLeftSmaller ? [left, right] : [right, left];
    smaller.histogram = this.addUpRows(smaller);
    if (node.histogram === undefined) return;
    subtract(node.histogram, smaller.histogram);
    larger.histogram = node.histogram;
    node.histogram = undefined;
  }

  /** Children of a constrained split stay on their side of the middle, and so do theirs. */
  private bound(node: GrownNode, { feature, left, right }: BinSplit): void {
    const direction = this.limits.monotone[feature];
    if (node.left === undefined || node.right === undefined || direction === 0) return;
    const middle = (left.value + right.value) / 2;
    const [low, high] = direction > 0 ? [node.left, node.right] : [node.right, node.left];
    low.upper = middle;
    high.lower = middle;
  }

  private release(node: GrownNode): void {
    if (node.histogram !== undefined) this.pool.giveBack(node.histogram);
    node.histogram = undefined;
  }
}

function childOf(parent: GrownNode, { slope, curve, value }: BinSplit['left'], start: number, end: number): GrownNode {
  return { start, end, depth: parent.depth + 1, slope, curve, value, lower: parent.lower, upper: parent.upper };
}

/** The order of the rows while a tree grows, and their derivatives in that order; one for all trees of a training. */
export class GrowingRows {
  /** Rows, so that every node is a stretch of them; within a node they stay in their first order. */
  readonly order: Uint32Array;
  /** Derivatives of each row's loss, as the loss wrote them. */
  slopes: Float32Array;
  curves: Float32Array;
  private readonly orderedSlopes: Float64Array;
  private readonly orderedCurves: Float64Array;
  private readonly aside: Uint32Array;
  private readonly isLeft = new Uint8Array(256);

  constructor(rows: number) {
    this.order = new Uint32Array(rows);
    this.aside = new Uint32Array(rows);
    this.slopes = this.curves = new Float32Array(0);
    this.orderedSlopes = new Float64Array(rows);
    this.orderedCurves = new Float64Array(rows);
  }

  /** All rows in their first order; sums of their derivatives. */
  start(isFlat: boolean): { slope: number; curve: number } {
    const { order, slopes, curves } = this;
    let slope = 0;
    let curve = isFlat ? order.length : 0;
    for (let i = 0; i < order.length; i++) {
      order[i] = i;
      slope += slopes[i];
      if (!isFlat) curve += curves[i];
    }
    return { slope, curve };
  }

  /** Derivatives side by side, so that every feature reads them in turn. */
  gather(from: number, to: number, isFlat: boolean): { slope: Float64Array; curve: Float64Array } {
    const { order, slopes, curves, orderedSlopes, orderedCurves } = this;
    for (let i = from; i < to; i++) orderedSlopes[i] = slopes[order[i]];
    if (!isFlat) for (let i = from; i < to; i++) orderedCurves[i] = curves[order[i]];
    return { slope: orderedSlopes, curve: orderedCurves };
  }

  /** Left rows first, each side in its order; where the right side begins. */
  partition({ rows, bins, features }: BinnedRows, { start, end }: GrownNode, { feature, bin, levels, missingLeft }: BinSplit): number {
    const { order, aside, isLeft } = this;
    isLeft.fill(0);
    if (levels !== null) for (const level of levels) isLeft[level] = 1;
    else {
      isLeft.fill(1, 0, bin + 1);
      if (missingLeft) isLeft[features[feature].count] = 1;
    }
    const column = feature * rows;
    let left = start;
    let right = 0;
    for (let i = start; i < end; i++) {
      const row = order[i];
      const goes = isLeft[bins[column + row]];
      // Written to both, kept in one: a branch here would be guessed wrong half the time. `left` never passes `i`.
      order[left] = row;
      aside[right] = row;
      left += goes;
      right += 1 - goes;
    }
    for (let i = 0; i < right; i++) order[left + i] = aside[i];
    return left;
  }
}

const gainOf = ({ split }: GrownNode): number => split?.gain ?? 0;

function pushHeap(heap: GrownNode[], node: GrownNode): void {
  heap.push(node);
  rise(heap, 0, heap.length - 1);
}

function popBest(heap: GrownNode[]): GrownNode | undefined {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return last;
  const best = heap[0];
  heap[0] = last;
  let hole = 0;
  for (let child = 1; child < heap.length; child = 2 * hole + 1) {
    if (child + 1 < heap.length && !(gainOf(heap[child]) > gainOf(heap[child + 1]))) child++;
    heap[hole] = heap[child];
    hole = child;
  }
  heap[hole] = last;
  rise(heap, 0, hole);
  return best;
}

function rise(heap: GrownNode[], top: number, from: number): void {
  const node = heap[from];
  let hole = from;
  while (hole > top) {
    const parent = (hole - 1) >> 1;
    if (!(gainOf(node) > gainOf(heap[parent]))) break;
    heap[hole] = heap[parent];
    hole = parent;
  }
  heap[hole] = node;
}
