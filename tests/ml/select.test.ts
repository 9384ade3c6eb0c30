import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import type { FeatureSpec } from '../../src/core/features.ts';
import { columnOf, matrixOf, takeRows, type Matrix } from '../../src/core/matrix.ts';
import type { AlgorithmId } from '../../src/core/model-card.ts';
import { RandomState } from '../../src/core/rng.ts';
import { encode, fitEncoder, typicalRow } from '../../src/data/encode.ts';
import { calibrated } from '../../src/ml/calibrate.ts';
import { checkParams } from '../../src/ml/check-params.ts';
import type { Algorithm } from '../../src/ml/contract.ts';
import { logLoss } from '../../src/ml/metrics.ts';
import { algorithmOf } from '../../src/ml/registry.ts';
import { chooseCalibration } from '../../src/ml/select-calibration.ts';
import { candidatesFor } from '../../src/ml/select-candidates.ts';
import { choose, foldError } from '../../src/ml/select-choose.ts';
import { selectModel, type SelectInput, type SelectProgress } from '../../src/ml/select.ts';
import { kFold } from '../../src/ml/split.ts';
import { createNeural } from '../../src/ml/tf/neural.ts';
import { nodeBackend } from './node-backend.ts';

const neural = createNeural(nodeBackend);
const load = async (id: AlgorithmId): Promise<Algorithm> => (id === 'neural' ? neural : algorithmOf(id));
const encoding = { fitEncoder, encode, typicalRow };
const column = (name: string): FeatureSpec => ({ kind: 'column', column: name });

/** `columns` standard normal facts, and what `answer` makes of them. */
function customers(rows: number, columns: number, seed: number, answer: (facts: number[], random: RandomState) => number) {
  const random = new RandomState(seed);
  const facts = Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.normal()));
  const y = Float64Array.from(facts, (row) => answer(row, random));
  return { features: facts[0].map((_, j) => column(`fact ${j}`)), x: matrixOf(facts), y };
}

const yesNo = (data: ReturnType<typeof customers>, more: Partial<SelectInput> = {}) =>
  selectModel({ ...data, kind: 'classification', fill: 'median', load, encoding, ...more });
const amount = (data: ReturnType<typeof customers>, more: Partial<SelectInput> = {}) =>
  selectModel({ ...data, kind: 'regression', fill: 'median', load, encoding, ...more });

const manyFacts = (rows: number, seed = 1) =>
  customers(rows, 6, seed, (facts, random) => Number(facts[0] + facts[1] - facts[2] + facts[3] + random.normal() > 0));

describe('the choice', () => {
  it('is a straight line where the answer is one, and beats rule and baseline on held-out customers', async () => {
    const { card, testRows, testChance } = await yesNo(manyFacts(700));
    expect(card.algorithm).toBe('logistic');
    expect(['best', 'simplest-within-one-error']).toContain(card.chosenBecause);
    expect(card.split).toEqual({ train: 560, test: 140, seed: 42, stratified: true });
    expect([testRows.length, testChance.length]).toEqual([140, 140]);
    if (card.metrics.kind !== 'classification' || card.rule.kind !== 'classification' || card.baseline.kind !== 'classification')
      throw new Error('kind');
    expect(Number(card.metrics.auc.value)).toBeGreaterThan(Number(card.rule.auc.value) + 0.1);
    expect(card.baseline.auc.value).toBe(0.5);
    expect(new Set(card.candidates.map(({ algorithm }) => algorithm))).toEqual(
      new Set(['baseline', 'rule', 'logistic', 'additive', 'tree', 'boosting', 'forest', 'neural', 'stack']),
    );
  });

  it('is the simple rule where one fact says it all', async () => {
    const one = customers(500, 5, 2, (facts, random) => Number(1.5 * facts[3] + random.normal() > 0));
    const { card } = await yesNo(one);
    expect(card).toMatchObject({
      algorithm: 'rule',
      chosenBecause: 'rule-was-as-good',
      ruleFeature: column('fact 3'),
      params: { feature: 3 },
    });
  });

  it('is the simple rule where nothing says anything', async () => {
    const { card } = await yesNo(customers(300, 5, 3, (_, random) => Number(random.random() < 0.4)));
    expect(card.chosenBecause).toBe('rule-was-as-good');
  });

  it('is neither rule nor line where two facts only speak together', async () => {
    const both = customers(1200, 3, 4, (facts, random) => Number(facts[0] * facts[1] > 0 === random.random() < 0.9));
    const { card } = await yesNo(both);
    expect(['tree', 'forest', 'boosting', 'neural', 'stack']).toContain(card.algorithm);
  });

  it('for amounts is a straight line where the amount is one', async () => {
    const { card } = await amount(
      customers(400, 4, 5, (facts, random) => 100 + 20 * facts[0] - 10 * facts[1] + 5 * facts[2] + random.normal()),
    );
    expect(card.algorithm).toBe('linear');
    if (card.metrics.kind !== 'regression') throw new Error('kind');
    expect(Number(card.metrics.r2.value)).toBeGreaterThan(0.95);
    expect(card.topK).toBeUndefined();
    expect(card.split.stratified).toBe(false);
  });

  it('keeps to the algorithms asked for, with the rule and the baseline beside them', async () => {
    const { card } = await yesNo(manyFacts(300), { algorithms: ['tree'] });
    expect(new Set(card.candidates.map(({ algorithm }) => algorithm))).toEqual(new Set(['baseline', 'rule', 'tree']));
  });
});

describe('with little to learn from', () => {
  it('F58 fewer than 50 customers, or fewer than 20 of the rarer answer, get the rule alone', async () => {
    const rare = customers(200, 4, 6, (facts) => Number(facts[0] > 1.6));
    expect(rare.y.reduce((sum, yes) => sum + yes, 0)).toBeLessThan(20);
    for (const data of [manyFacts(40), rare]) {
      const { card } = await yesNo(data);
      expect(card).toMatchObject({ algorithm: 'rule', chosenBecause: 'too-few' });
      expect(card.candidates.map(({ algorithm }) => algorithm)).toEqual(['baseline', 'rule']);
    }
  });

  it('31 customers with 4 outcomes are still ranked', async () => {
    const data = customers(31, 2, 7, (facts) => facts[0]);
    const highest = Array.from(data.y).sort((a, b) => b - a)[3];
    const { card } = await yesNo({ ...data, y: data.y.map((value) => Number(value >= highest)) });
    expect(card).toMatchObject({ chosenBecause: 'too-few', positives: 4 });
  });

  it('F54 one answer for all, or one amount, is refused', async () => {
    await expect(yesNo(customers(100, 2, 8, () => 1))).rejects.toMatchObject({ code: 'one-class' });
    await expect(amount(customers(100, 2, 8, () => 7))).rejects.toMatchObject({ code: 'constant-target' });
    await expect(yesNo(customers(100, 2, 8, () => NaN))).rejects.toMatchObject({ code: 'too-few-rows' });
    await expect(yesNo(customers(100, 0, 8, (_, random) => Number(random.random() < 0.5)))).rejects.toMatchObject({
      code: 'bad-parameter',
    });
    await expect(yesNo(customers(100, 2, 8, (facts) => facts[0]))).rejects.toMatchObject({ code: 'bad-parameter' });
  });
});

describe('held-out customers', () => {
  const data = customers(300, 3, 9, (facts, random) => 3 * facts[0] + facts[1] + random.normal());

  it('F57 change nothing that is learned, scaling included, whatever they are and answer', async () => {
    const first = await amount(data);
    const x: Matrix = { ...data.x, values: data.x.values.slice() };
    const y = data.y.slice();
    for (const row of first.testRows) {
      columnOf(x, 1)[row] = 1e6;
      y[row] += 1000;
    }
    const second = await amount({ ...data, x, y });
    expect(second.testRows).toEqual(first.testRows);
    for (const part of ['algorithm', 'params', 'model', 'encoder', 'typical'] as const) expect(second[part]).toEqual(first[part]);
    expect(second.card.candidates).toEqual(first.card.candidates);
    expect(second.card.metrics).not.toEqual(first.card.metrics);
  });

  it('F57 change nothing of a stack either: members, their curves and codes, weights', async () => {
    const level = (of: string): FeatureSpec => ({ kind: 'level', column: 'city', level: of });
    const both = customers(700, 3, 4, (facts) => facts[0]);
    const random = new RandomState(5);
    const cities = Array.from({ length: 700 }, () => random.interval(2));
    const x = matrixOf(cities.map((city, i) => [...[0, 1, 2].map((j) => columnOf(both.x, j)[i]), ...[0, 1, 2].map((of) => Number(of === city))])); // prettier-ignore
    const y = Float64Array.from(cities, (city, i) => Number(columnOf(x, 0)[i] * columnOf(x, 1)[i] + Math.abs(columnOf(x, 2)[i]) + city - 1.7 + random.normal() / 2 > 0)); // prettier-ignore
    const given = { features: [...both.features, level('a'), level('b'), level('c')], x, y };
    const more = { algorithms: ['additive', 'boosting', 'stack'] as AlgorithmId[] };
    const first = await yesNo(given, more);
    expect(first.algorithm).toBe('stack');
    const moved = { ...x, values: x.values.slice() };
    for (const row of first.testRows) for (let j = 0; j < 3; j++) columnOf(moved, j)[row] *= -1e3;
    const second = await yesNo({ ...given, x: moved }, more);
    expect(second.testRows).toEqual(first.testRows);
    for (const part of ['algorithm', 'params', 'model', 'encoder', 'typical'] as const) expect(second[part]).toEqual(first[part]);
    expect(second.card.candidates).toEqual(first.card.candidates);
    expect(second.card.metrics).not.toEqual(first.card.metrics);
  });

  it('are scored by what is given back', async () => {
    const given = manyFacts(500);
    const { algorithm, model, encoder, calibrator, testRows, testChance, card } = await yesNo(given);
    const scores = algorithmOf(algorithm).predict(structuredClone(model), encode(encoder, takeRows(given.x, testRows)));
    expect(calibrated(calibrator, scores)).toEqual(testChance);
    const truth = Float64Array.from(testRows, (row) => given.y[row]);
    if (card.metrics.kind !== 'classification') throw new Error('kind');
    expect(card.metrics.logLoss.value).toBeCloseTo(logLoss(truth, testChance), 12);
  });

  it('are never among the outcomes to learn from, and never without an answer', async () => {
    const given = manyFacts(300);
    const y = given.y.slice();
    for (let row = 0; row < 300; row += 3) y[row] = NaN;
    const extraRows = { x: takeRows(given.x, [0, 3, 6, 9]), y: Float64Array.of(1, 1, 0, 0) };
    const { card, testRows } = await yesNo({ ...given, y }, { extraRows });
    expect(card.split).toMatchObject({ train: 160, test: 40 });
    expect(card.outcomesUsed).toBe(4);
    expect(Array.from(testRows).every((row) => row % 3 !== 0)).toBe(true);
    const without = await yesNo({ ...given, y });
    expect(without.testRows).toEqual(testRows);
    expect(without.model).not.toEqual((await yesNo({ ...given, y }, { extraRows })).model);
  });

  it('show what matters, what a list would find, and whether chances come true', async () => {
    const { card } = await yesNo(manyFacts(800), { listLength: 30 });
    const named = card.importance.slice(0, 4).map(({ feature }) => (feature.kind === 'column' ? feature.column : ''));
    expect(named.sort()).toEqual(['fact 0', 'fact 1', 'fact 2', 'fact 3']);
    expect(card.topK).toMatchObject({ k: 30, luck: (30 * Number(card.topK?.positives)) / 160 });
    expect(Number(card.topK?.model)).toBeGreaterThan(Number(card.topK?.rule));
    expect(card.calibration?.reduce((sum, { rows }) => sum + rows, 0)).toBe(160);
    expect(card.gains?.at(-1)).toEqual({ contacted: 160, model: card.topK?.positives, rule: card.topK?.positives });
  });
});

describe('beside the one in use', () => {
  it('stands each other one’s loss over the same folds, with its interval', async () => {
    const { card } = await yesNo(manyFacts(300), { algorithms: ['logistic', 'tree'] });
    const used = card.candidates.filter(({ difference }) => difference === undefined);
    expect(used).toHaveLength(1);
    expect(used[0].algorithm).toBe(card.algorithm);
    for (const { difference, loss } of card.candidates) {
      if (!difference) continue;
      expect(difference.value).toBeCloseTo(loss - used[0].loss, 12);
      expect(Number(difference.low)).toBeLessThan(Number(difference.value));
    }
    // Guessing the most frequent answer is worse, whatever the folds.
    expect(Number(card.candidates[0].difference?.low)).toBeGreaterThan(0);
  });

  it('of an amount stands how far off it is, 9 times in 10: the place among the misses, counted', async () => {
    const data = customers(400, 4, 5, (facts, random) => 10 * facts[0] + random.normal());
    const { card, testRows, testChance } = await amount(data, { algorithms: ['linear'] });
    const misses = Array.from(testRows, (row, i) => Math.abs(data.y[row] - testChance[i])).sort((a, b) => a - b);
    // 80 held out: the 73rd of them, ceil(81 x 0.9).
    expect(card.margin).toBe(misses[72]);
    // Noise has deviation 1, and 9 in 10 of it lie within 1.64; the fit adds a little.
    expect(card.margin).toBeGreaterThan(1.2);
    expect(card.margin).toBeLessThan(2.4);
    expect((await yesNo(manyFacts(300), { algorithms: ['tree'] })).card.margin).toBeUndefined();
  });
});

describe('the run', () => {
  it('gives the same for the same seed, and another split for another', async () => {
    const data = manyFacts(300);
    expect(await yesNo(data)).toEqual(await yesNo(data));
    expect((await yesNo(data, { seed: 7 })).testRows).not.toEqual((await yesNo(data)).testRows);
  });

  it('goes on without a candidate that fails, and says why', async () => {
    const broken: Algorithm = {
      ...algorithmOf('logistic'),
      *fit() {
        yield undefined;
        throw new AppError('not-finite');
      },
    };
    const { card } = await yesNo(manyFacts(300), { load: async (id) => (id === 'logistic' ? broken : load(id)) });
    const logistic = card.candidates.filter(({ algorithm }) => algorithm === 'logistic');
    expect(logistic.map(({ failed }) => failed)).toEqual(['not-finite', 'not-finite', 'not-finite']);
    expect(card.algorithm).not.toBe('logistic');
    const stacks = card.candidates.filter(({ algorithm }) => algorithm === 'stack');
    for (const { params } of stacks) expect(JSON.stringify(params)).not.toContain('logistic');
  });

  it('says how far it is, and stops when asked to', async () => {
    const progress: SelectProgress[] = [];
    let pauses = 0;
    await yesNo(manyFacts(300), { hooks: { onProgress: (step) => progress.push(step), pause: async () => void pauses++ } });
    expect(pauses).toBeGreaterThan(200);
    const folds = progress.filter(({ stage }) => stage === 'candidates');
    expect(folds.map(({ done }) => done)).toEqual(folds.map((_, i) => i + 1));
    expect(folds.at(-1)).toMatchObject({ done: folds[0].total, bestSoFar: { loss: expect.any(Number) } });

    const stop = new AbortController();
    const stopped = yesNo(manyFacts(300), { hooks: { signal: stop.signal, onProgress: ({ done }) => done === 5 && stop.abort() } });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the time there is', () => {
  it('starts no further costly candidate when it is up, and says so; simple ones are tried whatever the clock says', async () => {
    let clock = 0;
    const progress: SelectProgress[] = [];
    const hooks: SelectInput['hooks'] = {
      now: () => clock,
      onProgress: (step) => {
        progress.push(step);
        if (step.algorithm === 'boosting') clock = 60_000;
      },
    };
    const { card } = await yesNo(manyFacts(700), { hooks });
    const failed = card.candidates.filter(({ failed: why }) => why !== undefined);
    expect(failed.map(({ algorithm, failed: why }) => [algorithm, why])).toEqual([['boosting', 'out-of-time'], ['forest', 'out-of-time'], ['neural', 'out-of-time']]); // prettier-ignore
    // What was tried in time can still be put together.
    expect(card.candidates.at(-1)?.algorithm).toBe('stack');
    expect(card.candidates.find(({ algorithm }) => algorithm === 'boosting')?.loss).toBeGreaterThan(0);
    const skipped = progress.filter(({ outOfTime }) => outOfTime);
    expect(skipped.map(({ algorithm }) => algorithm)).toEqual(['boosting', 'forest', 'neural']);
    expect(skipped.at(-1)).toMatchObject({ done: skipped[0].total, bestSoFar: { loss: expect.any(Number) } });

    const late = await yesNo(manyFacts(300), { hooks: { now: () => clock }, budgetMillis: 0 });
    const tried = late.card.candidates.flatMap(({ algorithm, failed: why }) => (why === undefined ? [algorithm] : []));
    expect(new Set(tried)).toEqual(new Set(['baseline', 'rule', 'logistic', 'tree']));
  });
});

describe('as good as the best', () => {
  it('is measured by the standard error of fold differences, widened for overlapping folds', () => {
    // sd 1.58114, factor sqrt(1/5 + 1/4) = 0.67082
    expect(foldError([1, 2, 3, 4, 5])).toBeCloseTo(1.06066, 5);
    expect(foldError([1])).toBe(0);
  });

  const tried = (algorithm: AlgorithmId, losses: number[] | undefined) => ({ algorithm, losses });

  it('takes the best when it clearly is', () => {
    const all = [
      tried('baseline', [9, 9, 9]),
      tried('rule', [5, 5.1, 4.9]),
      tried('logistic', [3, 3.1, 2.9]),
      tried('tree', [1, 1.1, 0.9]),
    ];
    expect(choose(all)).toEqual({ index: 3, because: 'best' });
  });

  it('takes the simpler one within one error of the best, and not beyond', () => {
    // The best has mean 1, sd 0.2, error 0.2 * sqrt(1/3 + 1/2) = 0.1826.
    const best = tried('tree', [1, 1.2, 0.8]);
    const rule = tried('rule', [5, 5, 5]);
    expect(choose([rule, best, tried('logistic', [1.18, 1.18, 1.18])])).toEqual({ index: 2, because: 'simplest-within-one-error' });
    expect(choose([rule, best, tried('logistic', [1.19, 1.19, 1.19])])).toEqual({ index: 1, because: 'best' });
  });

  it('takes the best setting of an algorithm to stand for it', () => {
    const all = [tried('rule', [5, 5, 5]), tried('logistic', [3, 3, 3]), tried('logistic', [1, 1, 1]), tried('logistic', [2, 2, 2])];
    expect(choose(all)).toEqual({ index: 2, because: 'best' });
  });

  it('takes the rule unless it is clearly beaten', () => {
    expect(choose([tried('rule', [1, 2, 3]), tried('logistic', [0.9, 2.1, 2.9])])).toEqual({ index: 0, because: 'rule-was-as-good' });
    // Fold by fold better, though the folds differ among themselves by far more.
    expect(choose([tried('rule', [1, 2, 3]), tried('logistic', [0.9, 1.9, 2.9])])).toEqual({ index: 1, because: 'best' });
  });

  it('does not mind that folds are hard or easy for all alike', () => {
    // Each fold 0.1 to 0.2 worse than the best: mean 0.15, error of the difference 0.0456; the folds themselves spread by 1.
    const rule = tried('rule', [9, 9, 9]);
    const one = [tried('logistic', [1.1, 2.15, 3.2]), tried('boosting', [1, 2, 3])];
    expect(choose([rule, ...one])).toEqual({ index: 2, because: 'best' });
    expect(choose([rule, tried('logistic', [1.1, 1.9, 3.1]), one[1]])).toEqual({ index: 1, because: 'simplest-within-one-error' });
  });

  it('thinks a forest simpler than boosting, and boosting simpler than a network', () => {
    const same: AlgorithmId[] = ['neural', 'boosting', 'forest', 'tree', 'logistic'];
    same.forEach((simplest, i) => {
      if (i === 0) return;
      const all = same.slice(0, i + 1).map((algorithm) => tried(algorithm, [1, 1.01, 0.99]));
      expect(choose([...all, tried('rule', [5, 5, 5])])).toMatchObject({ index: i });
      expect(all[i].algorithm).toBe(simplest);
    });
  });

  it('lets a stack stand for the best, unless one alone clearly beats it', () => {
    const rule = tried('rule', [9, 9, 9]);
    const stack = tried('stack', [1, 1.01, 0.99]);
    // Boosting is a little better, by luck: 0.01 on average, the error of the difference 0.0316.
    expect(choose([rule, tried('boosting', [0.98, 1.03, 0.96]), stack])).toEqual({ index: 2, because: 'none-alone-better' });
    expect(choose([rule, tried('boosting', [0.9, 0.91, 0.89]), stack])).toEqual({ index: 1, because: 'best' });
  });

  it('prefers to a stack what is easy to follow, at half a percent of its loss and within one error', () => {
    const rule = tried('rule', [9, 9, 9]);
    const stack = tried('stack', [1, 1.01, 0.99]);
    const curves = (loss: number) => tried('additive', [loss - 0.02, loss + 0.03, loss - 0.01]);
    expect(choose([rule, stack, curves(1.004)])).toEqual({ index: 2, because: 'simplest-within-one-error' });
    expect(choose([rule, stack, curves(1.006)])).toEqual({ index: 1, because: 'best' });
    // As little, but fold by fold: that is no luck.
    expect(choose([rule, stack, tried('logistic', [1.004, 1.014, 0.994])])).toEqual({ index: 1, because: 'best' });
    // A forest is no easier to follow than a stack, and the rule comes first where nothing beats it.
    expect(choose([rule, stack, tried('forest', [1, 1.01, 0.99])])).toEqual({ index: 1, because: 'none-alone-better' });
    expect(choose([tried('rule', [1, 1.02, 0.99]), stack])).toEqual({ index: 0, because: 'rule-was-as-good' });
  });

  it('leaves out what failed', () => {
    expect(choose([tried('rule', [5, 5, 5]), tried('tree', undefined), tried('logistic', [4, 4, 4])]).index).toBe(2);
    expect(choose([tried('rule', undefined)]).index).toBe(-1);
  });
});

describe('a correction of chances', () => {
  const random = new RandomState(11);
  const truth = Float64Array.from({ length: 2000 }, () => random.random());
  const y = truth.map((p) => Number(random.random() < p));
  const folds = kFold(2000, 5, 0);

  it('is kept where it lowers the out-of-fold log loss', () => {
    const boasting = truth.map((p) => p ** 3 / (p ** 3 + (1 - p) ** 3));
    const { kind, chance } = chooseCalibration(y, boasting, folds);
    expect(kind).toBeDefined();
    expect(logLoss(y, chance)).toBeLessThan(logLoss(y, boasting));
  });

  it('is left out where chances are right already', () => {
    expect(chooseCalibration(y, truth, folds)).toEqual({ kind: undefined, chance: truth });
  });
});

describe('candidates', () => {
  it('a network is tried between 200 and 50,000 rows', () => {
    const has = (rows: number) => candidatesFor('classification', rows, 0).some(({ algorithm }) => algorithm === 'neural');
    expect([199, 200, 50_000, 50_001].map(has)).toEqual([false, true, true, false]);
  });

  it('boosting is tried from 100 rows on, its large trees from 500, the slow one from 5,000; a forest below 3,000, of amounts two below 10,000', () => {
    const count = (of: AlgorithmId) => (rows: number) =>
      candidatesFor('classification', rows, 0).filter(({ algorithm }) => algorithm === of).length;
    expect([99, 100, 499, 500, 4999, 5000].map(count('boosting'))).toEqual([0, 1, 1, 2, 2, 3]);
    expect([99, 2999, 3000].map(count('forest'))).toEqual([1, 1, 0]);
    expect([499, 500, 20_000, 20_001].map(count('additive'))).toEqual([1, 3, 3, 1]);
    const amounts = (rows: number) => candidatesFor('regression', rows, 0).filter(({ algorithm }) => algorithm === 'forest').length;
    expect([9999, 10_000].map(amounts)).toEqual([2, 0]);
  });

  it('boosting is told which columns are levels of one category; a category of two levels is left as it is', async () => {
    const level = (name: string, of: string): FeatureSpec => ({ kind: 'level', column: name, level: of });
    const features = [column('n'), level('city', 'a'), level('city', 'b'), level('city', 'c'), level('sex', 'f'), level('sex', 'm')];
    const random = new RandomState(2);
    const x = matrixOf(Array.from({ length: 320 }, () => {
      const [city, sex] = [random.interval(2), random.interval(1)];
      return [random.normal(), ...[0, 1, 2].map((of) => Number(of === city)), 1 - sex, sex];
    })); // prettier-ignore
    const y = Float64Array.from({ length: 320 }, (_, i) => Number(columnOf(x, 0)[i] + columnOf(x, 2)[i] + random.normal() > 0));
    const { card } = await yesNo({ features, x, y }, { algorithms: ['boosting'] });
    const told = card.candidates.flatMap(({ params }) => ('levels_of' in params ? [params.levels_of] : []));
    expect(told[0]).toEqual([0, 1, 1, 1, 0, 0]);
  });

  it('all can be trained with the parameters they are given', async () => {
    for (const kind of ['classification', 'regression'] as const)
      for (const { algorithm, params } of candidatesFor(kind, 6000, 0).concat(candidatesFor(kind, 150, 0))) {
        const { defaults, parameters, tasks } = await load(algorithm);
        expect(tasks).toContain(kind);
        checkParams({ ...defaults, ...params }, parameters);
      }
  });
});
