/**
 * From facts and answers to one model and the facts about it. A fifth of the rows is locked away first and looked at once, at
 * the end; on the rest every candidate is tried in five folds with everything that is learned learned inside the fold; the
 * simplest that is as good as the best is used, and the simple rule unless it is clearly beaten. Same input, same result
 * (unless the time is up before all are tried).
 */
import { AppError } from '../core/errors.ts';
import type { Encoder, FeatureSpec } from '../core/features.ts';
import { columnOf, take, takeRows, type Matrix } from '../core/matrix.ts';
import type { AlgorithmId, Calibrator, CandidateResult, ModelCard } from '../core/model-card.ts';
import type { FillWith } from '../core/recipe.ts';
import { RandomState } from '../core/rng.ts';
import { mean } from '../core/stats.ts';
import { auc } from './auc.ts';
import { calibrated, fitCalibrator } from './calibrate.ts';
import { train, type Algorithm, type TaskKind } from './contract.ts';
import { logLoss, meanSquaredError } from './metrics.ts';
import { featureStrength, ruleCandidates } from './rule-feature.ts';
import { chooseCalibration } from './select-calibration.ts';
import { candidatesFor, type Candidate } from './select-candidates.ts';
import { choose, foldError, foldEstimate } from './select-choose.ts';
import { examine, type ExamFacts } from './select-exam.ts';
import { crossValidate, type FoldRun } from './select-folds.ts';
import { foldsOf, joined, joinedTests, splitRows, takeIndexes, withExtraRows } from './select-rows.ts';
import { stackRun } from './select-stack.ts';
import type { Split } from './split.ts';

export interface SelectInput {
  features: FeatureSpec[];
  /** customers x features, real units, NaN = missing. */
  x: Matrix;
  /** 0/1, or the number to predict; rows with NaN are left out. */
  y: Float64Array;
  kind: TaskKind;
  /** Index of the feature the simple rule ranks by; absent = chosen on the training rows (`chooseRuleFeature`). */
  ruleFeature?: number;
  fill: FillWith | readonly FillWith[];
  /** Default 42. */
  seed?: number;
  /** Absent or empty = all that fit; the baseline and the rule are always tried. */
  algorithms?: readonly AlgorithmId[];
  /** Outcomes to learn from: always trained on, never tested on. */
  extraRows?: { x: Matrix; y: Float64Array };
  /** Length of the list that `topK` speaks of; default a tenth of the held-out customers, at least 20. */
  listLength?: number;
  load: (id: AlgorithmId) => Promise<Algorithm>;
  /** The encoding, from `src/data/encode.ts`. */
  encoding: {
    fitEncoder: (features: FeatureSpec[], x: Matrix, rows: ArrayLike<number>, fill: FillWith | readonly FillWith[]) => Encoder;
    encode: (encoder: Encoder, x: Matrix) => Matrix;
    typicalRow: (features: FeatureSpec[], x: Matrix, rows: ArrayLike<number>) => Float64Array;
  };
  hooks?: {
    signal?: AbortSignal;
    onProgress?: (progress: SelectProgress) => void;
    /** Called often; may hand the thread over. */
    pause?: () => Promise<void>;
    /** Milliseconds on any clock, for the card's times and the time that costly candidates have; absent = 0, and no limit. */
    now?: () => number;
  };
  /** After so long no further costly candidate is started; simple ones are always tried. Default a minute. */
  budgetMillis?: number;
}

export interface SelectProgress {
  stage: 'candidates' | 'final' | 'importance';
  done: number;
  total: number;
  algorithm?: AlgorithmId;
  bestSoFar?: { algorithm: AlgorithmId; loss: number };
  /** `algorithm` is not tried: the time is up. */
  outOfTime?: true;
}

export interface Selected {
  algorithm: AlgorithmId;
  params: Record<string, unknown>;
  /** The algorithm's own plain data. */
  model: unknown;
  encoder: Encoder;
  /** Applied to every chance: `calibrated(calibrator, algorithm.predict(model, encode(encoder, x)))`. */
  calibrator?: Calibrator;
  typical: Float64Array;
  card: ExamFacts &
    Pick<
      ModelCard,
      | 'algorithm'
      | 'params'
      | 'chosenBecause'
      | 'candidates'
      | 'split'
      | 'outcomesUsed'
      | 'positives'
      | 'ruleFeature'
      | 'backend'
      | 'millis'
    >;
  /** Held-out rows of `x`, and the prediction for each. */
  testRows: Uint32Array;
  testChance: Float64Array;
}

/** Below these, whatever is learned is mostly luck: only the rule and the baseline are tried. */
const LEAST_ROWS = 50;
const LEAST_RARE = 20;
const DEFAULT_SEED = 42;
const DEFAULT_BUDGET = 60_000;

/** Errors: `too-few-rows` (nothing to split), `one-class`, `constant-target`, `bad-parameter`, `cancelled`. */
export async function selectModel(input: SelectInput): Promise<Selected> {
  const { features, kind, fill, encoding, hooks = {}, seed = DEFAULT_SEED } = input;
  const now = hooks.now ?? (() => 0);
  const began = now();
  if (features.length === 0) throw new AppError('bad-parameter', { name: 'features', value: 0 });
  const isClassification = kind === 'classification';
  const known = Uint32Array.from({ length: input.y.length }, (_, i) => i).filter((i) => !Number.isNaN(input.y[i]));
  const { x, y } = withExtraRows(takeRows(input.x, known), take(input.y, known), input.extraRows);
  const answers = y.subarray(0, known.length);
  const rare = checkTarget(answers, kind);

  const split = splitRows(answers, kind, seed);
  const extra = Uint32Array.from({ length: x.rows - known.length }, (_, i) => known.length + i);
  const trainRows = joined(split.train, extra);
  const ruleFeature = input.ruleFeature ?? (await chooseRule(features, x, y, split.train, hooks.pause));
  const isTooFew = known.length < LEAST_ROWS || rare < LEAST_RARE;
  const candidates = candidatesFor(kind, trainRows.length, ruleFeature, input.algorithms, levelsOf(features)).slice(
    0,
    isTooFew ? 2 : undefined,
  );
  const algorithms = new Map<AlgorithmId, Algorithm>();
  for (const { algorithm } of candidates) if (!algorithms.has(algorithm)) algorithms.set(algorithm, await input.load(algorithm));

  const folds = foldsOf(answers, split.train, kind, seed).map((fold): Split => ({ train: joined(fold.train, extra), test: fold.test }));
  let done = 0;
  const total = folds.length * candidates.length;
  const tell = (folded: number, algorithm: AlgorithmId, standing: readonly FoldRun[], outOfTime?: true) => {
    done += folded;
    const progress: SelectProgress = { stage: 'candidates', done, total, algorithm, bestSoFar: bestSoFar(standing) };
    hooks.onProgress?.(outOfTime ? { ...progress, outOfTime } : progress);
  };
  const loss = isClassification ? logLoss : meanSquaredError;
  const runs = await crossValidate({
    x,
    y,
    folds,
    candidates,
    algorithms,
    encoding: (rows) => {
      const encoder = encoding.fitEncoder(features, x, rows, fill);
      return (part) => encoding.encode(encoder, part);
    },
    loss,
    seed,
    now,
    signal: hooks.signal,
    pause: hooks.pause,
    isTimeUp: () => now() - began >= (input.budgetMillis ?? DEFAULT_BUDGET),
    onFold: ({ algorithm }, standing) => tell(1, algorithm, standing),
    onSkipped: ({ algorithm }, standing) => tell(folds.length, algorithm, standing, true),
  });
  const allowed = input.algorithms ?? [];
  const stack = isTooFew || (allowed.length > 0 && !allowed.includes('stack')) ? undefined : stackRun(runs, y, folds, kind, loss);
  if (stack) runs.push(stack);
  await hooks.pause?.();
  const scored: Scored[] = [];
  for (const run of runs) {
    scored.push(score(run, y, folds, kind));
    await hooks.pause?.();
  }
  const choice = choose(scored.map(({ result, losses }) => ({ algorithm: result.algorithm, losses })));
  const chosen = isTooFew || choice.index < 0 ? scored[1] : scored[choice.index];

  hooks.onProgress?.({ stage: 'final', done: 0, total: 1 });
  const encoder = encoding.fitEncoder(features, x, trainRows, fill);
  const trainX = encoding.encode(encoder, takeRows(x, trainRows));
  const testX = encoding.encode(encoder, takeRows(x, split.test));
  const fit = async ({ algorithm: id, params }: Candidate) => {
    const algorithm = await input.load(id);
    const all = { ...algorithm.defaults, ...params };
    const random = new RandomState(seed);
    const model = await train(algorithm, { x: trainX, y: take(y, trainRows), params: all, random, trace: false }, hooks);
    return { algorithm, model, params: all, predict: (part: Matrix) => algorithm.predict(model, part) };
  };
  const final = await fit(chosen.candidate);
  const tested = joinedTests(folds);
  const calibrator = chosen.calibration && fitCalibrator(chosen.calibration, take(chosen.run.predicted, tested), take(y, tested));
  const predict = (part: Matrix) => calibrated(calibrator, final.predict(part));
  const [baseline, rule] = [await fit(candidates[0]), await fit(candidates[1])];

  const exam = await examine({
    kind,
    features,
    x: testX,
    y: take(y, split.test),
    predict,
    baseline: baseline.predict,
    rule: rule.predict,
    listLength: input.listLength,
    seed,
    hooks,
  });
  const { predicted, ...facts } = exam;
  const named = final.algorithm.describe(
    final.model,
    features.map(() => ''),
  );
  return {
    algorithm: chosen.candidate.algorithm,
    params: { ...final.params },
    model: final.model,
    encoder,
    ...(calibrator && { calibrator }),
    typical: encoding.typicalRow(features, x, split.train),
    card: {
      ...facts,
      algorithm: chosen.candidate.algorithm,
      params: { ...final.params },
      chosenBecause: isTooFew ? 'too-few' : choice.because,
      candidates: scored.map((one) => beside(one, chosen)),
      split: { train: split.train.length, test: split.test.length, seed, stratified: isClassification },
      outcomesUsed: extra.length,
      positives: isClassification ? answers.reduce((sum, value) => sum + value, 0) : 0,
      ruleFeature: features[ruleFeature],
      backend: named.backend === 'wasm' || named.backend === 'webgl' ? named.backend : 'plain',
      millis: now() - began,
    },
    testRows: takeIndexes(known, split.test),
    testChance: predicted,
  };
}

/** Of each feature the number of its category, counted from 1; 0 for what is no level, or one of two. */
function levelsOf(features: readonly FeatureSpec[]): number[] {
  const columns = features.flatMap((feature) => (feature.kind === 'level' ? [feature.column] : []));
  const categories = [...new Set(columns)].filter((name) => columns.filter((column) => column === name).length > 2);
  return features.map((feature) => (feature.kind === 'level' ? categories.indexOf(feature.column) + 1 : 0));
}

/** Rows of the rarer class (or all rows, for amounts). */
function checkTarget(y: Float64Array, kind: TaskKind): number {
  if (y.length === 0) throw new AppError('too-few-rows', { rows: 0, needed: LEAST_ROWS });
  const isConstant = y.every((value) => value === y[0]);
  if (kind === 'regression') {
    if (isConstant) throw new AppError('constant-target', { value: y[0] });
    return y.length;
  }
  if (y.some((value) => value !== 0 && value !== 1)) throw new AppError('bad-parameter', { name: 'y', value: 'not 0 or 1' });
  if (isConstant) throw new AppError('one-class', { rows: y.length });
  const yes = y.reduce((sum, value) => sum + value, 0);
  return Math.min(yes, y.length - yes);
}

interface Scored {
  run: FoldRun;
  candidate: Candidate;
  result: CandidateResult;
  losses: number[] | undefined;
  calibration: Calibrator['kind'] | undefined;
}

/** The candidate's losses, after calibration where that helps (the rule and the baseline are calibrated by construction). */
function score(run: FoldRun, y: Float64Array, folds: readonly Split[], kind: TaskKind): Scored {
  const { candidate, millis, failed } = run;
  const result = { algorithm: candidate.algorithm, params: candidate.params, millis };
  if (failed !== undefined || folds.length === 0) {
    return {
      run,
      candidate,
      result: { ...result, loss: NaN, lossError: NaN, failed: failed ?? 'too-few-rows' },
      losses: undefined,
      calibration: undefined,
    };
  }
  const isLearned = candidate.algorithm !== 'rule' && candidate.algorithm !== 'baseline';
  const { kind: calibration, chance } =
    kind === 'classification' && isLearned ? chooseCalibration(y, run.predicted, folds) : { kind: undefined, chance: run.predicted };
  const loss = kind === 'classification' ? logLoss : meanSquaredError;
  const losses = folds.map(({ test }) => loss(take(y, test), take(chance, test)));
  const area = kind === 'classification' ? mean(folds.map(({ test }) => auc(take(y, test), take(run.predicted, test)))) : undefined;
  return {
    run,
    candidate,
    result: { ...result, loss: mean(losses), lossError: foldError(losses), ...(area !== undefined && { auc: area }) },
    losses,
    calibration,
  };
}

/** With the difference to the one in use: what is hard on some fold is hard for both, and cancels. */
function beside({ result, losses }: Scored, used: Scored): CandidateResult {
  if (!losses || !used.losses || losses === used.losses) return result;
  const { losses: others } = used;
  return { ...result, difference: foldEstimate(losses.map((loss, fold) => loss - others[fold])) };
}

function bestSoFar(runs: readonly FoldRun[]): SelectProgress['bestSoFar'] {
  let best: SelectProgress['bestSoFar'];
  for (const { candidate, losses, failed } of runs) {
    if (failed !== undefined || losses.length === 0) continue;
    const loss = mean(losses);
    if (best === undefined || loss < best.loss) best = { algorithm: candidate.algorithm, loss };
  }
  return best;
}

/** As `chooseRuleFeature`, with a pause after each column. */
async function chooseRule(
  features: readonly FeatureSpec[],
  x: Matrix,
  y: Float64Array,
  rows: Uint32Array,
  pause?: () => Promise<void>,
): Promise<number> {
  let best = 0;
  let bestStrength = -Infinity;
  for (const j of ruleCandidates(features)) {
    const strength = featureStrength(columnOf(x, j), y, rows);
    if (strength > bestStrength) [best, bestStrength] = [j, strength];
    await pause?.();
  }
  return best;
}
