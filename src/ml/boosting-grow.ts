/**
 * One tree of boosting: the leaf whose split gains most is split next, until there are enough leaves (as in LightGBM).
 * Equal gains are opened in the order of Python's `heapq`, as in scikit-learn 1.2.1.
 */
import { quadsOf, subtract, type BinnedRows, type Histogram, type HistogramPool } from './boosting-histogram.ts';
import type { GrowingRows } from './boosting-rows.ts';
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
  private readonly output: number;
  private readonly waiting: GrownNode[] = [];
  private readonly isLeft = new Uint8Array(256);

  /** `columns`: features this tree may ask about, ascending. `output`: whose derivatives it follows. */
  constructor(data: BinnedRows, columns: Int32Array, limits: BoostingLimits, pool: HistogramPool, work: GrowingRows, output: number) {
    this.data = data;
    this.limits = limits;
    this.columns = columns;
    this.quads = quadsOf(columns);
    this.pool = pool;
    this.work = work;
    this.output = output;
    this.search = new SplitSearch(data, limits);
    const { slope, curve } = startRows(work, output, limits.isFlat);
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
    const middle = this.work.partition(split.feature, node.start, node.end, this.sidesOf(split));
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
    this.work.addUp(this.data, this.output, this.quads, start, end, into);
    return into;
  }

  /** Of each bin of the split's feature: 1 = left. */
  private sidesOf({ feature, bin, levels, missingLeft }: BinSplit): Uint8Array {
    const { isLeft } = this;
    isLeft.fill(0);
    if (levels !== null) for (const level of levels) isLeft[level] = 1;
    else {
      isLeft.fill(1, 0, bin + 1);
      if (missingLeft) isLeft[this.data.features[feature].count] = 1;
    }
    return isLeft;
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

/** All rows in their first order; sums of their derivatives. */
function startRows(work: GrowingRows, output: number, isFlat: boolean): { slope: number; curve: number } {
  const { order } = work;
  const [slopes, curves] = [work.slopes[output], work.curves[output]];
  let slope = 0;
  let curve = isFlat ? order.length : 0;
  for (let i = 0; i < order.length; i++) {
    order[i] = i;
    slope += slopes[i];
    if (!isFlat) curve += curves[i];
  }
  return { slope, curve };
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
