/** A model as a file: out and in again, every algorithm of the registry, bit by bit; and broken files, which are refused and nothing else. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../src/core/errors.ts';
import { takeRows } from '../../src/core/matrix.ts';
import { writeModel } from '../../src/core/model-file.ts';
import type { AlgorithmId, StoredModel } from '../../src/core/model-card.ts';
import type { Step } from '../../src/core/recipe.ts';
import { baselineOf } from '../../src/insight/model-fit.ts';
import { readModel } from '../../src/insight/model-import/read-model.ts';
import { preparedEncoding } from '../../src/insight/prepare-features.ts';
import { predictorOf } from '../../src/insight/score-base.ts';
import { train } from '../../src/ml/contract.ts';
import { RandomState } from '../../src/core/rng.ts';
import { ALGORITHMS } from '../../src/ml/registry.ts';
import { createNeural } from '../../src/ml/tf/neural.ts';
import { nodeBackend } from '../ml/node-backend.ts';
import { madeUpModel, madeUpRows } from './stored-model.ts';

const cases = Object.values(ALGORITHMS).flatMap(({ id, tasks }) => tasks.map((task) => [id, task] as const));
const made = new Map<string, StoredModel>();

/** Short trainings: what is learned is not the point. */
async function model(id: AlgorithmId, task: 'classification' | 'regression'): Promise<StoredModel> {
  const known = made.get(id + task);
  if (known) return known;
  const has = (name: string) => ALGORITHMS[id].parameters.some((parameter) => parameter.name === name);
  const params = {
    ...(has('output') && { output: task === 'regression' ? 'amount' : 'chance' }),
    ...(has('criterion') && { criterion: task === 'regression' ? 'squared_error' : 'gini' }),
    ...(has('n_estimators') && { n_estimators: 5 }),
    ...(id === 'boosting' && { max_iter: 8, categorical: [2] }),
    ...(id === 'mlp' && { max_iter: 5, units_1: 7, units_2: 3 }),
  };
  const rows = madeUpRows(task === 'classification');
  const calibrator = task === 'regression' ? undefined : id === 'tree' ? { kind: 'isotonic' as const, x: Float64Array.of(0.1, 0.5, 0.9), y: Float64Array.of(0.2, 0.2, 0.7) } : { kind: 'platt' as const, a: -1.1, b: 0.05 }; // prettier-ignore
  const stored =
    id === 'neural' ? await network(task, params) : { ...(await madeUpModel(id, params, rows, calibrator)), baseline: baselineOf(rows.x) };
  made.set(id + task, stored);
  return stored;
}

/** In Node tfjs finds its WebAssembly elsewhere: the network is trained apart and put into a model of another kind. */
async function network(task: 'classification' | 'regression', params: object): Promise<StoredModel> {
  const rows = madeUpRows(task === 'classification');
  const base = await madeUpModel('baseline', {}, rows);
  const neural = createNeural(nodeBackend);
  const all = { ...neural.defaults, ...params, max_epochs: 3, units: 5 };
  const known = Array.from(rows.y.keys()).filter((i) => !Number.isNaN(rows.y[i]));
  const input = { x: preparedEncoding([]).encode(base.encoder, takeRows(rows.x, known)), y: Float64Array.from(known, (i) => rows.y[i]) };
  const learned = await train(neural, { ...input, params: all, random: new RandomState(1), trace: false });
  return { ...base, model: learned, card: { ...base.card, algorithm: 'neural', params: all } };
}

const refusedWith = (work: () => unknown): ErrorCode | 'accepted' => {
  try {
    work();
    return 'accepted';
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.code;
    throw thrown;
  }
};

describe.each(cases)('%s, %s', (id, task) => {
  it('comes back from its file the same, and predicts the same bits', async () => {
    const stored = await model(id, task);
    const back = readModel(writeModel(stored));
    expect(back).toEqual(stored);
    const { x } = madeUpRows(task === 'classification');
    const [one, other] = [predictorOf(stored)(x), predictorOf(back)(x)];
    expect(new Uint8Array(other.buffer)).toEqual(new Uint8Array(one.buffer));
  });

  it('F59 learned again from the same rows with the same seed is the same file, byte for byte', async () => {
    const first = writeModel(await model(id, task));
    made.delete(id + task);
    expect(writeModel(await model(id, task))).toBe(first);
  });

  it('F60 gives a customer the same number whichever rows stand beside, and in any order', async () => {
    const stored = await model(id, task);
    const { x } = madeUpRows(task === 'classification');
    const order = new RandomState(3).permutation(x.rows);
    const [all, shuffled, alone] = [x, takeRows(x, order), takeRows(x, [order[0]])].map(predictorOf(stored));
    expect(shuffled).toEqual(Float64Array.from(order, (row) => all[row]));
    expect(alone[0]).toBe(shuffled[0]);
  });

  it('is refused when any one value of its file is of another kind, too short, out of range or gone, or works as ever', async () => {
    const stored = await model(id, task);
    const text = writeModel(stored);
    const places = placesOf(JSON.parse(text));
    const junk = fc.constantFrom<unknown>(null, undefined, -1, 1e308, 0.5, 'NaN', 'x', [], {}, { f64: [] }, true, 2 ** 31, [[]]);
    const { x } = madeUpRows(task === 'classification');
    const few = takeRows(x, [0, 1, 2, 3]);
    const codes = new Map<string, number>();
    fc.assert(
      fc.property(fc.nat(places.length - 1), junk, (place, value) => {
        const file: unknown = JSON.parse(text);
        put(file, places[place], value);
        let back: StoredModel | undefined;
        const code = refusedWith(() => (back = readModel(JSON.stringify(file))));
        codes.set(code, (codes.get(code) ?? 0) + 1);
        expect(['accepted', 'bad-model', 'newer-model']).toContain(code);
        // What was taken answers in time, with one number a row.
        if (back) expect(predictorOf(back)(few)).toHaveLength(4);
      }),
      { numRuns: 150, seed: 7 },
    );
    expect(codes.get('bad-model')).toBeGreaterThan(20);
  });
});

describe('files that are no models', () => {
  let text: string;
  let tree: StoredModel;
  beforeAll(async () => {
    tree = await model('tree', 'classification');
    text = writeModel(tree);
  });
  const changed = (change: (file: Record<string, never>) => void): string => {
    const file = JSON.parse(text) as Record<string, never>;
    change(file);
    return JSON.stringify(file);
  };

  it('are refused, whatever they hold', () => {
    // The file itself ends in a brace and a new line: without the brace it is none.
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.nat(text.length - 2).map((end) => text.slice(0, end)),
        ),
        (file) => {
          expect(['bad-model', 'newer-model']).toContain(refusedWith(() => readModel(file)));
        },
      ),
      { numRuns: 500, seed: 3 },
    );
    expect(refusedWith(() => readModel('['.repeat(200_000)))).toBe('bad-model');
    expect(refusedWith(() => readModel(`${'['.repeat(100_000)}${']'.repeat(100_000)}`))).toBe('bad-model');
  });

  it('of a newer version are told apart', () => {
    expect(refusedWith(() => readModel(changed((file) => Object.assign(file, { version: 2 }))))).toBe('newer-model');
  });

  it('with a branch that leads back, that joins another, or that leads out never get as far as being asked', () => {
    const left = Array.from((tree.model as { childrenLeft: Int32Array }).childrenLeft);
    const inner = left.flatMap((child, node) => (child >= 0 && node > 0 ? [node] : []));
    expect(inner.length).toBeGreaterThan(1);
    for (const wrong of [0, inner[0], left.length, left[0], -1]) {
      const file = changed(({ model: { childrenLeft } }: Record<string, Record<string, { i32: number[] }>>) => (childrenLeft.i32[inner[0]] = wrong)); // prettier-ignore
      expect(refusedWith(() => readModel(file))).toBe('bad-model');
    }
  });

  it('cannot reach what objects inherit', () => {
    const evil = text.replace('{', '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}},');
    const back = readModel(evil);
    expect(back).toEqual(tree);
    expect('polluted' in {}).toBe(false);
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
    // A field that only the prototype has is none.
    expect(refusedWith(() => readModel(changed((file) => Object.assign(file, { card: JSON.parse('{"__proto__": {}}') as object }))))).toBe('bad-model'); // prettier-ignore
  });

  it('bring preparation along: fences, groups, neighbours and regressions give the same values', () => {
    const rows = madeUpRows(true);
    const column = 'Fee, "monthly"';
    const steps: Step[] = [
      { kind: 'clip-outliers', column, rule: 'iqr', low: 1.5, high: 1.5 } as Step,
      { kind: 'fill-missing', column, with: 'regression' } as Step,
    ];
    for (const how of ['regression', 'nearest'] as const) {
      const { encode, fitEncoder } = preparedEncoding([steps[0], { ...steps[1], with: how } as Step]);
      const encoder = fitEncoder(rows.features, rows.x, Array.from(rows.y.keys()), 'median');
      expect(encoder.preparation?.[how]).toBeDefined();
      const back = readModel(writeModel({ ...tree, encoder }));
      expect(back.encoder).toEqual(encoder);
      expect(encode(back.encoder, rows.x)).toEqual(encode(encoder, rows.x));
    }
  });
});

type Path = (string | number)[];

/** Where a file has values: all named ones, of lists the first, the last and one in between. */
function placesOf(value: unknown, path: Path = [], found: Path[] = []): Path[] {
  if (path.length > 0) found.push(path);
  if (Array.isArray(value)) {
    for (const i of new Set([0, value.length >> 1, value.length - 1])) if (i in value) placesOf(value[i], [...path, i], found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) placesOf(inner, [...path, name], found);
  }
  return found;
}

function put(file: unknown, path: Path, value: unknown): void {
  const parent = path.slice(0, -1).reduce((at: unknown, key) => (at as Record<string, unknown>)[key], file);
  (parent as Record<string, unknown>)[path[path.length - 1]] = value;
}
