/** A trained model and the facts about it. The card is made from facts, never typed by hand. */
import type { Encoder, FeatureSpec, GapSummary } from './features.ts';
import type { Question } from './recipe.ts';

export type AlgorithmId =
  | 'baseline'
  | 'rule'
  | 'linear'
  | 'logistic'
  | 'additive'
  | 'bayes'
  | 'nearest'
  | 'tree'
  | 'forest'
  | 'boosting'
  | 'svm'
  | 'linear-svm'
  | 'mlp'
  | 'neural'
  | 'stack';

/** An estimate with its 95 % interval; `null` where it is not defined (with too few rows, or one class). */
export interface Estimate {
  value: number | null;
  low: number | null;
  high: number | null;
}

export interface ConfusionMatrix {
  truePositive: number;
  falsePositive: number;
  trueNegative: number;
  falseNegative: number;
}

export interface ClassificationMetrics {
  kind: 'classification';
  rows: number;
  positives: number;
  accuracy: Estimate;
  precision: Estimate;
  recall: Estimate;
  f1: Estimate;
  auc: Estimate;
  logLoss: Estimate;
  confusion: ConfusionMatrix;
}

export interface RegressionMetrics {
  kind: 'regression';
  rows: number;
  mse: Estimate;
  mae: Estimate;
  r2: Estimate;
}

export type Metrics = ClassificationMetrics | RegressionMetrics;

/** Share of yes among the held-out customers with about this chance ("does 7 in 10 come true?"). */
export interface CalibrationBin {
  predicted: number;
  observed: Estimate;
  rows: number;
}

/** "In your top k it found a of b": the model, the simple rule, and luck. */
export interface TopK {
  k: number;
  positives: number;
  model: number;
  rule: number;
  luck: number;
}

/** Held-out customers in order of chance, best first: how many yes are among the first `contacted`. Ties share by expectation. */
export interface GainsPoint {
  contacted: number;
  model: number;
  rule: number;
}

/** One candidate as tried in cross-validation on the training rows. */
export interface CandidateResult {
  algorithm: AlgorithmId;
  params: Record<string, unknown>;
  /** Mean and standard error over folds: log loss (yes/no) or mean squared error (amount). Smaller is better. */
  loss: number;
  lossError: number;
  auc?: number;
  /** Its loss less that of the one in use, over the same folds: above 0 is worse. Absent for that one itself. */
  difference?: Estimate;
  millis: number;
  /** Set when the candidate could not be trained (error code), or was not tried for want of time (`out-of-time`). */
  failed?: string;
}

export interface ModelCard {
  id: string;
  datasetId: string;
  createdAt: number;
  /** Put back to work then; the model used is the one that was made or chosen last. */
  chosenAt?: number;
  question: Question;
  algorithm: AlgorithmId;
  params: Record<string, unknown>;
  /**
   * `none-alone-better`: a stack, which no single candidate clearly beats. `rule-was-as-good`: nothing beat the simple rule, so the
   * rule is used. `too-few`: not enough to learn from.
   */
  chosenBecause: 'best' | 'none-alone-better' | 'simplest-within-one-error' | 'rule-was-as-good' | 'too-few';
  candidates: CandidateResult[];
  split: { train: number; test: number; seed: number; stratified: boolean };
  /** Outcomes marked by the person that were learned from. */
  outcomesUsed: number;
  positives: number;
  asOfDay?: number;
  gaps?: GapSummary;
  /** On the held-out rows. */
  metrics: Metrics;
  /** Always guess the most frequent answer, or the mean. */
  baseline: Metrics;
  /** The simple rule ("longest silent first"; else the best single fact). */
  rule: Metrics;
  ruleFeature: FeatureSpec;
  topK?: TopK;
  calibration?: CalibrationBin[];
  /** From 0 to all held-out customers, at most 101 points: gains, lift, ROC and the table at any capacity follow from it. */
  gains?: GainsPoint[];
  /** Amounts only: 9 in 10 lie no farther than this from what is predicted (split conformal, on the held-out rows). */
  margin?: number;
  /** Loss added when a fact is shuffled on held-out rows, largest first. */
  importance: { feature: FeatureSpec; loss: Estimate }[];
  /** Columns set aside, each with its reason. */
  excluded: { column: string; reason: 'constant' | 'id' | 'free-text' | 'all-missing' | 'ignored' | 'gives-answer-away' }[];
  backend?: 'wasm' | 'webgl' | 'plain';
  millis: number;
}

/** Turns the algorithm's chance into one that comes true as often as it says; learned from out-of-fold predictions. */
export type Calibrator =
  /** 1 / (1 + exp(a logit(chance) + b)) */
  | { kind: 'platt'; a: number; b: number }
  /** Interpolated between the points, flat beyond them. */
  | { kind: 'isotonic'; x: Float64Array; y: Float64Array };

/** What is needed to score a customer again. `model` is the algorithm's own plain data. */
export interface StoredModel {
  id: string;
  card: ModelCard;
  encoder: Encoder;
  model: unknown;
  /** Applied to every chance the algorithm gives; absent = its chances are used as they are. */
  calibrator?: Calibrator;
  /** What a typical training customer looks like (median, or most frequent level), in real units: the start of every explanation. */
  typical: Float64Array;
  /** How the facts were spread over those it learned from; models of before this was kept have none. */
  baseline?: Baseline;
}

/** Of each feature: bins of equally many training rows, so that others can be compared with them without the rows. */
export interface Baseline {
  rows: number;
  /** `edges`: upper edge (inclusive) of every bin but the last. `shares`: of each bin, then of the missing ones. */
  features: {
    edges: Float64Array;
    shares: Float64Array;
    /** Least and most that was learned from; absent in models of before this was kept, and where nobody had a value. */
    range?: { least: number; most: number };
  }[];
}
