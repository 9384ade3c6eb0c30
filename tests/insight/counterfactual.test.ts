/** The nearest change against all changes: every combination of options of up to three facts, written out. */
import { describe, expect, it } from 'vitest';
import { columnOf, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { isAcross, nearestChange, type Option } from '../../src/insight/counterfactual.ts';

const modelOf = (f: (row: number[]) => number) => (x: Matrix) =>
  Float64Array.from({ length: x.rows }, (_, i) => f(Array.from({ length: x.columns }, (_, j) => columnOf(x, j)[i])));

/** Least cost over all choices of at most three facts; Infinity where none crosses. */
function bruteForce(predict: (x: Matrix) => Float64Array, row: Float64Array, facts: readonly (readonly Option[])[], cut: number): number {
  const ask = (values: Float64Array) => predict({ rows: 1, columns: values.length, values })[0];
  const wasAbove = ask(row) >= cut;
  let best = Infinity;
  const walk = (fact: number, values: Float64Array, cost: number, changes: number): void => {
    if (changes > 0 && isAcross(ask(values), cut, wasAbove)) best = Math.min(best, cost);
    if (fact === facts.length || changes === 3) return;
    walk(fact + 1, values, cost, changes);
    for (const { set, cost: more } of facts[fact]) {
      const next = values.slice();
      for (const { column, value } of set) next[column] = value;
      walk(fact + 1, next, cost + more, changes + 1);
    }
  };
  walk(0, row, 0, 0);
  return best;
}

/** Numbers with a few values each, and one fact of two columns that move together. */
function problem(random: RandomState) {
  const row = Float64Array.from({ length: 6 }, () => random.normal());
  const facts = [0, 1, 2, 3].map((column): Option[] =>
    Array.from({ length: 5 }, () => {
      const value = random.normal() * 1.5;
      return { set: [{ column, value }], cost: Math.abs(value - row[column]) };
    }),
  );
  facts.push([{ set: [{ column: 4, value: 1 }, { column: 5, value: -1 }], cost: 1 }]); // prettier-ignore
  return { row, facts };
}

describe('the nearest change', () => {
  const random = new RandomState(5);
  const weights = [0.9, -0.6, 0.4, 1.3, -0.8, 0.2];
  const curved = modelOf((row) => 1 / (1 + Math.exp(-row.reduce((sum, value, j) => sum + weights[j] * value, 0))));
  const stepped = modelOf(([a, b, c, d, e]) =>
    a <= 0.2 ? (d <= -0.4 ? 0.15 : b <= 0 ? 0.8 : 0.6) : c <= 0.5 ? (e > 0 ? 0.35 : 0.55) : 0.9,
  );
  const together = modelOf(([a, b, c]) => (a > 0.5 && b > 0.5 && c > 0.5 ? 0.9 : 0.1));

  it.each([
    ['a straight line', curved],
    ['a tree', stepped],
    ['facts that count only together', together],
  ])('costs as little as any of all changes, of %s', (_, predict) => {
    let crossed = 0;
    let impossible = 0;
    for (let trial = 0; trial < 15; trial++) {
      const { row, facts } = problem(random);
      for (const cut of [0.3, 0.5, 0.7, 0.9995]) {
        const least = bruteForce(predict, row, facts, cut);
        const found = nearestChange({ predict, row, facts, cut });
        expect(found?.cost ?? Infinity).toBeCloseTo(least, 12);
        if (!found) {
          impossible++;
          continue;
        }
        crossed++;
        const [before] = predict({ rows: 1, columns: 6, values: row });
        expect(isAcross(found.predicted, cut, before >= cut)).toBe(true);
        expect(predict({ rows: 1, columns: 6, values: found.row })[0]).toBe(found.predicted);
        expect(found.chosen.length).toBeLessThanOrEqual(3);
        expect(found.chosen.reduce((sum, { option }) => sum + option.cost, 0)).toBeCloseTo(found.cost, 12);
      }
    }
    expect(crossed).toBeGreaterThan(5);
    expect(impossible).toBeGreaterThan(0);
  });

  it('is nearly as near when only some beginnings can be followed', () => {
    for (let trial = 0; trial < 20; trial++) {
      const { row, facts } = problem(random);
      const least = bruteForce(curved, row, facts, 0.5);
      const found = nearestChange({ predict: curved, row, facts, cut: 0.5, mostTried: 20 * facts.flat().length });
      expect(found?.cost ?? Infinity).toBeLessThanOrEqual(1.25 * least);
    }
  });

  it('is none where nothing can change, or nothing that matters', () => {
    expect(nearestChange({ predict: curved, row: new Float64Array(6), facts: [], cut: 0.9 })).toBeUndefined();
    const flat = modelOf(() => 0.4);
    const { row, facts } = problem(random);
    expect(nearestChange({ predict: flat, row, facts, cut: 0.5 })).toBeUndefined();
  });

  it('asks the model of a row whose following facts fit', () => {
    const product = modelOf(([a, , c]) => c / 10 + 0 * a);
    const settle = (changed: Float64Array) => Float64Array.of(changed[0], changed[1], changed[0] * changed[1]);
    const found = nearestChange({
      predict: product,
      row: Float64Array.of(2, 2, 4),
      facts: [[{ set: [{ column: 0, value: 3 }], cost: 1 }]],
      cut: 0.5,
      settle,
    });
    expect(found?.row).toEqual(Float64Array.of(3, 2, 6));
    expect(found?.predicted).toBeCloseTo(0.6, 12);
  });
});
