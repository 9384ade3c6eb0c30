/**
 * How many groups there are, or that there are none: k = 2 ... 8 by k-means, each scored by its silhouette (Rousseeuw 1987)
 * and, where that is high enough, by how alike the groups of resampled rows are (Hennig 2007, doi:10.1016/j.csda.2006.11.025).
 * Both have to be passed. Data without gaps always fall into some groups; to show those as if they were there would be a lie.
 */
import { takeRows, type Matrix } from '../core/matrix.ts';
import type { RandomState } from '../core/rng.ts';
import { mean } from '../core/stats.ts';
import { adjustedRand, silhouette } from './group-quality.ts';
import { kmeans, type KMeansModel } from './kmeans.ts';
import { mixture } from './mixture.ts';
import { pointsOf } from './points.ts';
import { checkRows } from './unsupervised.ts';

export const LEAST_SILHOUETTE = 0.35;
export const LEAST_STABILITY = 0.8;
const MOST_GROUPS = 8;
const RESAMPLES = 20;
/** Rows looked at: enough to see a gap, few enough to look 27 times. */
const MOST_ROWS = 5000;
const SILHOUETTE_ROWS = 2000;
/** The start of a resample's k-means need not be the best one. */
const RESAMPLE_STARTS = 3;

export interface TriedGroups {
  k: number;
  silhouette: number;
  /** Bayesian information criterion of a mixture of as many normal distributions: smaller is better. For looking at only. */
  bic: number;
  inertia: number;
  /** Mean adjusted Rand index over resamples; absent where the silhouette is too low to ask. */
  stability?: number;
}

export interface GroupChoice {
  /** Absent: no natural groups. */
  k?: number;
  /** `no-gap`: no silhouette reached 0.35. `unstable`: groups change with the rows. */
  because: 'found' | 'no-gap' | 'unstable';
  tried: TriedGroups[];
}

export type ChooseStep = { kind: 'tried'; tried: TriedGroups } | { kind: 'resample'; k: number; resample: number; agreement: number };

/** `x`: standardised columns. Yields after each k and each resample. */
export function* chooseGroups(x: Matrix, random: RandomState): Generator<ChooseStep, GroupChoice, void> {
  checkRows(x, 3);
  const rows = x.rows <= MOST_ROWS ? x : takeRows(x, random.permutation(x.rows).subarray(0, MOST_ROWS));
  const points = pointsOf(rows);
  const tried: TriedGroups[] = [];
  const labels: Uint32Array[] = [];
  for (let k = 2; k <= Math.min(MOST_GROUPS, rows.rows - 1); k++) {
    const model = grouped(rows, k, kmeans.defaults.n_init, random);
    const found = kmeans.assign(model, rows);
    labels.push(found);
    tried.push({ k, silhouette: silhouette(points, found, random, SILHOUETTE_ROWS), bic: bicOf(rows, k, random), inertia: model.inertia });
    yield { kind: 'tried', tried: { ...tried[tried.length - 1] } };
  }
  const clear = tried.filter(({ silhouette: score }) => score >= LEAST_SILHOUETTE).sort((a, b) => b.silhouette - a.silhouette);
  for (const one of clear) {
    const agreements: number[] = [];
    for (let resample = 0; resample < RESAMPLES; resample++) {
      const drawn = takeRows(rows, random.integers(0, rows.rows, rows.rows));
      const model = grouped(drawn, one.k, RESAMPLE_STARTS, random);
      agreements.push(adjustedRand(labels[one.k - 2], kmeans.assign(model, rows)));
      yield { kind: 'resample', k: one.k, resample, agreement: agreements[resample] };
    }
    one.stability = mean(agreements);
    if (one.stability >= LEAST_STABILITY) return { k: one.k, because: 'found', tried };
  }
  return { because: clear.length > 0 ? 'unstable' : 'no-gap', tried };
}

function grouped(x: Matrix, k: number, starts: number, random: RandomState): KMeansModel {
  const run = kmeans.fit({ x, params: { ...kmeans.defaults, n_clusters: k, n_init: starts }, random, trace: false });
  let next = run.next();
  while (!next.done) next = run.next();
  return next.value;
}

function bicOf(x: Matrix, k: number, random: RandomState): number {
  const run = mixture.fit({ x, params: { ...mixture.defaults, n_components: k }, random, trace: false });
  let next = run.next();
  while (!next.done) next = run.next();
  return next.value.bic;
}
