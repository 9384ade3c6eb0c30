/**
 * A model as ONNX: facts in real units in (NaN = missing), the chance or the amount out. What stands before the algorithm
 * (clipping, filling, scaling) and after it (calibration) is part of the graph. Doubles throughout, but for the leaves of trees,
 * which ONNX keeps as float32.
 */
import { AppError } from '../../core/errors.ts';
import type { AlgorithmId, StoredModel } from '../../core/model-card.ts';
import type { BaselineModel } from '../../ml/baseline.ts';
import type { LinearModel } from '../../ml/linear.ts';
import type { LogisticModel } from '../../ml/logistic.ts';
import type { RuleModel } from '../../ml/rule.ts';
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
  tree: (graph, z, { model }) => trees(graph, z, [model as TreeModel]),
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
};

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

/** The mean over the trees. Thresholds are rounded down to float32, which splits float32 values the same way. */
function trees(graph: OnnxGraph, z: string, models: readonly TreeModel[]): string {
  const nodes = models.flatMap((model, tree) =>
    Array.from(model.feature, (feature, id) => ({ tree, id, feature, isLeaf: model.childrenLeft[id] < 0, model })),
  );
  const leaves = nodes.filter(({ isLeaf }) => isLeaf);
  const ensemble = graph.node(
    'TreeEnsembleRegressor',
    [graph.node('Cast', [z], { to: { integer: ELEMENT.float } })],
    {
      n_targets: { integer: 1 },
      aggregate_function: { text: 'AVERAGE' },
      post_transform: { text: 'NONE' },
      nodes_treeids: { integers: nodes.map(({ tree }) => tree) },
      nodes_nodeids: { integers: nodes.map(({ id }) => id) },
      nodes_featureids: { integers: nodes.map(({ isLeaf, feature }) => (isLeaf ? 0 : feature)) },
      nodes_values: { floats: nodes.map(({ isLeaf, model, id }) => (isLeaf ? 0 : floatBelow(model.threshold[id]))) },
      nodes_modes: { texts: nodes.map(({ isLeaf }) => (isLeaf ? 'LEAF' : 'BRANCH_LEQ')) },
      nodes_truenodeids: { integers: nodes.map(({ isLeaf, model, id }) => (isLeaf ? 0 : model.childrenLeft[id])) },
      nodes_falsenodeids: { integers: nodes.map(({ isLeaf, model, id }) => (isLeaf ? 0 : model.childrenRight[id])) },
      target_treeids: { integers: leaves.map(({ tree }) => tree) },
      target_nodeids: { integers: leaves.map(({ id }) => id) },
      target_ids: { integers: leaves.map(() => 0) },
      target_weights: { floats: leaves.map(({ model, id }) => (model.task === 'regression' ? model.value[id] : shareOf(model, id, 1))) },
    },
    'ai.onnx.ml',
  );
  return graph.node('Cast', [ensemble], { to: { integer: ELEMENT.double } });
}

/** Largest float32 that is not above `value`. */
function floatBelow(value: number): number {
  const near = Math.fround(value);
  if (near <= value) return near;
  const bits = new Int32Array(new Float32Array([near]).buffer);
  // The next float32 towards minus infinity.
  bits[0] = near > 0 ? bits[0] - 1 : near === 0 ? -0x7fffffff : bits[0] + 1;
  return new Float32Array(bits.buffer)[0];
}

function calibration(graph: OnnxGraph, chance: string, calibrator: StoredModel['calibrator']): string {
  if (!calibrator) return chance;
  if (calibrator.kind === 'platt') {
    const low = graph.node('Max', [chance, graph.scalar(1e-4)]);
    const p = graph.node('Min', [low, graph.scalar(1 - 1e-4)]);
    const odds = graph.node('Log', [graph.node('Div', [p, graph.node('Sub', [graph.scalar(1), p])])]);
    const score = graph.node('Add', [graph.node('Mul', [odds, graph.scalar(-calibrator.a)]), graph.scalar(-calibrator.b)]);
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
