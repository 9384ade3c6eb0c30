/** Reasons of kept models: exact shares of tree kinds against the Shapley sum written out, walks of the others; both add up. */
import { describe, expect, it } from 'vitest';
import { takeRows, type Matrix } from '../../src/core/matrix.ts';
import type { AlgorithmId, StoredModel } from '../../src/core/model-card.ts';
import { explainScores, predictorOf, type Scores } from '../../src/insight/score-base.ts';
import { madeUpModel, madeUpRows } from './stored-model.ts';

const scoresOf = (model: StoredModel, x: Matrix): Scores => ({
  features: model.encoder.features,
  x,
  predicted: predictorOf(model)(x),
  isChance: model.card.question.kind !== 'amount',
});

const rows = madeUpRows(true);
const amounts = madeUpRows(false);
const people = Array.from({ length: 40 }, (_, i) => i * 7);

describe('reasons', () => {
  it.each<[AlgorithmId, Record<string, unknown>, boolean]>([
    ['tree', { max_depth: 4, min_samples_leaf: 5, smoothing: 1 }, true],
    ['boosting', { max_iter: 30, max_leaf_nodes: 8 }, true],
    ['forest', { n_estimators: 10, min_samples_leaf: 5 }, true],
    ['forest', { n_estimators: 300, min_samples_leaf: 1 }, false],
    ['logistic', {}, false],
  ])('of %s %o add up to the chance, corrected or not', async (algorithm, params, shared) => {
    const steep = { kind: 'isotonic' as const, x: Float64Array.of(0.1, 0.3, 0.300001, 0.9), y: Float64Array.of(0.05, 0.2, 0.6, 0.95) };
    for (const calibrator of [undefined, { kind: 'platt' as const, a: -1.4, b: 0.2 }, steep]) {
      const model = await madeUpModel(algorithm, params, rows, calibrator);
      const scores = scoresOf(model, takeRows(rows.x, people));
      const explained = explainScores(model, scores, people.map((_, i) => i)); // prettier-ignore
      explained.forEach(({ start, parts, fromAverage }, i) => {
        expect(fromAverage ?? false).toBe(shared);
        const sum = parts.reduce((total, { effect }) => total + effect, start);
        expect(Math.abs(sum - scores.predicted[i])).toBeLessThan(1e-9);
      });
    }
  });

  it('of an amount add up as well', async () => {
    const model = await madeUpModel('boosting', { output: 'amount', max_iter: 40 }, amounts);
    const scores = scoresOf(model, takeRows(amounts.x, people));
    explainScores(model, scores, [3, 5]).forEach(({ start, parts }, i) => {
      expect(parts.reduce((total, { effect }) => total + effect, start)).toBeCloseTo(scores.predicted[[3, 5][i]], 8);
    });
  });

  it('of a tree are the Shapley values: each order of the facts, unknown ones answered by the shares of the training rows', async () => {
    const model = await madeUpModel('tree', { max_depth: 3, min_samples_leaf: 5 }, rows);
    const tree = model.model as {
      childrenLeft: Int32Array;
      childrenRight: Int32Array;
      feature: Int32Array;
      threshold: Float64Array;
      weightedSamples: Float64Array;
    };
    const x = takeRows(rows.x, people);
    const scores = scoresOf(model, x);
    const { encoder } = model;
    /** The chance when only the columns of `known` are. */
    const answer = (row: number, known: ReadonlySet<number>, node = 0): number => {
      const [left, right] = [tree.childrenLeft[node], tree.childrenRight[node]];
      if (left < 0) return leafChance(node);
      const j = tree.feature[node];
      if (known.has(j)) {
        const raw = x.values[j * x.rows + row];
        const encoded = ((Number.isNaN(raw) ? encoder.fill[j] : raw) - encoder.centre[j]) / encoder.scale[j];
        return answer(row, known, Math.fround(encoded) <= tree.threshold[node] ? left : right);
      }
      const [a, b] = [tree.weightedSamples[left], tree.weightedSamples[right]];
      return (a * answer(row, known, left) + b * answer(row, known, right)) / (a + b);
    };
    // A leaf's chance is what the model says of some row that ends there.
    const reach = (row: number, node = 0): number => {
      if (tree.childrenLeft[node] < 0) return node;
      const j = tree.feature[node];
      const raw = all.values[j * all.rows + row];
      const encoded = ((Number.isNaN(raw) ? encoder.fill[j] : raw) - encoder.centre[j]) / encoder.scale[j];
      return reach(row, Math.fround(encoded) <= tree.threshold[node] ? tree.childrenLeft[node] : tree.childrenRight[node]);
    };
    const all = rows.x;
    const everybody = predictorOf(model)(all);
    const chances = new Map(Array.from(everybody, (chance, row) => [reach(row), chance]));
    const leafChance = (node: number): number => chances.get(node) ?? NaN;

    // Facts: days; fee with its flag; the level.
    const facts = [[0], [1, 3], [2]];
    const orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]; // prettier-ignore
    explainScores(
      model,
      scores,
      people.map((_, i) => i),
    ).forEach(({ start, parts }, row) => {
      // prettier-ignore
      const shares = [0, 0, 0];
      for (const order of orders) {
        const known = new Set<number>();
        let before = answer(row, known);
        for (const fact of order) {
          facts[fact].forEach((column) => known.add(column));
          const now = answer(row, known);
          shares[fact] += (now - before) / orders.length;
          before = now;
        }
      }
      expect(start).toBeCloseTo(answer(row, new Set()), 12);
      const found = parts.map(({ effect }) => effect).sort((a, b) => a - b);
      const wanted = shares.filter((share) => Math.abs(share) > 1e-12).sort((a, b) => a - b);
      expect(found.filter((effect) => Math.abs(effect) > 1e-12)).toHaveLength(wanted.length);
      wanted.forEach((share, i) => expect(found.filter((effect) => Math.abs(effect) > 1e-12)[i]).toBeCloseTo(share, 10));
    });
  });
});
