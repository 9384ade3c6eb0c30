/**
 * A model as ONNX: facts in real units in (NaN = missing), the chance or the amount out. What stands before the algorithm
 * (clipping, filling, scaling) and after it (calibration) is part of the graph. Doubles throughout, but for the sum over trees,
 * which ONNX gives as float32.
 */
import { AppError } from '../../core/errors.ts';
import type { AlgorithmId, StoredModel } from '../../core/model-card.ts';
import type { AdditiveModel } from '../../ml/additive.ts';
import type { BaselineModel } from '../../ml/baseline.ts';
import { CLIP } from '../../ml/calibrate.ts';
import type { BoostingModel } from '../../ml/boosting-model.ts';
import type { ForestModel } from '../../ml/forest-model.ts';
import type { LinearModel } from '../../ml/linear.ts';
import type { LogisticModel } from '../../ml/logistic.ts';
import type { Joined } from '../../ml/join-levels.ts';
import type { RuleModel } from '../../ml/rule.ts';
import type { StackModel } from '../../ml/stack.ts';
import type { NeuralModel } from '../../ml/tf/neural.ts';
import { shareOf, type TreeModel } from '../../ml/tree-model.ts';
import { featureColumns } from './feature-columns.ts';
import { ELEMENT, OnnxGraph } from './onnx-graph.ts';

type Writer = (graph: OnnxGraph, z: string, stored: StoredModel) => string;

// Each reads the plain data of the algorithm that the card names.
const WRITERS: Partial<Record<AlgorithmId, Writer>> = {
  baseline: (graph, z, { model, encoder }) => line(graph, z, new Float64Array(encoder.features.length), (model as BaselineModel).value),
  rule: (graph, z, { model, encoder }) => {
    const { feature, slope, scale, centre, intercept, output } = model as RuleModel;
    const weights = new Float64Array(encoder.features.length);
    weights[feature] = slope / scale;
    const sum = line(graph, z, weights, intercept - (slope * centre) / scale);
    return output === 'chance' ? graph.node('Sigmoid', [sum]) : sum;
  },
  linear: (graph, z, { model }) => line(graph, z, (model as LinearModel).coefficients, (model as LinearModel).intercept),
  logistic: (graph, z, { model }) => {
    const { weights } = model as LogisticModel;
    return graph.node('Sigmoid', [line(graph, z, weights.subarray(1), weights[0])]);
  },
  additive: (graph, z, { model, encoder }) => {
    const { curves, intercept, output } = model as AdditiveModel;
    const slopes = Float64Array.from(curves, ({ slope }) => slope);
    const pieces = curves.flatMap(({ knots, bends }, column) => Array.from(knots, (knot, k) => ({ column, knot, bend: bends[k] })));
    let raw = line(graph, z, slopes, intercept);
    if (pieces.length > 0) {
      const copies = new Float64Array(encoder.features.length * pieces.length);
      pieces.forEach(({ column }, k) => (copies[column * pieces.length + k] = 1));
      const values = graph.node('MatMul', [z, graph.doubles(copies, [encoder.features.length, pieces.length])]);
      const knots = Float64Array.from(pieces, ({ knot }) => knot);
      const above = graph.node('Relu', [graph.node('Sub', [values, graph.doubles(knots, [1, pieces.length])])]);
      const bends = Float64Array.from(pieces, ({ bend }) => bend);
      raw = graph.node('Add', [raw, graph.node('MatMul', [above, graph.doubles(bends, [pieces.length, 1])])]);
    }
    return output === 'chance' ? graph.node('Sigmoid', [raw]) : raw;
  },
  tree: (graph, z, { model }) => meanOfTrees(graph, z, [model as TreeModel]),
  forest: (graph, z, { model }) => meanOfTrees(graph, z, (model as ForestModel).trees),
  boosting: (graph, facts, { model, card }) => {
    const { joined, loss, roots, feature, childrenLeft, childrenRight, threshold, levelSets, value, baseline } = model as BoostingModel;
    // Questions about names of levels have no counterpart.
    if (levelSets.length > 0) throw new AppError('not-exportable', { format: 'ONNX', algorithm: card.algorithm });
    const z = joined ? joinedFacts(graph, facts, joined) : facts;
    const trees = Array.from(roots, (first, t): Branches => ({
      feature,
      left: childrenLeft,
      right: childrenRight,
      threshold,
      leaf: (node) => value[node],
      first,
      count: (roots[t + 1] ?? feature.length) - first,
    }));
    const raw = graph.node('Add', [sumOfTrees(graph, z, trees), graph.scalar(baseline[0])]);
    if (loss === 'log_loss') return graph.node('Sigmoid', [raw]);
    return loss === 'poisson' ? graph.node('Exp', [raw]) : raw;
  },
  neural: (graph, z, { model }) => {
    const { layers, output, centre, scale } = model as NeuralModel;
    let h = z;
    layers.forEach(({ inputs, outputs, weights, biases }, depth) => {
      h = graph.node('Add', [graph.node('MatMul', [h, graph.doubles(weights, [inputs, outputs])]), graph.doubles(biases, [1, outputs])]);
      if (depth < layers.length - 1) h = graph.node('Relu', [h]);
    });
    if (output === 'chance') return graph.node('Sigmoid', [h]);
    return graph.node('Add', [graph.node('Mul', [h, graph.scalar(scale)]), graph.scalar(centre)]);
  },
  stack,
};

/** Levels as the numbers that the trees ask about. */
function joinedFacts(graph: OnnxGraph, z: string, joined: readonly Joined[]): string {
  const width = joined.reduce((count, { columns }) => count + columns.length, 0);
  const factors = new Float64Array(width * joined.length);
  joined.forEach((one, to) => one.columns.forEach((from, k) => (factors[from * joined.length + to] = one.factors[k])));
  const offsets = Float64Array.from(joined, ({ offset }) => offset);
  const product = graph.node('MatMul', [z, graph.doubles(factors, [width, joined.length])]);
  return graph.node('Add', [product, graph.doubles(offsets, [1, joined.length])]);
}

/** The weighted sum of what its members say, each a part of the graph. */
function stack(graph: OnnxGraph, z: string, stored: StoredModel): string {
  const { output, intercept, members } = stored.model as StackModel;
  let raw = graph.scalar(intercept);
  for (const { algorithm, weight, model } of members) {
    const write = algorithm === 'stack' ? undefined : WRITERS[algorithm];
    if (!write) throw new AppError('not-exportable', { format: 'ONNX', algorithm });
    const said = write(graph, z, { ...stored, model, card: { ...stored.card, algorithm } });
    const share = output === 'chance' ? logOdds(graph, said) : said;
    raw = graph.node('Add', [raw, graph.node('Mul', [share, graph.scalar(weight)])]);
  }
  return output === 'chance' ? graph.node('Sigmoid', [raw]) : raw;
}

/** Errors: `not-exportable`: an algorithm without a counterpart, or gaps filled from other rows. */
export function onnxModel(stored: StoredModel): Uint8Array<ArrayBuffer> {
  const { card, encoder, calibrator } = stored;
  const write = WRITERS[card.algorithm];
  const fromOthers = encoder.preparation && (encoder.preparation.groups.length > 0 || encoder.preparation.nearest || encoder.preparation.regression); // prettier-ignore
  if (!write || fromOthers) throw new AppError('not-exportable', { format: 'ONNX', algorithm: card.algorithm });
  const width = encoder.features.length;
  const graph = new OnnxGraph();
  let x = 'facts';
  if (encoder.preparation) x = clipped(graph, x, encoder.preparation.fences, width);
  const filled = graph.node('Where', [graph.node('IsNaN', [x]), graph.doubles(encoder.fill, [1, width]), x]);
  const centred = graph.node('Sub', [filled, graph.doubles(encoder.centre, [1, width])]);
  const z = graph.node('Div', [centred, graph.doubles(encoder.scale, [1, width])]);
  const value = calibration(graph, write(graph, z, stored), calibrator);
  return graph.finish(
    { name: 'facts', width },
    { value, name: card.metrics.kind === 'classification' ? 'chance' : 'amount' },
    { facts: JSON.stringify(featureColumns(encoder.features)), algorithm: card.algorithm, model: card.id },
  );
}

function line(graph: OnnxGraph, z: string, weights: Float64Array, intercept: number): string {
  return graph.node('Add', [graph.node('MatMul', [z, graph.doubles(weights, [weights.length, 1])]), graph.scalar(intercept)]);
}

/** Max and Min let a missing value through in some runtimes only, so it is put back. */
function clipped(graph: OnnxGraph, x: string, fences: readonly { feature: number; lowest: number; highest: number }[], width: number) {
  const lowest = new Float64Array(width).fill(-Infinity);
  const highest = new Float64Array(width).fill(Infinity);
  for (const fence of fences) [lowest[fence.feature], highest[fence.feature]] = [fence.lowest, fence.highest];
  const above = graph.node('Max', [x, graph.doubles(lowest, [1, width])]);
  const between = graph.node('Min', [above, graph.doubles(highest, [1, width])]);
  return graph.node('Where', [graph.node('IsNaN', [x]), x, between]);
}

/** One tree of an ensemble, whatever it was grown for. */
interface Branches {
  /** -1 at a leaf, as are both children. */
  feature: ArrayLike<number>;
  left: ArrayLike<number>;
  right: ArrayLike<number>;
  threshold: ArrayLike<number>;
  leaf: (node: number) => number;
  /** Nodes from `first` on, so many. */
  first: number;
  count: number;
}

const branchesOf = (model: TreeModel): Branches => ({
  feature: model.feature,
  left: model.childrenLeft,
  right: model.childrenRight,
  threshold: model.threshold,
  leaf: (node) => (model.task === 'regression' ? model.value[node] : shareOf(model, node, 1)),
  first: 0,
  count: model.feature.length,
});

/** Mean over trees that compare float32, as scikit-learn's do. */
function meanOfTrees(graph: OnnxGraph, z: string, models: readonly TreeModel[]): string {
  const single = graph.node('Cast', [z], { to: { integer: ELEMENT.float } });
  const rounded = graph.node('Cast', [single], { to: { integer: ELEMENT.double } });
  return graph.node('Div', [sumOfTrees(graph, rounded, models.map(branchesOf)), graph.scalar(models.length)]);
}

/** Doubles in, float32 out: that is how ONNX defines an ensemble. */
function sumOfTrees(graph: OnnxGraph, z: string, trees: readonly Branches[]): string {
  const nodes = trees.flatMap((tree, id) => Array.from({ length: tree.count }, (_, i) => ({ tree, id, node: tree.first + i })));
  const isLeaf = ({ tree, node }: (typeof nodes)[number]) => tree.left[node] < 0;
  const leaves = nodes.filter(isLeaf);
  const whole = (of: (at: (typeof nodes)[number]) => number) => ({ integers: nodes.map(of) });
  const ensemble = graph.node(
    'TreeEnsembleRegressor',
    [z],
    {
      n_targets: { integer: 1 },
      aggregate_function: { text: 'SUM' },
      post_transform: { text: 'NONE' },
      nodes_treeids: whole(({ id }) => id),
      nodes_nodeids: whole(({ tree, node }) => node - tree.first),
      nodes_featureids: whole((at) => (isLeaf(at) ? 0 : at.tree.feature[at.node])),
      nodes_values_as_tensor: { doubles: nodes.map((at) => (isLeaf(at) ? 0 : at.tree.threshold[at.node])) },
      nodes_modes: { texts: nodes.map((at) => (isLeaf(at) ? 'LEAF' : 'BRANCH_LEQ')) },
      nodes_truenodeids: whole((at) => (isLeaf(at) ? 0 : at.tree.left[at.node] - at.tree.first)),
      nodes_falsenodeids: whole((at) => (isLeaf(at) ? 0 : at.tree.right[at.node] - at.tree.first)),
      target_treeids: { integers: leaves.map(({ id }) => id) },
      target_nodeids: { integers: leaves.map(({ tree, node }) => node - tree.first) },
      target_ids: { integers: leaves.map(() => 0) },
      target_weights_as_tensor: { doubles: leaves.map(({ tree, node }) => tree.leaf(node)) },
    },
    'ai.onnx.ml',
  );
  return graph.node('Cast', [ensemble], { to: { integer: ELEMENT.double } });
}

function logOdds(graph: OnnxGraph, chance: string): string {
  const low = graph.node('Max', [chance, graph.scalar(CLIP)]);
  const p = graph.node('Min', [low, graph.scalar(1 - CLIP)]);
  return graph.node('Log', [graph.node('Div', [p, graph.node('Sub', [graph.scalar(1), p])])]);
}

function calibration(graph: OnnxGraph, chance: string, calibrator: StoredModel['calibrator']): string {
  if (!calibrator) return chance;
  if (calibrator.kind === 'platt') {
    const score = graph.node('Add', [
      graph.node('Mul', [logOdds(graph, chance), graph.scalar(-calibrator.a)]),
      graph.scalar(-calibrator.b),
    ]);
    return graph.node('Sigmoid', [score]);
  }
  // From point to point: the first height, and for each piece its rise times the share of it that lies behind.
  const { x, y } = calibrator;
  const pieces = x.length - 1;
  if (pieces < 1) return graph.node('Add', [graph.node('Mul', [chance, graph.scalar(0)]), graph.scalar(y[0])]);
  const widths = Float64Array.from({ length: pieces }, (_, i) => x[i + 1] - x[i]);
  const rises = Float64Array.from({ length: pieces }, (_, i) => y[i + 1] - y[i]);
  const past = graph.node('Div', [
    graph.node('Sub', [chance, graph.doubles(x.subarray(0, pieces), [1, pieces])]),
    graph.doubles(widths, [1, pieces]),
  ]);
  const share = graph.node('Min', [graph.node('Max', [past, graph.scalar(0)]), graph.scalar(1)]);
  return line(graph, share, rises, y[0]);
}
