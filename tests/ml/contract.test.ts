/** What every algorithm of the registry keeps, whoever wrote it. */
import { describe, expect, it } from 'vitest';
import { matrix, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { train, type Algorithm, type TaskKind } from '../../src/ml/contract.ts';
import { permutationImportance } from '../../src/ml/importance.ts';
import { logLoss, meanSquaredError } from '../../src/ml/metrics.ts';
import { ALGORITHMS, algorithmOf } from '../../src/ml/registry.ts';
import { createNeural } from '../../src/ml/tf/neural.ts';
import { nodeBackend } from './node-backend.ts';

/** Three columns of which two matter, and noise: nothing is separable, every solver has work to do. */
function rows(task: TaskKind, count = 60, seed = 11): { x: Matrix; y: Float64Array } {
  const random = new RandomState(seed);
  const x = matrix(count, 3);
  x.values.forEach((_, at) => (x.values[at] = random.normal()));
  const y = Float64Array.from({ length: count }, (_, i) => x.values[i] - 2 * x.values[count + i] + random.normal());
  return { x, y: task === 'regression' ? y : y.map((value) => Number(value > 0)) };
}

/** Parameters by which an algorithm that does both is told what to learn. */
function paramsFor(algorithm: Algorithm, task: TaskKind): object {
  const has = (name: string) => algorithm.parameters.some((parameter) => parameter.name === name);
  const output = has('output') ? { output: task === 'regression' ? 'amount' : 'chance' } : {};
  const criterion = has('criterion') ? { criterion: task === 'regression' ? 'squared_error' : 'gini' } : {};
  const short = {
    ...(has('max_epochs') && { max_epochs: 5 }),
    ...(has('n_estimators') && { n_estimators: 10 }),
    ...(algorithm.id === 'mlp' && { max_iter: 5 }),
  };
  return { ...algorithm.defaults, ...output, ...criterion, ...short };
}

async function learn(algorithm: Algorithm, task: TaskKind, data = rows(task), seed = 5, trace = true) {
  const steps: unknown[] = [];
  const input = { ...data, params: paramsFor(algorithm, task), random: new RandomState(seed), trace };
  const model = await train(algorithm, input, { onStep: (step) => steps.push(step) });
  return { model, steps };
}

/** Every number below a value. */
function numbersOf(value: unknown, found = new Set<number>()): Set<number> {
  if (typeof value === 'number') found.add(value);
  else if (value instanceof Float64Array || value instanceof Float32Array) value.forEach((item) => found.add(item));
  else if (Array.isArray(value)) value.forEach((item) => numbersOf(item, found));
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach((item) => numbersOf(item, found));
  return found;
}

/** Every buffer below a value, each counted once per value it is reached from. */
function buffersOf(value: unknown, found = new Set<ArrayBufferLike>()): Set<ArrayBufferLike> {
  if (ArrayBuffer.isView(value)) found.add(value.buffer);
  else if (Array.isArray(value)) value.forEach((item) => buffersOf(item, found));
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach((item) => buffersOf(item, found));
  return found;
}

// In Node tfjs reads its WebAssembly from files; the network itself is the registered one.
const inNode = (algorithm: Algorithm): Algorithm => (algorithm.id === 'neural' ? createNeural(nodeBackend) : algorithm);
const cases = Object.values(ALGORITHMS).flatMap((algorithm) =>
  algorithm.tasks.map((task) => [algorithm.id, task, inNode(algorithm)] as const),
);

it('the registry knows each algorithm by its own id, and no other', () => {
  for (const [id, algorithm] of Object.entries(ALGORITHMS)) {
    expect(algorithm.id).toBe(id);
    expect(algorithmOf(id)).toBe(algorithm);
  }
  expect(() => algorithmOf('oracle')).toThrow('bad-parameter');
});

describe.each(cases)('%s, %s', (id, task, algorithm) => {
  it('has a default for each parameter it lists, inside its own range', () => {
    expect(algorithm.parameters.map(({ name }) => name).sort()).toEqual(Object.keys(algorithm.defaults).sort());
    const defaults = new Map<string, unknown>(Object.entries(algorithm.defaults));
    for (const { name, range, choices, nullable } of algorithm.parameters) {
      const value = defaults.get(name);
      if (value === null) expect(nullable).toBe(true);
      else if (typeof value === 'number' && range) expect(value >= range[0] && value <= range[1]).toBe(true);
      else if (typeof value === 'string') expect(choices).toContain(value);
    }
  });

  it('learns the same model and the same steps from the same seed', async () => {
    const [first, second] = [await learn(algorithm, task), await learn(algorithm, task)];
    expect(second).toEqual(first);
  });

  it('learns the same model with the trace off', async () => {
    expect((await learn(algorithm, task, rows(task), 5, false)).model).toEqual((await learn(algorithm, task)).model);
  });

  it('gives a plain model that survives structuredClone, and predicts the same with it', async () => {
    const { model } = await learn(algorithm, task);
    const copy = structuredClone(model);
    expect(copy).toEqual(model);
    expect(copy).toHaveProperty('kind', id);
    const { x } = rows(task);
    expect(algorithm.predict(copy, x)).toEqual(algorithm.predict(model, x));
  });

  it('keeps no value of the rows it learned from, unless it says so', async () => {
    const data = rows(task);
    const kept = numbersOf((await learn(algorithm, task, data)).model);
    const found = data.x.values.filter((value) => kept.has(value) || kept.has(Math.fround(value)));
    if (algorithm.holdsRows) expect(found.length).toBeGreaterThan(0);
    else expect(Array.from(found)).toEqual([]);
  });

  it('predicts one finite number a row: a chance in [0, 1], or an amount', async () => {
    const { model } = await learn(algorithm, task);
    const { x } = rows(task);
    const predicted = algorithm.predict(model, x);
    expect(predicted.length).toBe(x.rows);
    expect(predicted.every((value) => Number.isFinite(value) && (task === 'regression' || (value >= 0 && value <= 1)))).toBe(true);
    expect(algorithm.predict(model, matrix(0, 3)).length).toBe(0);
  });

  it('owns its steps: no two share a buffer, nor one with the model or the data', async () => {
    const data = rows(task);
    const { model, steps } = await learn(algorithm, task, data);
    const seen = new Set<ArrayBufferLike>([...buffersOf(model), data.x.values.buffer, data.y.buffer]);
    for (const step of steps) {
      for (const buffer of buffersOf(step)) {
        expect(seen.has(buffer)).toBe(false);
        seen.add(buffer);
      }
    }
  });

  it('leaves its inputs as they were', async () => {
    const data = rows(task);
    await learn(algorithm, task, data);
    expect(data).toEqual(rows(task));
  });

  it('describes itself as plain JSON', async () => {
    const { model } = await learn(algorithm, task);
    const described = algorithm.describe(model, ['a', 'b', 'c']);
    expect(JSON.parse(JSON.stringify(described))).toEqual(described);
  });

  it('stops between two steps when asked', async () => {
    const input = { ...rows(task), params: paramsFor(algorithm, task), random: new RandomState(5), trace: false };
    await expect(train(algorithm, input, { signal: AbortSignal.abort() })).rejects.toThrow('cancelled');
  });

  it('stops where it is when asked at its first step', async () => {
    const { steps } = await learn(algorithm, task, rows(task), 5, false);
    if (steps.length < 2) return;
    const stop = new AbortController();
    let seen = 0;
    const input = { ...rows(task), params: paramsFor(algorithm, task), random: new RandomState(5), trace: false };
    const run = train(algorithm, input, { signal: stop.signal, onStep: () => (seen++, stop.abort()) });
    await expect(run).rejects.toThrow('cancelled');
    expect(seen).toBe(1);
  });

  it('tells which facts matter: the one that does by far most, the dead one hardly', async () => {
    // A guess without facts has no opinion; the rule has one, of the fact it is given.
    if (id === 'baseline') return;
    const has = (name: string) => algorithm.parameters.some((parameter) => parameter.name === name);
    const params = {
      ...paramsFor(algorithm, task),
      ...(has('feature') && { feature: 1 }),
      ...(has('max_depth') && { max_depth: 4 }),
      ...(has('max_epochs') && { max_epochs: 30 }),
      ...(id === 'mlp' && { max_iter: 200 }),
    };
    const model = await train(algorithm, { ...rows(task, 600), params, random: new RandomState(5), trace: false });
    const input = { predict: (x: Matrix) => algorithm.predict(model, x), ...rows(task, 400, 12), groups: [[0], [1], [2]] };
    const run = permutationImportance({ ...input, loss: task === 'regression' ? meanSquaredError : logLoss, repeats: 5, seed: 1 });
    let next = run.next();
    while (!next.done) next = run.next();
    const [, planted, dead] = next.value.map(({ value }) => value ?? NaN);
    expect(planted).toBeGreaterThan(0.1);
    expect(Math.abs(dead)).toBeLessThan(0.1 * planted);
  });

  it('F56 refuses a missing value in y, in x unless it says it learns from it, an infinite one, and no rows', async () => {
    for (const [part, value] of [
      ['x', NaN],
      ['x', Infinity],
      ['y', NaN],
    ] as const) {
      // prettier-ignore
      const data = rows(task);
      (part === 'x' ? data.x.values : data.y)[7] = value;
      if (part === 'x' && Number.isNaN(value) && algorithm.missing === 'native') {
        const { model } = await learn(algorithm, task, data);
        expect(algorithm.predict(model, data.x).every(Number.isFinite)).toBe(true);
      } else await expect(learn(algorithm, task, data)).rejects.toThrow('not-finite');
    }
    await expect(learn(algorithm, task, { x: matrix(0, 3), y: new Float64Array(0) })).rejects.toThrow('too-few-rows');
  });

  it('refuses a parameter outside its range', async () => {
    for (const { name, range } of algorithm.parameters) {
      if (!range) continue;
      const input = {
        ...rows(task),
        params: { ...paramsFor(algorithm, task), [name]: range[0] - 1 },
        random: new RandomState(5),
        trace: false,
      };
      await expect(train(algorithm, input)).rejects.toThrow('bad-parameter');
    }
  });
});

it.each(['logistic', 'rule', 'neural', 'svm', 'linear-svm', 'mlp'] as const)(
  '%s refuses one class alone; tree, forest and baseline answer with it',
  async (id) => {
    const data = { ...rows('classification'), y: new Float64Array(60).fill(1) };
    await expect(learn(inNode(ALGORITHMS[id]), 'classification', data)).rejects.toThrow('one-class');
    for (const algorithm of [ALGORITHMS.tree, ALGORITHMS.forest, ALGORITHMS.baseline]) {
      const { model } = await learn(algorithm, 'classification', data);
      expect(algorithm.predict(model, data.x).every((chance) => chance === 1)).toBe(true);
    }
  },
);
