/**
 * k-means: k centres, each row with its nearest, so that the squared distances are small (Lloyd 1982; start: Arthur &
 * Vassilvitskii 2007). The best of `n_init` starts. Labels, centres, inertia and iterations are those of scikit-learn's
 * `KMeans(algorithm="lloyd")`, 1.2.1 or by `compat` the start of 1.3 and later. Columns are to be standardised before.
 * Cost O(rows · k · columns) an iteration at most; see `kmeans-lloyd.ts`.
 */
import { AppError } from '../core/errors.ts';
import { columnOf, type Matrix } from '../core/matrix.ts';
import { mean, variance } from '../core/stats.ts';
import { checkParams } from './check-params.ts';
import { newLoops } from './kmeans-loops.ts';
import { lloyd, type LloydRun } from './kmeans-lloyd.ts';
import { seedCentres, type FirstCentre } from './kmeans-seed.ts';
import { matrixOfPoints, pointsOf, squaredDistance, type Points } from './points.ts';
import { checkRows, type GroupInput, type Grouping } from './unsupervised.ts';

/** Named as in scikit-learn. */
export interface KMeansParams {
  n_clusters: number;
  n_init: number;
  max_iter: number;
  /** Stop when the squared moves of the centres add up to less than this share of the columns' mean variance. */
  tol: number;
  /** Which scikit-learn's rule for the first centre. */
  compat: FirstCentre;
}

export interface KMeansModel {
  kind: 'kmeans';
  /** groups x features. */
  centres: Matrix;
  /** Rows in each group. Zero where there were fewer different rows than groups. */
  sizes: Float64Array;
  /** Sum of squared distances of the training rows to their centres. */
  inertia: number;
  iterations: number;
  converged: boolean;
}

export type KMeansStep =
  /** A start: the rows that are first centres. */
  | { kind: 'seeds'; run: number; rows: Uint32Array }
  | {
      kind: 'iteration';
      run: number;
      iteration: number;
      changed: number;
      shift: number;
      centres: Matrix;
      /** Trace only: of each row its group, and its squared distance to the centre that drew it, before that moved. */
      labels?: Uint32Array;
      distances?: Float64Array;
    };

export const kmeans: Grouping<KMeansParams, KMeansModel, KMeansStep> = {
  id: 'kmeans',
  defaults: { n_clusters: 4, n_init: 10, max_iter: 300, tol: 1e-4, compat: '1.2' },
  parameters: [
    { name: 'n_clusters', kind: 'integer', range: [1, 1000], about: 'Groups.' },
    { name: 'n_init', kind: 'integer', range: [1, 1000], about: 'Starts; the best of them is kept.' },
    { name: 'max_iter', kind: 'integer', range: [1, 1e6], about: 'Iterations of one start at most.' },
    { name: 'tol', kind: 'number', range: [0, 1], about: 'Stop when the centres move less, as a share of the mean variance.' },
    { name: 'compat', kind: 'choice', choices: ['1.2', '1.4+'], about: 'Version of scikit-learn whose first centre is drawn.' },
  ],
  fit,
  assign: (model, x) => nearestCentre(pointsOf(x), pointsOf(model.centres)),
  describe: (model, features) => ({
    groups: Array.from(model.sizes, (rows, group) => ({
      rows,
      centre: Object.fromEntries(features.map((name, j) => [name, columnOf(model.centres, j)[group]])),
    })),
    inertia: model.inertia,
    iterations: model.iterations,
    converged: model.converged,
  }),
};

function* fit({ x, params, random, trace }: GroupInput<KMeansParams>): Generator<KMeansStep, KMeansModel, void> {
  checkParams(params, kmeans.parameters);
  checkRows(x, params.n_clusters);
  const k = params.n_clusters;
  const centre = Float64Array.from({ length: x.columns }, (_, j) => mean(columnOf(x, j)));
  const spread = mean(Float64Array.from({ length: x.columns }, (_, j) => variance(columnOf(x, j))));
  const loops = newLoops(x.rows, x.columns, k);
  const points = pointsOf(x, centre, loops.points.values);
  let best: LloydRun | undefined;
  for (let run = 0; run < params.n_init; run++) {
    const rows = seedCentres(points, k, random, params.compat);
    yield { kind: 'seeds', run, rows: rows.slice() };
    const search = lloyd(loops, pickPoints(points, rows), params.max_iter, spread * params.tol);
    let step = search.next();
    while (!step.done) {
      const { iteration, changed, shift, labels, centres, before } = step.value;
      yield {
        kind: 'iteration',
        run,
        iteration,
        changed,
        shift,
        centres: matrixOfPoints(centres, centre),
        ...(trace && {
          labels: labels.slice(),
          distances: Float64Array.from(labels, (label, i) => squaredDistance(points, i, before, label)),
        }),
      };
      step = search.next();
    }
    const found = step.value;
    if (!best || (found.inertia < best.inertia && !isSameGrouping(found.labels, best.labels, k))) best = found;
  }
  // n_init is at least 1.
  if (!best) throw new AppError('internal', { message: 'no start' });
  const sizes = new Float64Array(k);
  best.labels.forEach((label) => sizes[label]++);
  const { inertia, iterations, converged } = best;
  return { kind: 'kmeans', centres: matrixOfPoints(best.centres, centre), sizes, inertia, iterations, converged };
}

function pickPoints({ columns, values }: Points, rows: Uint32Array): Points {
  const picked = new Float64Array(rows.length * columns);
  rows.forEach((row, place) => picked.set(values.subarray(row * columns, (row + 1) * columns), place * columns));
  return { rows: rows.length, columns, values: picked };
}

/** The same groups under other numbers. */
function isSameGrouping(one: Uint32Array, other: Uint32Array, k: number): boolean {
  const names = new Int32Array(k).fill(-1);
  return one.every((label, i) => {
    if (names[label] < 0) names[label] = other[i];
    return names[label] === other[i];
  });
}

function nearestCentre(points: Points, centres: Points): Uint32Array {
  return Uint32Array.from({ length: points.rows }, (_, i) => {
    let best = 0;
    let least = Infinity;
    for (let c = 0; c < centres.rows; c++) {
      const distance = squaredDistance(points, i, centres, c);
      if (distance < least) [best, least] = [c, distance];
    }
    return best;
  });
}
