/** What each algorithm has learned, read from a file with every length, index and number checked. */
import { AppError } from '../../core/errors.ts';
import type { Matrix } from '../../core/matrix.ts';
import type { AlgorithmId } from '../../core/model-card.ts';
import type { AdditiveModel } from '../../ml/additive.ts';
import type { BaselineModel } from '../../ml/baseline.ts';
import type { BayesModel } from '../../ml/bayes.ts';
import type { LinearSvmModel } from '../../ml/linear-svm.ts';
import type { LinearModel } from '../../ml/linear.ts';
import type { LogisticModel } from '../../ml/logistic.ts';
import type { MlpModel } from '../../ml/mlp.ts';
import type { NearestModel } from '../../ml/nearest.ts';
import { ALGORITHMS } from '../../ml/registry.ts';
import type { RuleModel } from '../../ml/rule.ts';
import type { StackModel } from '../../ml/stack.ts';
import type { SvmModel } from '../../ml/svm.ts';
import type { NeuralModel } from '../../ml/tf/neural.ts';
import type { Part } from './part.ts';
import type { Shape } from './shape.ts';
import { boostingPart, forestPart, treePart } from './tree-parts.ts';

const MOST_LAYERS = 16;
const MOST_MEMBERS = 100;
const MOST_UNITS = 100_000;
const MOST_EPOCHS = 1_000_000;
/** Of a leaf of the k-d tree, as in `ml/kd-tree.ts`. */
const LEAF_ROWS = 32;

const READERS: Record<AlgorithmId, (part: Part, shape: Shape) => unknown> = {
  baseline: (part, { classification }): BaselineModel => ({
    kind: 'baseline',
    value: classification ? part.at('value').number(0, 1) : part.at('value').number(),
    rows: part.at('rows').count(1),
  }),
  rule: (part, { columns, classification }): RuleModel => ({
    kind: 'rule',
    output: outputOf(part, classification),
    feature: part.at('feature').count(0, columns - 1),
    centre: part.at('centre').number(),
    scale: part.at('scale').divisor(),
    intercept: part.at('intercept').number(),
    slope: part.at('slope').number(),
  }),
  linear: (part, { columns, classification }): LinearModel => {
    if (classification) return part.refuse();
    const robust = part.at('robustErrors');
    return {
      kind: 'linear',
      alpha: part.at('alpha').number(0),
      intercept: part.at('intercept').number(),
      coefficients: part.at('coefficients').f64(columns),
      rows: part.at('rows').count(1),
      rank: part.at('rank').count(0, columns),
      degreesOfFreedom: part.at('degreesOfFreedom').number(),
      singular: part.at('singular').anyF64(),
      mse: part.at('mse').anyNumber(),
      r2: part.at('r2').anyNumber(),
      s2: part.at('s2').anyNumber(),
      standardErrors: part.at('standardErrors').anyF64(columns + 1),
      ...(robust.isThere && { robustErrors: robust.anyF64(columns + 1) }),
      vif: part.at('vif').anyF64(columns),
    };
  },
  logistic: (part, { columns, classification }): LogisticModel => {
    const errors = part.at('standardErrors');
    return {
      kind: 'logistic',
      classes: twoClasses(part, classification),
      columns: part.at('columns').count(columns, columns),
      weights: part.at('weights').f64(columns + 1),
      C: part.at('C').isNull ? null : part.at('C').number(0),
      solver: part.at('solver').oneOf(['newton', 'lbfgs']),
      iterations: part.at('iterations').count(),
      converged: part.at('converged').flag(),
      loss: part.at('loss').anyNumber(),
      maxGradient: part.at('maxGradient').anyNumber(),
      standardErrors: errors.isThere ? errors.anyF64(columns + 1) : undefined,
    };
  },
  additive: (part, { columns, classification }): AdditiveModel => ({
    kind: 'additive',
    output: outputOf(part, classification),
    columns: part.at('columns').count(columns, columns),
    intercept: part.at('intercept').number(),
    curves: part
      .at('curves')
      .list(columns, columns)
      .map((curve) => {
        const knots = curve.at('knots').f64();
        return { knots, slope: curve.at('slope').number(), bends: curve.at('bends').f64(knots.length), mean: curve.at('mean').number() };
      }),
    iterations: part.at('iterations').count(),
    converged: part.at('converged').flag(),
  }),
  bayes: (part, { columns, classification }): BayesModel => {
    if (!classification) return part.refuse();
    const priors = part.at('priors').f64(2);
    const variances = matrixPart(part.at('variances'), columns, 2, 2);
    if (priors.some((share) => share < 0 || share > 1) || variances.values.some((value) => !(value > 0))) part.refuse();
    return {
      kind: 'bayes',
      priors,
      means: matrixPart(part.at('means'), columns, 2, 2),
      variances,
      epsilon: part.at('epsilon').number(0),
      rows: part.at('rows').count(1),
    };
  },
  nearest: (part, { columns, classification }): NearestModel => {
    const tree = part.at('tree');
    const points = matrixPart(tree.at('points'), columns, 1);
    const { rows } = points;
    let levels = 0;
    while (rows >> levels > LEAF_ROWS) levels++;
    const corners = (2 ** (levels + 1) - 1) * columns;
    const order = tree.at('order').u32(rows, rows - 1);
    if (new Set(order).size !== rows) tree.at('order').refuse();
    const y = part.at('y').f64(rows);
    if (classification && y.some((answer) => answer !== 0 && answer !== 1)) part.at('y').refuse();
    return {
      kind: 'nearest',
      neighbors: part.at('neighbors').count(1, rows),
      weights: part.at('weights').oneOf(['uniform', 'distance']),
      output: outputOf(part, classification),
      classes: classification ? twoClasses(part, true) : part.at('classes').count(0, 0),
      tree: { points, order, levels: tree.at('levels').count(levels, levels), low: tree.at('low').f64(corners), high: tree.at('high').f64(corners) }, // prettier-ignore
      y,
    };
  },
  tree: treePart,
  forest: forestPart,
  boosting: boostingPart,
  svm: (part, { columns, classification }): SvmModel => {
    const support = matrixPart(part.at('support'), columns, 0);
    const classes = classification ? 2 : 0;
    const kernel = part.at('kernel');
    const counts = part.at('supportCounts').i32(classification ? 2 : 1, 0);
    return {
      kind: 'svm',
      output: outputOf(part, classification),
      classes: part.at('classes').count(classes, classes),
      columns: part.at('columns').count(columns, columns),
      kernel: {
        kind: kernel.at('kind').oneOf(['linear', 'rbf', 'poly']),
        gamma: kernel.at('gamma').number(0),
        coef0: kernel.at('coef0').number(),
        degree: kernel.at('degree').count(1, 10),
      },
      support,
      supportRows: part.at('supportRows').i32(support.rows, 0),
      supportCounts: counts.reduce((sum, count) => sum + count, 0) === support.rows ? counts : part.at('supportCounts').refuse(),
      machines: part
        .at('machines')
        .list(1, 1)
        .map((machine) => {
          const dual = machine.at('dual').f64();
          return {
            first: machine.at('first').count(0, 0),
            second: machine.at('second').count(0, 1),
            dual,
            intercept: machine.at('intercept').number(),
            iterations: machine.at('iterations').count(),
            converged: machine.at('converged').flag(),
            at: machine.at('at').i32(dual.length, 0, support.rows - 1),
            link: linkPart(machine.at('link')),
          };
        }),
    };
  },
  'linear-svm': (part, { columns, classification }): LinearSvmModel => ({
    kind: 'linear-svm',
    classes: twoClasses(part, classification),
    columns: part.at('columns').count(columns, columns),
    loss: part.at('loss').oneOf(['squared_hinge', 'hinge']),
    C: part.at('C').number(0),
    machines: part
      .at('machines')
      .list(1, 1)
      .map((machine) => ({
        label: machine.at('label').count(1, 1),
        coefficients: machine.at('coefficients').f64(columns),
        intercept: machine.at('intercept').number(),
        link: linkPart(machine.at('link')),
        iterations: machine.at('iterations').count(),
        converged: machine.at('converged').flag(),
      })),
  }),
  mlp: (part, { columns, classification }): MlpModel => {
    const classes = classification ? 2 : 0;
    const numbers = (name: string) => part.at(name).list(MOST_EPOCHS).map((entry) => entry.anyNumber()); // prettier-ignore
    return {
      kind: 'mlp',
      output: outputOf(part, classification),
      classes: part.at('classes').count(classes, classes),
      columns: part.at('columns').count(columns, columns),
      activation: part.at('activation').oneOf(['identity', 'logistic', 'tanh', 'relu']),
      layers: layersPart(part, columns, (values, length) => values.f64(length)),
      centre: part.at('centre').number(),
      scale: part.at('scale').number(),
      epochs: part.at('epochs').count(),
      loss: part.at('loss').anyNumber(),
      lossCurve: numbers('lossCurve'),
      validationScores: numbers('validationScores'),
      converged: part.at('converged').flag(),
    };
  },
  neural: (part, { columns, classification }): NeuralModel => ({
    kind: 'neural',
    output: outputOf(part, classification),
    columns: part.at('columns').count(columns, columns),
    layers: layersPart(part, columns, (values, length) => values.f32(length)),
    centre: part.at('centre').number(),
    scale: part.at('scale').number(),
    backend: part.at('backend').oneOf(['wasm', 'webgl']),
    epochs: part.at('epochs').count(),
    bestEpoch: part.at('bestEpoch').count(),
  }),
  stack: stackPart,
};

/** A stack holds no stack: what is in it is read once. */
const MEMBERS = Object.values(ALGORITHMS).flatMap(({ id }) => (id === 'stack' ? [] : [id]));

function stackPart(part: Part, shape: Shape): StackModel {
  const { columns, classification } = shape;
  return {
    kind: 'stack',
    output: outputOf(part, classification),
    columns: part.at('columns').count(columns, columns),
    intercept: part.at('intercept').number(),
    members: part
      .at('members')
      .list(MOST_MEMBERS, 1)
      .map((member) => {
        const algorithm = member.at('algorithm').oneOf(MEMBERS);
        return {
          algorithm,
          weight: member.at('weight').number(0),
          seed: member.at('seed').count(0, 0xffffffff),
          model: modelPart(member.at('model'), algorithm, shape),
        };
      }),
  };
}

/** Errors: `bad-model`. */
export function modelPart(part: Part, algorithm: AlgorithmId, shape: Shape): unknown {
  part.at('kind').oneOf([algorithm]);
  try {
    return READERS[algorithm](part, shape);
  } catch (thrown) {
    // More than there is memory for.
    if (thrown instanceof RangeError) throw new AppError('bad-model', { path: part.path });
    throw thrown;
  }
}

function outputOf(part: Part, classification: boolean): 'chance' | 'amount' {
  return part.at('output').oneOf([classification ? 'chance' : 'amount']);
}

function twoClasses(part: Part, classification: boolean): number {
  return classification ? part.at('classes').count(2, 2) : part.refuse();
}

function linkPart(part: Part): { slope: number; intercept: number } {
  return { slope: part.at('slope').number(0), intercept: part.at('intercept').number() };
}

export function matrixPart(part: Part, columns: number, leastRows: number, mostRows?: number): Matrix {
  const rows = part.at('rows').count(leastRows, mostRows);
  return { rows, columns: part.at('columns').count(columns, columns), values: part.at('values').f64(rows * columns) };
}

/** Each layer takes what the one before gives; the last gives one number. */
function layersPart<T>(part: Part, columns: number, values: (part: Part, length: number) => T) {
  let width = columns;
  const layers = part.at('layers').list(MOST_LAYERS, 1);
  return layers.map((layer, depth) => {
    const isLast = depth === layers.length - 1;
    const inputs = layer.at('inputs').count(width, width);
    const outputs = layer.at('outputs').count(1, isLast ? 1 : MOST_UNITS);
    width = outputs;
    return { inputs, outputs, weights: values(layer.at('weights'), inputs * outputs), biases: values(layer.at('biases'), outputs) };
  });
}
