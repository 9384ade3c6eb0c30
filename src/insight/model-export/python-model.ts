/** How each algorithm is learned in Python: by scikit-learn, with the same settings; what it has no equal of is written down as learned. */
import { AppError } from '../../core/errors.ts';
import type { AlgorithmId, StoredModel } from '../../core/model-card.ts';
import type { LogisticParams } from '../../ml/logistic.ts';
import type { LinearParams } from '../../ml/linear.ts';
import type { RuleParams } from '../../ml/rule.ts';
import type { NeuralModel } from '../../ml/tf/neural.ts';
import type { TreeParams } from '../../ml/tree.ts';

/** `lines` set `predicted` for all rows from `z` (rows x facts, scaled), `y` and `train` (a mask). */
export interface PythonModel {
  imports: string[];
  lines: string[];
  /** False: the lines repeat what was learned instead of learning it again. */
  learnsAgain: boolean;
}

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
    const { alpha } = paramsOf<LinearParams>(stored);
    return {
      imports: [`from sklearn.linear_model import ${alpha > 0 ? 'Ridge' : 'LinearRegression'}`],
      lines: learned(alpha > 0 ? `Ridge(alpha=${number(alpha)}, solver="svd")` : 'LinearRegression()', false),
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
};

/** Errors: `not-exportable`. */
export function pythonModel(stored: StoredModel, classification: boolean): PythonModel {
  const write = WRITERS[stored.card.algorithm];
  if (!write) throw new AppError('not-exportable', { format: 'Python', algorithm: stored.card.algorithm });
  return write(stored, classification);
}

function learned(model: string, classification: boolean): string[] {
  return [
    `model = ${model}`,
    'model.fit(z[train], y[train])',
    classification ? 'predicted = model.predict_proba(z)[:, 1]' : 'predicted = model.predict(z)',
  ];
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
