/** In which order nodes are split: depth first (left before right), or the most profitable first when leaves are limited. */
import type { TreeStep } from './tree-step.ts';
import type { TreeModel } from './tree-model.ts';
import type { Split, Splitter } from './tree-splitter.ts';

/** Rounding allowance of scikit-learn's comparisons: the spacing of doubles at 1. */
const EPSILON = 2 ** -52;

export interface GrowLimits {
  maxDepth: number;
  minSamplesSplit: number;
  minSamplesLeaf: number;
  minImpurityDecrease: number;
  /** null = depth first, no limit. */
  maxLeafNodes: number | null;
  trace: boolean;
}

export type Nodes = Pick<
  TreeModel,
  'childrenLeft' | 'childrenRight' | 'feature' | 'threshold' | 'impurity' | 'samples' | 'weightedSamples' | 'value'
>;

/** A stretch of the splitter's rows that is to become a node. */
interface Stretch {
  start: number;
  end: number;
  depth: number;
  parent: number;
  side: 'left' | 'right';
  /** Known from the parent's split; NaN for the root. */
  impurity: number;
  knownConstants: number;
}

interface Grown extends Stretch {
  node: number;
  split: Split | undefined;
}

export function* grow(splitter: Splitter, limits: GrowLimits): Generator<TreeStep, Nodes, void> {
  const tree = new NodeList(splitter);
  const root: Stretch = { start: 0, end: splitter.rows.length, depth: 0, parent: -1, side: 'left', impurity: NaN, knownConstants: 0 };
  if (limits.maxLeafNodes === null) {
    const waiting: Stretch[] = [root];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const grown = yield* growNode(tree, splitter, next, limits);
      if (grown.split === undefined) continue;
      yield splitStep(splitter, grown, grown.split, limits.trace);
      tree.setSplit(grown.node, grown.split);
      waiting.push(childOf(grown, grown.split, 'right', grown.split.constants), childOf(grown, grown.split, 'left', grown.split.constants));
    }
  } else {
    // Each popped node gets its two children at once; what they could gain decides which is opened next.
    const frontier = new Frontier();
    frontier.push(yield* growNode(tree, splitter, root, limits));
    let splitsLeft = limits.maxLeafNodes - 1;
    for (let next = frontier.pop(); next !== undefined; next = frontier.pop()) {
      if (next.split === undefined) continue;
      if (splitsLeft <= 0) {
        // Its question was good, but others gained more.
        yield tree.leafStep(next.node, 'no-gain');
        continue;
      }
      splitsLeft--;
      yield splitStep(splitter, next, next.split, limits.trace);
      tree.setSplit(next.node, next.split);
      const left = yield* growNode(tree, splitter, childOf(next, next.split, 'left', 0), limits);
      const right = yield* growNode(tree, splitter, childOf(next, next.split, 'right', 0), limits);
      frontier.push(left);
      frontier.push(right);
    }
  }
  return tree.finish();
}

function childOf(parent: Grown, split: Split, side: 'left' | 'right', knownConstants: number): Stretch {
  const isLeft = side === 'left';
  return {
    start: isLeft ? parent.start : split.position,
    end: isLeft ? split.position : parent.end,
    depth: parent.depth + 1,
    parent: parent.node,
    side,
    impurity: isLeft ? split.impurityLeft : split.impurityRight,
    knownConstants,
  };
}

/** Adds the node and looks for its question; a leaf says at once why it is one. */
function* growNode(tree: NodeList, splitter: Splitter, stretch: Stretch, limits: GrowLimits): Generator<TreeStep, Grown, void> {
  const { start, end, depth, parent, side } = stretch;
  const node = tree.size;
  splitter.criterion.init(splitter.rows, start, end);
  const impurity = Number.isNaN(stretch.impurity) ? splitter.criterion.impurity() : stretch.impurity;
  const place = parent < 0 ? {} : { parent, side };
  const bag = () => (limits.trace ? splitter.bag(start, end) : { rows: [], counts: [], impurity });
  yield { kind: 'node', node, depth, ...place, bag: bag() };

  const rows = end - start;
  let because: 'pure' | 'depth' | 'too-few-rows' | 'no-gain' | undefined;
  if (impurity <= EPSILON) because = 'pure';
  else if (depth >= limits.maxDepth) because = 'depth';
  else if (rows < limits.minSamplesSplit || rows < 2 * limits.minSamplesLeaf) because = 'too-few-rows';

  let split: Split | undefined;
  if (because === undefined) {
    const search = splitter.split(node, start, end, impurity, stretch.knownConstants, limits.trace);
    let step = search.next();
    for (; !step.done; step = search.next()) yield step.value ?? { kind: 'node', node, depth, ...place, bag: bag() };
    split = step.value;
    if (split.position >= end || split.gain + EPSILON < limits.minImpurityDecrease) {
      because = 'no-gain';
      split = undefined;
    }
  }
  tree.add(stretch, impurity);
  if (because !== undefined) yield tree.leafStep(node, because);
  return { ...stretch, impurity, node, split };
}

function splitStep(splitter: Splitter, node: Grown, split: Split, trace: boolean): TreeStep {
  const empty = (impurity: number) => ({ rows: [], counts: [], impurity });
  const { feature, threshold, gain, ties, position } = split;
  return {
    kind: 'split',
    node: node.node,
    feature,
    threshold,
    gain,
    ties,
    left: trace ? splitter.bag(node.start, position) : empty(split.impurityLeft),
    right: trace ? splitter.bag(position, node.end) : empty(split.impurityRight),
  };
}

class NodeList {
  size = 0;
  private readonly childrenLeft: number[] = [];
  private readonly childrenRight: number[] = [];
  private readonly feature: number[] = [];
  private readonly threshold: number[] = [];
  private readonly impurity: number[] = [];
  private readonly samples: number[] = [];
  private readonly weightedSamples: number[] = [];
  private readonly values: Float64Array[] = [];
  private readonly splitter: Splitter;

  constructor(splitter: Splitter) {
    this.splitter = splitter;
  }

  /** The criterion still holds the node's rows. */
  add({ start, end, parent, side }: Stretch, impurity: number): void {
    const { criterion } = this.splitter;
    const value = new Float64Array(criterion.outputs);
    criterion.value(value, 0);
    if (parent >= 0) (side === 'left' ? this.childrenLeft : this.childrenRight)[parent] = this.size;
    this.childrenLeft.push(-1);
    this.childrenRight.push(-1);
    this.feature.push(-2);
    this.threshold.push(-2);
    this.impurity.push(impurity);
    this.samples.push(end - start);
    this.weightedSamples.push(criterion.weight);
    this.values.push(value);
    this.size++;
  }

  setSplit(node: number, split: Split): void {
    this.feature[node] = split.feature;
    this.threshold[node] = split.threshold;
  }

  /** `value`: the class with the most weight, or the mean. */
  leafStep(node: number, because: 'pure' | 'depth' | 'too-few-rows' | 'no-gain'): TreeStep {
    const values = this.values[node];
    const value = values.length === 1 ? values[0] : values.indexOf(Math.max(...values));
    return { kind: 'leaf', node, counts: Array.from(values), value, because };
  }

  finish(): Nodes {
    const outputs = this.splitter.criterion.outputs;
    const value = new Float64Array(this.size * outputs);
    this.values.forEach((of, node) => value.set(of, node * outputs));
    return {
      childrenLeft: Int32Array.from(this.childrenLeft),
      childrenRight: Int32Array.from(this.childrenRight),
      feature: Int32Array.from(this.feature),
      threshold: Float64Array.from(this.threshold),
      impurity: Float64Array.from(this.impurity),
      samples: Int32Array.from(this.samples),
      weightedSamples: Float64Array.from(this.weightedSamples),
      value,
    };
  }
}

/** Heap by gain, with the moves of libstdc++'s push_heap and pop_heap, which decide among equal gains. */
class Frontier {
  private readonly heap: Grown[] = [];

  push(node: Grown): void {
    this.heap.push(node);
    this.rise(node, this.heap.length - 1, 0);
  }

  pop(): Grown | undefined {
    const top = this.heap[0];
    const last = this.heap.pop();
    const size = this.heap.length;
    if (last === undefined || size === 0) return top;
    let hole = 0;
    let child = 2;
    for (; child < size; child = 2 * hole + 2) {
      if (gainOf(this.heap[child]) < gainOf(this.heap[child - 1])) child--;
      this.heap[hole] = this.heap[child];
      hole = child;
    }
    if (child === size) {
      this.heap[hole] = this.heap[child - 1];
      hole = child - 1;
    }
    this.rise(last, hole, 0);
    return top;
  }

  private rise(node: Grown, hole: number, top: number): void {
    for (let parent = (hole - 1) >> 1; hole > top && gainOf(this.heap[parent]) < gainOf(node); parent = (hole - 1) >> 1) {
      this.heap[hole] = this.heap[parent];
      hole = parent;
    }
    this.heap[hole] = node;
  }
}

const gainOf = (node: Grown): number => node.split?.gain ?? 0;
