/** What is learned in the bench: each with our own code, timed, and a figure that says whether scikit-learn learned the same. */
import { take, takeRows, type Matrix } from '../../../src/core/matrix.ts';
import { RandomState } from '../../../src/core/rng.ts';
import { auc } from '../../../src/ml/auc.ts';
import { boosting } from '../../../src/ml/boosting.ts';
import { train, type Algorithm } from '../../../src/ml/contract.ts';
import { forest } from '../../../src/ml/forest.ts';
import { permutationImportance } from '../../../src/ml/importance.ts';
import { imputeNearest } from '../../../src/ml/impute-nearest.ts';
import { kmeans } from '../../../src/ml/kmeans.ts';
import { linear } from '../../../src/ml/linear.ts';
import { linearSvm } from '../../../src/ml/linear-svm.ts';
import { squaredHinge } from '../../../src/ml/linear-svm-newton.ts';
import { logistic } from '../../../src/ml/logistic.ts';
import { logLoss, r2Score } from '../../../src/ml/metrics.ts';
import { mlp } from '../../../src/ml/mlp.ts';
import { stratifiedKFold } from '../../../src/ml/split.ts';
import { KernelRows, scaleGamma, type Kernel } from '../../../src/ml/svm-kernel.ts';
import { decisionsOf, fitPair } from '../../../src/ml/svm-machine.ts';
import { tree } from '../../../src/ml/tree.ts';
import { findGroups } from '../../../src/ml/unsupervised.ts';
import { GAPS_ROWS, RFM_COLUMNS, RFM_ROWS, TRAIN_ROWS, WIDE_COLUMNS, WIDE_ROWS } from './shapes.ts';

export interface Tables {
  x: Matrix;
  y: Float64Array;
  amount: Float64Array;
  testX: Matrix;
  testY: Float64Array;
  rfm: Matrix;
  gaps: Matrix;
}

export interface Learned {
  millis: number;
  /** What scikit-learn's script gives too: a share of right order, a loss, a sum of squares. */
  figure: number;
}

export interface Subject {
  id: string;
  what: string;
  /** What scikit-learn runs beside it. */
  native: string;
  /** Largest ratio of the two times. */
  target: number;
  /** By how much, as a share, the figures may differ. */
  apart: number;
  run(tables: Tables): Promise<Learned>;
}

/** Rows a kernel machine learns from, rows it is asked about, and rows that are shuffled. */
const KERNEL_ROWS = 5000;
const SHUFFLED_ROWS = 20_000;

export function newTables({ wide, rfm, gaps }: Record<'wide' | 'rfm' | 'gaps', Float64Array>): Tables {
  const all: Matrix = { rows: WIDE_ROWS, columns: WIDE_COLUMNS, values: wide.subarray(0, WIDE_ROWS * WIDE_COLUMNS) };
  const answers = wide.subarray(WIDE_ROWS * WIDE_COLUMNS, WIDE_ROWS * (WIDE_COLUMNS + 1));
  return {
    x: firstRows(all, 0, TRAIN_ROWS),
    y: answers.slice(0, TRAIN_ROWS),
    amount: wide.slice(WIDE_ROWS * (WIDE_COLUMNS + 1)).subarray(0, TRAIN_ROWS),
    testX: firstRows(all, TRAIN_ROWS, WIDE_ROWS),
    testY: answers.slice(TRAIN_ROWS),
    rfm: { rows: RFM_ROWS, columns: RFM_COLUMNS, values: rfm },
    gaps: { rows: GAPS_ROWS, columns: WIDE_COLUMNS, values: gaps },
  };
}

function firstRows(x: Matrix, from: number, to: number): Matrix {
  return takeRows(
    x,
    Uint32Array.from({ length: to - from }, (_, i) => from + i),
  );
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ millis: number; result: T }> {
  const started = performance.now();
  const result = await work();
  return { millis: performance.now() - started, result };
}

/** With the algorithm's defaults but for `params`. */
async function fit<P extends object, M>(algorithm: Algorithm<P, M>, x: Matrix, y: Float64Array, params: Partial<P>) {
  const input = { x, y, params: { ...algorithm.defaults, ...params }, random: new RandomState(0), trace: false };
  return timed(() => train(algorithm, input));
}

function ranking<P extends object, M>(algorithm: Algorithm<P, M>, params: Partial<P>): Subject['run'] {
  return async ({ x, y, testX, testY }) => {
    const { millis, result } = await fit(algorithm, x, y, params);
    return { millis, figure: auc(testY, algorithm.predict(result, testX)) };
  };
}

function groups(table: 'x' | 'rfm'): Subject['run'] {
  return async (tables) => {
    const params = { ...kmeans.defaults, n_clusters: 5, compat: '1.4+' as const };
    const { millis, result } = await timed(() =>
      findGroups(kmeans, { x: tables[table], params, random: new RandomState(0), trace: false }),
    );
    return { millis, figure: result.inertia };
  };
}

function drain<R>(run: Generator<unknown, R, void>): R {
  let next = run.next();
  while (!next.done) next = run.next();
  return next.value;
}

function kernelMachine({ x, y }: Tables) {
  const some = firstRows(x, 0, KERNEL_ROWS);
  const kernel: Kernel = { kind: 'rbf', gamma: scaleGamma(some), coef0: 0, degree: 3 };
  const rowsOf = [0, 1].map((label) => Array.from({ length: KERNEL_ROWS }, (_, i) => i).filter((i) => y[i] === label));
  const settings = { tolerance: 1e-3, shrinking: true, maxSteps: 1e7 };
  const machine = drain(fitPair(new KernelRows(kernel, some), [0, 1], rowsOf, [1, 1], settings, false));
  const machines = [{ ...machine, at: Int32Array.from(machine.rows.keys()) }];
  return { decide: (of: Matrix) => decisionsOf(kernel, takeRows(some, machine.rows), machines, of)[0] };
}

export const SUBJECTS: readonly Subject[] = [
  {
    id: 'linear',
    what: 'Linear regression with its inference',
    native: 'LinearRegression',
    target: 0.5,
    apart: 1e-9,
    run: async ({ x, amount }) => {
      const { millis, result } = await fit(linear, x, amount, {});
      return { millis, figure: r2Score(amount, linear.predict(result, x)) };
    },
  },
  {
    id: 'logistic',
    what: 'Logistic regression',
    native: 'LogisticRegression (lbfgs)',
    target: 1,
    apart: 1e-5,
    run: async ({ x, y }) => {
      const { millis, result } = await fit(logistic, x, y, {});
      return { millis, figure: logLoss(y, logistic.predict(result, x)) };
    },
  },
  {
    id: 'logistic-folds',
    what: 'Logistic regression in 5 folds, one worker',
    native: 'cross_val_score of it, AUC',
    target: 0.5,
    apart: 1e-4,
    run: async ({ x, y }) => {
      const { millis, result } = await timed(async () => {
        let sum = 0;
        for (const { train: known, test } of stratifiedKFold(y, 5)) {
          const { result: model } = await fit(logistic, takeRows(x, known), take(y, known), {});
          sum += auc(take(y, test), logistic.predict(model, takeRows(x, test)));
        }
        return sum / 5;
      });
      return { millis, figure: result };
    },
  },
  {
    id: 'tree',
    what: 'Decision tree, depth 8',
    native: 'DecisionTreeClassifier',
    target: 0.2,
    apart: 0.005,
    run: ranking(tree, { max_depth: 8 }),
  },
  {
    id: 'tree-whole',
    what: 'Decision tree, no limit',
    native: 'DecisionTreeClassifier',
    target: 0.25,
    apart: 0.02,
    run: ranking(tree, {}),
  },
  {
    id: 'forest',
    what: 'Random forest, 10 trees',
    native: 'RandomForestClassifier, one thread',
    target: 0.25,
    apart: 0.01,
    run: ranking(forest, { n_estimators: 10 }),
  },
  {
    id: 'boosting',
    what: 'Boosting, 100 trees of 31 leaves',
    native: 'HistGradientBoostingClassifier, one thread',
    target: 0.8,
    apart: 0.003,
    run: ranking(boosting, { early_stopping: 'no' }),
  },
  {
    id: 'boosting-small',
    what: 'The same on 50,000 x 20',
    native: 'HistGradientBoostingClassifier, one thread',
    target: 0.8,
    apart: 0.003,
    run: async ({ x, y }) => {
      const some = { rows: 50_000, columns: 20, values: firstRows(x, 0, 50_000).values.subarray(0, 1_000_000) };
      const { millis, result } = await fit(boosting, some, y.slice(0, 50_000), { early_stopping: 'no' });
      return { millis, figure: auc(y.subarray(0, 50_000), boosting.predict(result, some)) };
    },
  },
  {
    id: 'linear-svm',
    what: 'Linear SVM',
    native: 'LinearSVC',
    target: 0.25,
    apart: 0.001,
    run: async ({ x, y, testX, testY }) => {
      const problem = { x, sign: y.map((label) => 2 * label - 1), cost: new Float64Array(x.rows).fill(1), tolerance: 1e-4, maxIterations: 1000 }; // prettier-ignore
      const { millis, result } = await timed(() => drain(squaredHinge(problem)));
      const model = { coefficients: result.weights.subarray(0, x.columns), intercept: 0 };
      return { millis, figure: auc(testY, linear.predict({ ...model } as never, testX)) };
    },
  },
  {
    id: 'linear-svm-chance',
    what: 'Linear SVM with its chance from 5 folds',
    native: 'CalibratedClassifierCV(LinearSVC, ensemble=False)',
    target: 0.25,
    apart: 0.001,
    run: ranking(linearSvm, {}),
  },
  {
    id: 'svm',
    what: 'SVM with an rbf kernel, 5,000 rows',
    native: 'SVC',
    target: 1,
    apart: 1e-4,
    run: async (tables) => {
      const { millis, result } = await timed(() => kernelMachine(tables));
      return { millis, figure: auc(tables.testY.subarray(0, KERNEL_ROWS), result.decide(firstRows(tables.testX, 0, KERNEL_ROWS))) };
    },
  },
  {
    id: 'svm-decide',
    what: 'Its decisions on 50,000 rows',
    native: 'SVC.decision_function',
    target: 0.2,
    apart: 1e-4,
    run: async (tables) => {
      const { decide } = kernelMachine(tables);
      const { millis, result } = await timed(() => decide(tables.testX));
      return { millis, figure: auc(tables.testY, result) };
    },
  },
  {
    id: 'mlp',
    what: 'Network 32-32, 20 epochs',
    native: 'MLPClassifier',
    target: 1,
    apart: 0.001,
    run: ranking(mlp, { units_1: 32, units_2: 32, max_iter: 20 }),
  },
  {
    id: 'kmeans',
    what: 'k-means, 5 groups, 10 starts, 25 columns',
    native: 'KMeans',
    target: 1,
    apart: 1e-3,
    run: groups('x'),
  },
  {
    id: 'kmeans-rfm',
    what: 'k-means, 5 groups, 10 starts, 50,000 x 3',
    native: 'KMeans',
    target: 0.8,
    apart: 1e-3,
    run: groups('rfm'),
  },
  {
    id: 'importance',
    what: 'Permutation importance of boosting, 20,000 rows x 5',
    native: 'permutation_importance',
    target: 0.4,
    apart: 0.05,
    run: async ({ x, y, testX, testY }) => {
      const { result: model } = await fit(boosting, x, y, { early_stopping: 'no' });
      const [someX, someY] = [firstRows(testX, 0, SHUFFLED_ROWS), testY.subarray(0, SHUFFLED_ROWS)];
      const predict = (of: Matrix) => boosting.predict(model, of);
      const columns = Array.from({ length: x.columns }, (_, j) => [j]);
      const { millis, result } = await timed(() =>
        drain(permutationImportance({ predict, x: someX, y: someY, groups: columns, loss: logLoss, repeats: 5, seed: 0 })),
      );
      return { millis, figure: Math.max(...result.map(({ value }) => value ?? 0)) };
    },
  },
  {
    id: 'impute',
    what: 'Gaps filled from the 5 nearest of 20,000 rows',
    native: 'KNNImputer',
    target: 0.3,
    apart: 1e-9,
    run: async ({ gaps }) => {
      const { millis, result } = await timed(() => imputeNearest(gaps, gaps, { k: 5, weights: 'uniform' }));
      return { millis, figure: result.values.reduce((sum, value) => sum + value * value, 0) };
    },
  },
];
