/** Trees of a file. Children come after their parent and have no other, so that every walk down ends; no branch is deeper than may be. */
import type { BoostingModel } from '../../ml/boosting-model.ts';
import type { ForestModel } from '../../ml/forest-model.ts';
import type { TreeModel } from '../../ml/tree-model.ts';
import type { Joined } from '../../ml/join-levels.ts';
import type { Part } from './part.ts';
import type { Shape } from './shape.ts';

const MOST_NODES = 5_000_000;
const DEEPEST = 2_000;
const MOST_TREES = 10_000;

export function treePart(part: Part, { columns, classification }: Shape): TreeModel {
  const feature = part.at('feature').i32(undefined, -2, columns - 1);
  const nodes = feature.length;
  if (nodes === 0 || nodes > MOST_NODES) return part.refuse();
  const outputs = classification ? 2 : 1;
  const tree: TreeModel = {
    kind: 'tree',
    task: part.at('task').oneOf([classification ? 'classification' : 'regression']),
    criterion: part.at('criterion').oneOf(classification ? (['gini', 'entropy'] as const) : (['squared_error'] as const)),
    ...(part.at('search').isThere && { search: part.at('search').oneOf(['histogram'] as const) }),
    outputs: part.at('outputs').count(outputs, outputs),
    columns: part.at('columns').count(columns, columns),
    smoothing: part.at('smoothing').number(0),
    childrenLeft: part.at('childrenLeft').i32(nodes),
    childrenRight: part.at('childrenRight').i32(nodes),
    feature,
    threshold: part.at('threshold').f64(nodes),
    impurity: part.at('impurity').f64(nodes),
    samples: part.at('samples').i32(nodes, 0),
    weightedSamples: part.at('weightedSamples').f64(nodes),
    value: part.at('value').f64(nodes * outputs),
  };
  if (tree.weightedSamples.some((weight) => !(weight + tree.smoothing > 0))) part.refuse();
  checkNodes(part, tree, [0]);
  return tree;
}

export function forestPart(part: Part, shape: Shape): ForestModel {
  const { columns, classification } = shape;
  const outputs = classification ? 2 : 1;
  const bag = part.at('outOfBag');
  return {
    kind: 'forest',
    task: part.at('task').oneOf([classification ? 'classification' : 'regression']),
    outputs: part.at('outputs').count(outputs, outputs),
    columns: part.at('columns').count(columns, columns),
    trees: part
      .at('trees')
      .list(MOST_TREES, 1)
      .map((tree) => (tree.at('kind').oneOf(['tree']), treePart(tree, shape))),
    outOfBag: bag.isNull ? null : { value: bag.at('value').isNull ? null : bag.at('value').number(), rows: bag.at('rows').count() },
  };
}

/** Words of a set of levels, as in `BoostingModel.levelSets`. */
const WORDS = 8;

export function boostingPart(part: Part, { columns: given, classification }: Shape): BoostingModel {
  const joined = part.at('joined').isThere ? joinedPart(part.at('joined'), given) : undefined;
  const columns = joined?.length ?? given;
  const feature = part.at('feature').i32(undefined, -2, columns - 1);
  const nodes = feature.length;
  if (nodes === 0 || nodes > MOST_NODES) return part.refuse();
  const levelSets = part.at('levelSets').u32();
  if (levelSets.length % WORDS !== 0) return part.refuse();
  const classes = classification ? 2 : 0;
  const stopping = part.at('stopping');
  const threshold = part.at('threshold').anyF64(nodes);
  const model: BoostingModel = {
    kind: 'boosting',
    loss: part.at('loss').oneOf(classification ? (['log_loss'] as const) : (['squared_error', 'quantile', 'poisson'] as const)),
    classes: part.at('classes').count(classes, classes),
    columns: part.at('columns').count(columns, columns),
    ...(joined && { joined }),
    baseline: part.at('baseline').f64(1),
    roots: part.at('roots').i32(undefined, 0, nodes - 1),
    childrenLeft: part.at('childrenLeft').i32(nodes),
    childrenRight: part.at('childrenRight').i32(nodes),
    feature,
    threshold: threshold.every((value) => Number.isFinite(value) || value === Infinity) ? threshold : part.at('threshold').refuse(),
    missingLeft: part.at('missingLeft').u8(nodes, 1),
    value: part.at('value').f64(nodes),
    samples: part.at('samples').i32(nodes, 0),
    gain: part.at('gain').f64(nodes),
    levelSet: part.at('levelSet').i32(nodes, -1, levelSets.length / WORDS - 1),
    levelSets,
    levels: part
      .at('levels')
      .list(columns, columns)
      .map((levels) => (levels.isNull ? null : ascending(levels, 32 * WORDS))),
    stopping: stopping.isNull ? null : { train: stopping.at('train').anyF64(), validation: stopping.at('validation').anyF64() },
  };
  checkNodes(part, model, Array.from(model.roots));
  return model;
}

/** Each column of a row goes into exactly one. */
function joinedPart(part: Part, columns: number): Joined[] {
  const joined = part.list(columns, 1).map((one) => {
    const from = one.at('columns').i32(undefined, 0, columns - 1);
    return { columns: from, factors: one.at('factors').f64(from.length), offset: one.at('offset').number() };
  });
  const used = joined.flatMap((one) => Array.from(one.columns));
  const isEach = used.length === columns && new Set(used).size === columns && joined.every((one) => one.columns.length > 0);
  return isEach ? joined : part.refuse();
}

function ascending(part: Part, most: number): Float64Array {
  const values = part.f64();
  return values.length <= most && values.every((value, i) => i === 0 || values[i - 1] < value) ? values : part.refuse();
}

type Nodes = Pick<TreeModel, 'childrenLeft' | 'childrenRight' | 'feature'>;

/** Every node but the roots is the child of exactly one node before it; a leaf asks nothing. */
function checkNodes(part: Part, { childrenLeft, childrenRight, feature }: Nodes, roots: readonly number[]): void {
  const nodes = feature.length;
  const depth = new Int32Array(nodes).fill(-1);
  for (const root of roots) {
    if (depth[root] !== -1) part.at('roots').refuse();
    depth[root] = 0;
  }
  for (let node = 0; node < nodes; node++) {
    const [left, right] = [childrenLeft[node], childrenRight[node]];
    if (depth[node] < 0 || depth[node] > DEEPEST) part.at('childrenLeft').refuse();
    if (left === -1) {
      if (right !== -1 || feature[node] !== -2) part.at('childrenRight').refuse();
      continue;
    }
    if (feature[node] < 0) part.at('feature').refuse();
    for (const child of [left, right]) {
      if (child <= node || child >= nodes || depth[child] !== -1) part.at('childrenLeft').refuse();
      depth[child] = depth[node] + 1;
    }
  }
}
