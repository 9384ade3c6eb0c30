/**
 * Would more rows help? The same model learned from ever more of each fold's training rows and judged on the fold's own test
 * rows: scikit-learn's `learning_curve(shuffle=True, random_state=seed)`, everything that is learned learned on those rows alone.
 */
import { AppError, toAppError } from '../core/errors.ts';
import { take, takeRows, type Matrix } from '../core/matrix.ts';
import type { Estimate } from '../core/model-card.ts';
import { RandomState } from '../core/rng.ts';
import { mean } from '../core/stats.ts';
import { auc } from './auc.ts';
import { train, type Algorithm } from './contract.ts';
import { r2Score } from './metrics.ts';
import { foldEstimate } from './select-choose.ts';
import type { Split } from './split.ts';

export interface LearningPoint {
  /** Learned from, in each fold. */
  rows: number;
  /** Mean score on those very rows. */
  learned: number;
  /** On rows it had not seen, with the 95 % interval over the folds. */
  heldOut: Estimate;
}

export interface LearningCurve {
  /** AUC for yes/no, R² for amounts: more is better, 1 is perfect. */
  score: 'auc' | 'r2';
  /** Fewest rows first. */
  points: LearningPoint[];
  /** What the second half of the rows added: score from all less score from half, over the same folds. */
  gain?: Estimate;
  /** Sizes for which there was no time. */
  skipped: number;
}

export interface LearningCurveInput {
  /** Real units; only rows of the folds are looked at. */
  x: Matrix;
  y: Float64Array;
  isChance: boolean;
  folds: readonly Split[];
  algorithm: Algorithm;
  params: object;
  /** Fits the encoding on `rows` and gives back what encodes. */
  encoding: (rows: Uint32Array) => (x: Matrix) => Matrix;
  seed: number;
  hooks?: { signal?: AbortSignal; pause?: () => Promise<void>; now?: () => number; onProgress?: (done: number, total: number) => void };
  /** After so long no further size is started. Default a minute. */
  budgetMillis?: number;
}

const SHARES = [0.1, 0.25, 0.5, 0.75, 1];
const HALF = 0.5;
const DEFAULT_BUDGET = 60_000;

/** A size on which some fold cannot be learned (one class only, say) is left out. Errors: `too-few-rows`, `cancelled`. */
export async function learningCurve(input: LearningCurveInput): Promise<LearningCurve> {
  const { x, y, isChance, folds, algorithm, params, encoding, seed, hooks = {}, budgetMillis = DEFAULT_BUDGET } = input;
  if (folds.length < 2) throw new AppError('too-few-rows', { rows: y.length, needed: 2 });
  const now = hooks.now ?? (() => 0);
  const began = now();
  const random = new RandomState(seed);
  const shuffled = folds.map(({ train: rows }) => random.shuffle(rows.slice()));
  const most = Math.min(...shuffled.map((rows) => rows.length));
  const score = isChance ? auc : r2Score;
  const scores = new Map<number, number[]>();
  const points: LearningPoint[] = [];
  const total = SHARES.length * folds.length;
  let done = 0;
  let skipped = 0;

  for (const share of SHARES) {
    if (now() - began >= budgetMillis) {
      skipped++;
      continue;
    }
    const rows = Math.max(1, Math.floor(share * most));
    const [learned, heldOut]: [number[], number[]] = [[], []];
    for (const [fold, { test }] of folds.entries()) {
      const own = shuffled[fold].subarray(0, rows);
      const encode = encoding(own);
      const ownX = encode(takeRows(x, own));
      const ownY = take(y, own);
      try {
        const model = await train(algorithm, { x: ownX, y: ownY, params, random: new RandomState(seed), trace: false }, hooks);
        learned.push(score(ownY, algorithm.predict(model, ownX)));
        heldOut.push(score(take(y, test), algorithm.predict(model, encode(takeRows(x, test)))));
      } catch (thrown) {
        if (toAppError(thrown).code === 'cancelled') throw thrown;
      }
      hooks.onProgress?.(++done, total);
      await hooks.pause?.();
    }
    if (heldOut.length < folds.length || ![...learned, ...heldOut].every(Number.isFinite)) continue;
    scores.set(share, heldOut);
    points.push({ rows, learned: mean(learned), heldOut: foldEstimate(heldOut) });
  }
  const [half, all] = [scores.get(HALF), scores.get(1)];
  const gain = half && all && foldEstimate(all.map((value, fold) => value - half[fold]));
  return { score: isChance ? 'auc' : 'r2', points, ...(gain && { gain }), skipped };
}
