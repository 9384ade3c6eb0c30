/** How each algorithm is learned in Python: by scikit-learn, with the same settings; what it has no equal of is written down as learned. */
import { AppError } from '../../core/errors.ts';
import type { AlgorithmId, StoredModel } from '../../core/model-card.ts';
import type { AdditiveModel, AdditiveParams } from '../../ml/additive.ts';
import type { BayesParams } from '../../ml/bayes.ts';
import type { BoostingModel } from '../../ml/boosting-model.ts';
import type { BoostingParams } from '../../ml/boosting-params.ts';
import { CLIP } from '../../ml/calibrate.ts';
import type { ForestParams } from '../../ml/forest.ts';
import type { Joined } from '../../ml/join-levels.ts';
import type { LogisticParams } from '../../ml/logistic.ts';
import type { LinearParams } from '../../ml/linear.ts';
import { algorithmOf } from '../../ml/registry.ts';
import type { RuleParams } from '../../ml/rule.ts';
import type { StackModel, StackParams } from '../../ml/stack.ts';
import type { NeuralModel } from '../../ml/tf/neural.ts';
import type { TreeParams } from '../../ml/tree.ts';

/** `lines` set `predicted` for all rows from `z` (rows x facts, scaled), `y` and `train` (a mask). */
export interface PythonModel {
  imports: string[];
  lines: string[];
  /** False: the lines repeat what was learned instead of learning it again. */
  learnsAgain: boolean;
}

const BOOSTING_SHARED = ['learning_rate', 'max_iter', 'max_leaf_nodes', 'max_depth', 'min_samples_leaf', 'l2_regularization', 'max_bins', 'validation_fraction', 'n_iter_no_change', 'tol'] as const; // prettier-ignore

type Writer = (stored: StoredModel, classification: boolean) => PythonModel;

// What a model of each kind was made with; `params` were checked when it was trained.
const paramsOf = <T>(stored: StoredModel): T => stored.card.params as T;

const WRITERS: Partial<Record<AlgorithmId, Writer>> = {
  baseline: (_, classification) => ({
    imports: [`from sklearn.dummy import ${classification ? 'DummyClassifier' : 'DummyRegressor'}`],
    lines: learned(classification ? 'DummyClassifier(strategy="prior")' : 'DummyRegressor(strategy="mean")', classification),
    learnsAgain: true,
  }),
  rule: (stored, classification) => {
    const { feature } = paramsOf<RuleParams>(stored);
    const fact = `fact = StandardScaler().fit(z[train, ${feature}:${feature + 1}]).transform(z[:, ${feature}:${feature + 1}])`;
    return classification
      ? {
          imports: ['from sklearn.linear_model import LogisticRegression'],
          lines: [
            fact,
            'model = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-10).fit(fact[train], y[train])',
            'predicted = model.predict_proba(fact)[:, 1]',
          ],
          learnsAgain: true,
        }
      : {
          imports: ['from sklearn.linear_model import LinearRegression'],
          lines: [fact, 'predicted = LinearRegression().fit(fact[train], y[train]).predict(fact)'],
          learnsAgain: true,
        };
  },
  linear: (stored) => {
    const { alpha, l1_ratio, fit_intercept } = paramsOf<LinearParams>(stored);
    const free = fit_intercept ? '' : ', fit_intercept=False';
    const model =
      alpha === 0
        ? `LinearRegression(${free.slice(2)})`
        : l1_ratio === null
          ? `Ridge(alpha=${number(alpha)}, solver="svd"${free})`
          : `ElasticNet(alpha=${number(alpha)}, l1_ratio=${number(l1_ratio)}, tol=1e-12, max_iter=100000${free})`;
    return {
      imports: [`from sklearn.linear_model import ${model.split('(')[0]}`],
      lines: learned(model, false),
      learnsAgain: true,
    };
  },
  logistic: (stored) => {
    const { C, solver, tol, max_iter, class_weight } = paramsOf<LogisticParams>(stored);
    const settings = [
      `C=${C === null ? 'np.inf' : number(C)}`,
      `solver="${solver === 'newton' ? 'newton-cholesky' : 'lbfgs'}"`,
      `tol=${number(tol ?? (solver === 'newton' ? 1e-10 : 1e-4))}`,
      `max_iter=${max_iter}`,
      ...(class_weight ? [`class_weight="${class_weight}"`] : []),
    ];
    return {
      imports: ['from sklearn.linear_model import LogisticRegression'],
      lines: learned(`LogisticRegression(${settings.join(', ')})`, true),
      learnsAgain: true,
    };
  },
  tree: (stored, classification) => {
    const { smoothing, random_state, ...params } = paramsOf<TreeParams>(stored);
    const settings = Object.entries(params)
      .filter(([name]) => classification || name !== 'class_weight')
      .map(([name, value]) => `${name}=${literal(value)}`);
    const seed = random_state ?? stored.card.split.seed;
    const grown = `${classification ? 'DecisionTreeClassifier' : 'DecisionTreeRegressor'}(${settings.join(', ')}, random_state=${seed})`;
    return {
      imports: [`from sklearn.tree import ${classification ? 'DecisionTreeClassifier' : 'DecisionTreeRegressor'}`],
      lines:
        classification && smoothing > 0
          ? [
              `model = ${grown}.fit(z[train], y[train])`,
              `# ${smoothing} more of each answer in every leaf: no leaf is ever certain.`,
              'leaf = model.apply(z)',
              'weight = model.tree_.weighted_n_node_samples[leaf]',
              'share = model.predict_proba(z)[:, 1]',
              `predicted = (share * weight + ${number(smoothing)}) / (weight + ${number(smoothing * 2)})`,
            ]
          : learned(grown, classification),
      learnsAgain: true,
    };
  },
  forest: (stored, classification) => {
    const { random_state, max_features, ...params } = paramsOf<ForestParams>(stored);
    const features = max_features === 'auto' ? (classification ? '"sqrt"' : '1.0') : literal(max_features);
    const settings = Object.entries(params)
      .filter(([name]) => classification || name !== 'class_weight')
      .map(([name, value]) => `${name}=${literal(value)}`);
    const name = classification ? 'RandomForestClassifier' : 'RandomForestRegressor';
    const seed = random_state ?? stored.card.split.seed;
    return {
      imports: [`from sklearn.ensemble import ${name}`],
      lines: learned(`${name}(${settings.join(', ')}, max_features=${features}, random_state=${seed})`, classification),
      learnsAgain: true,
    };
  },
  boosting: (stored, classification) => {
    const params = paramsOf<BoostingParams>(stored);
    const { joined } = stored.model as BoostingModel;
    // Drawing columns per tree is ours: scikit-learn draws them per node.
    if (params.columns_per_tree < 1) throw new AppError('not-exportable', { format: 'Python', algorithm: 'boosting' });
    const monotonic = [...params.increasing.map((j) => [j, 1]), ...params.decreasing.map((j) => [j, -1])];
    const settings = [
      ...(classification ? [] : [`loss="${params.loss}"`, ...(params.loss === 'quantile' ? [`quantile=${number(params.quantile)}`] : [])]),
      ...BOOSTING_SHARED.map((name) => `${name}=${literal(params[name])}`),
      `early_stopping=${{ auto: '"auto"', yes: 'True', no: 'False' }[params.early_stopping]}`,
      ...(params.categorical.length > 0 ? [`categorical_features=[${params.categorical.join(', ')}]`] : []),
      ...(monotonic.length > 0 ? [`monotonic_cst={${monotonic.map(([j, sign]) => `${j}: ${sign}`).join(', ')}}`] : []),
      `random_state=${params.random_state ?? stored.card.split.seed}`,
    ];
    const name = classification ? 'HistGradientBoostingClassifier' : 'HistGradientBoostingRegressor';
    return {
      imports: [`from sklearn.ensemble import ${name}`],
      lines: joined
        ? [joinedFacts(joined), ...learned(`${name}(${settings.join(', ')})`, classification, 'joined')]
        : learned(`${name}(${settings.join(', ')})`, classification),
      learnsAgain: true,
    };
  },
  additive: (stored, classification) => {
    const { C, alpha, max_iter } = paramsOf<AdditiveParams>(stored);
    const { curves } = stored.model as AdditiveModel;
    const bent = curves.flatMap(({ knots }, j) => (knots.length > 0 ? [`(${j}, [${numbers(knots)}])`] : []));
    const name = classification ? 'LogisticRegression' : 'Ridge';
    const settings = classification
      ? `C=${number(C)}, solver="newton-cholesky", tol=1e-10, max_iter=${max_iter}`
      : `alpha=${number(alpha)}, solver="svd"`;
    return {
      imports: [`from sklearn.linear_model import ${name}`],
      lines: [
        `pieces = np.hstack([z] + [np.maximum(0, z[:, [j]] - np.array(knots)) for j, knots in [${bent.join(', ')}]])`,
        'pieces = StandardScaler().fit(pieces[train]).transform(pieces)',
        ...learned(`${name}(${settings})`, classification, 'pieces'),
      ],
      learnsAgain: true,
    };
  },
  bayes: (stored) => ({
    imports: ['from sklearn.naive_bayes import GaussianNB'],
    lines: learned(`GaussianNB(var_smoothing=${number(paramsOf<BayesParams>(stored).var_smoothing)})`, true),
    learnsAgain: true,
  }),
  neural: (stored, classification) => {
    // The algorithm's own plain data, by the id on the card.
    const { layers, centre, scale } = stored.model as NeuralModel;
    return {
      imports: [],
      lines: [
        'h = z',
        ...layers.flatMap(({ inputs, outputs, weights, biases }, depth) => [
          `h = h @ np.array([${numbers(weights)}]).reshape(${inputs}, ${outputs}) + np.array([${numbers(biases)}])`,
          ...(depth < layers.length - 1 ? ['h = np.maximum(h, 0)'] : []),
        ]),
        classification ? 'predicted = 1 / (1 + np.exp(-h[:, 0]))' : `predicted = ${number(centre)} + ${number(scale)} * h[:, 0]`,
      ],
      learnsAgain: false,
    };
  },
  stack,
};

/** Errors: `not-exportable`. */
export function pythonModel(stored: StoredModel, classification: boolean): PythonModel {
  const write = WRITERS[stored.card.algorithm];
  if (!write) throw new AppError('not-exportable', { format: 'Python', algorithm: stored.card.algorithm });
  return write(stored, classification);
}

function learned(model: string, classification: boolean, facts = 'z'): string[] {
  return [
    `model = ${model}`,
    `model.fit(${facts}[train], y[train])`,
    classification ? `predicted = model.predict_proba(${facts})[:, 1]` : `predicted = model.predict(${facts})`,
  ];
}

/** Levels as the numbers that the trees ask about; rounded, so that equal levels are equal. */
function joinedFacts(joined: readonly Joined[]): string {
  const columns = joined.map(({ columns: from, factors, offset }) =>
    from.length === 1
      ? `z[:, ${from[0]}]`
      : `np.round(z[:, [${from.join(', ')}]] @ np.array([${numbers(factors)}]) + ${number(offset)}, 6)`,
  );
  return `joined = np.column_stack([${columns.join(', ')}])`;
}

/** The weighted sum of what its members say; each is learned anew with the seed it had. */
function stack(stored: StoredModel, classification: boolean): PythonModel {
  const { intercept, members } = stored.model as StackModel;
  const settings = paramsOf<StackParams>(stored);
  const imports = new Set<string>();
  const lines = [`raw = np.full(len(z), ${number(intercept)}, dtype=float)`];
  let learnsAgain = true;
  members.forEach(({ algorithm, weight, seed, model }, k) => {
    const write = algorithm === 'stack' ? undefined : WRITERS[algorithm];
    if (!write) throw new AppError('not-exportable', { format: 'Python', algorithm });
    const { defaults } = algorithmOf(algorithm);
    const params = { ...defaults, ...('random_state' in defaults && { random_state: seed }), ...settings.members[k].params };
    const part = write({ ...stored, model, card: { ...stored.card, algorithm, params } }, classification);
    part.imports.forEach((line) => imports.add(line));
    learnsAgain &&= part.learnsAgain;
    const clipped = `chance = np.clip(predicted, ${number(CLIP)}, ${number(1 - CLIP)})`;
    const said = classification ? 'np.log(chance / (1 - chance))' : 'predicted';
    lines.push(...part.lines, ...(classification ? [clipped] : []), `raw += ${number(weight)} * ${said}`);
  });
  lines.push(classification ? 'predicted = 1 / (1 + np.exp(-raw))' : 'predicted = raw');
  return { imports: [...imports], lines, learnsAgain };
}

export function literal(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? number(value) : JSON.stringify(value);
}

/** The shortest digits that give the same float again, in Python as here. */
export function number(value: number): string {
  if (Number.isNaN(value)) return 'np.nan';
  if (!Number.isFinite(value)) return value > 0 ? 'np.inf' : '-np.inf';
  return String(value);
}

export function numbers(values: ArrayLike<number>): string {
  return Array.from(values, number).join(', ');
}
