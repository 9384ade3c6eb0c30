/** A model of any algorithm on made-up customers, kept as the product keeps it; and Python with scikit-learn, where there is one. */
import { spawnSync } from 'node:child_process';
import type { FeatureSpec } from '../../src/core/features.ts';
import { matrixOf, take, takeRows } from '../../src/core/matrix.ts';
import type { AlgorithmId, Calibrator, StoredModel } from '../../src/core/model-card.ts';
import { RandomState } from '../../src/core/rng.ts';
import { encode, fitEncoder, typicalRow } from '../../src/data/encode.ts';
import { predictorOf } from '../../src/insight/score-base.ts';
import type { TrainingRows } from '../../src/insight/training-rows.ts';
import { train } from '../../src/ml/contract.ts';
import { classificationMetrics, regressionMetrics } from '../../src/ml/metrics.ts';
import { algorithmOf } from '../../src/ml/registry.ts';
import { splitRows } from '../../src/ml/select-rows.ts';

export const SEED = 42;

/** 300 customers, two numbers with gaps, a yes/no fact that is nearly always no, a level; some without an answer. */
export function madeUpRows(classification: boolean): TrainingRows {
  const random = new RandomState(7);
  const features: FeatureSpec[] = [
    { kind: 'order-fact', fact: 'recency', unit: 'days' },
    { kind: 'column', column: 'Fee, "monthly"' },
    { kind: 'level', column: 'Stadt', level: '北京' },
    { kind: 'was-missing', column: 'Fee, "monthly"' },
  ];
  const facts = Array.from({ length: 300 }, () => {
    const fee = random.uniform(0, 1) < 0.2 ? NaN : random.normal() * 1000 + 3000;
    const days = random.uniform(0, 1) < 0.1 ? NaN : Math.floor(random.uniform(0, 200));
    return [days, fee, Number(random.uniform(0, 1) < 0.3), Number(Number.isNaN(fee))];
  });
  const y = facts.map(([days, fee, level], i) => {
    if (i % 29 === 0) return NaN;
    const sum = (Number.isNaN(days) ? 0 : days - 100) / 40 + (Number.isNaN(fee) ? 0 : (3000 - fee) / 1500) + level + random.normal();
    return classification ? Number(sum > 0) : sum * 10 + 50;
  });
  return {
    ids: facts.map((_, i) => `c${i}`),
    names: facts.map((_, i) => `Customer ${i}`),
    features,
    x: matrixOf(facts),
    y: Float64Array.from(y),
    value: new Float64Array(facts.length),
    excluded: [],
  };
}

export async function madeUpModel(
  algorithm: AlgorithmId,
  params: Record<string, unknown>,
  rows: TrainingRows,
  calibrator?: Calibrator,
): Promise<StoredModel> {
  const known = Array.from(rows.y.keys()).filter((i) => !Number.isNaN(rows.y[i]));
  const [x, y] = [takeRows(rows.x, known), take(rows.y, known)];
  const classification = y.every((value) => value === 0 || value === 1);
  const split = splitRows(y, classification ? 'classification' : 'regression', SEED);
  const encoder = fitEncoder(rows.features, x, split.train, 'median');
  const { defaults, ...rest } = algorithmOf(algorithm);
  const all = { ...defaults, ...params };
  const input = { x: encode(encoder, takeRows(x, split.train)), y: take(y, split.train), params: all, random: new RandomState(SEED), trace: false }; // prettier-ignore
  const model = await train({ defaults, ...rest }, input);
  const card = {
    id: `made-up-${algorithm}`,
    datasetId: 'd',
    createdAt: 0,
    question: classification ? { kind: 'will-not-return', horizonDays: 60 } : { kind: 'amount', target: 'spent' },
    algorithm,
    params: all,
    chosenBecause: 'best',
    candidates: [],
    split: { train: split.train.length, test: split.test.length, seed: SEED, stratified: classification },
    outcomesUsed: 0,
    positives: classification ? y.reduce((sum, value) => sum + value, 0) : 0,
    ruleFeature: rows.features[0],
    importance: [],
    excluded: [],
    millis: 0,
  } satisfies Omit<StoredModel['card'], 'metrics' | 'baseline' | 'rule'>;
  const stored = { id: card.id, encoder, model, typical: typicalRow(rows.features, x, split.train), ...(calibrator && { calibrator }) };
  const metricsOf = classification ? classificationMetrics : regressionMetrics;
  const blank = metricsOf(take(y, split.test), new Float64Array(split.test.length));
  const draft: StoredModel = { ...stored, card: { ...card, metrics: blank, baseline: blank, rule: blank } };
  return {
    ...stored,
    card: { ...draft.card, metrics: metricsOf(take(y, split.test), predictorOf(draft)(takeRows(x, split.test))) },
  };
}

/** A Python with these modules: `PYTHON` in the environment, else the machine's own. Undefined where there is none. */
export function pythonWith(...modules: string[]): string | undefined {
  return [process.env.PYTHON, 'python3'].find(
    (python) => python && spawnSync(python, ['-c', modules.map((name) => `import ${name}`).join('\n')]).status === 0,
  );
}
