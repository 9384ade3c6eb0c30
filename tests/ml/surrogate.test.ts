import { describe, expect, it } from 'vitest';
import { matrixOf, takeRows } from '../../src/core/matrix.ts';
import { r2Score } from '../../src/ml/metrics.ts';
import { followRules, shortestBetween, surrogateRules } from '../../src/ml/surrogate.ts';
import reference from '../reference/explain_model.json';

const { surrogate } = reference;
const x = matrixOf(surrogate.x);
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const learned = rows(0, surrogate.trained);
const input = {
  x: takeRows(x, learned),
  said: Float64Array.from(learned, (i) => surrogate.said[i]),
  depth: surrogate.depth,
  leaf: surrogate.leaf,
  leastShare: 0,
  seed: 0,
};

describe('rules that stand for a model', () => {
  it('say what scikit-learn’s regression tree says of the same answers, and hold as much of them', async () => {
    const rules = await surrogateRules(input);
    expect(rules).toHaveLength(surrogate.leaves);
    // Whole numbers: a shorter cut between two of them parts no row otherwise.
    followRules(rules, x).forEach((said, i) => expect(said).toBeCloseTo(surrogate.predicted[i], 12));
    const rest = rows(surrogate.trained, x.rows);
    const truth = rest.map((i) => surrogate.said[i]);
    expect(r2Score(truth, followRules(rules, takeRows(x, rest)))).toBeCloseTo(surrogate.r2, 12);
  });

  it('part all rows: exactly one rule holds, and their rows are counted right', async () => {
    const rules = await surrogateRules(input);
    const holding = (i: number) =>
      rules.filter(({ parts }) =>
        parts.every(({ column, from = -Infinity, below = Infinity }) => surrogate.x[i][column] >= from && surrogate.x[i][column] < below),
      );
    for (let i = 0; i < x.rows; i++) expect(holding(i)).toHaveLength(1);
    for (const rule of rules) expect(learned.filter((i) => holding(i)[0] === rule)).toHaveLength(rule.rows);
    expect(rules.map(({ says }) => says)).toEqual(rules.map(({ says }) => says).sort((a, b) => b - a));
    // Two questions about one fact are one range.
    for (const { parts } of rules) expect(new Set(parts.map(({ column }) => column)).size).toBe(parts.length);
  });

  it('speak in short numbers', () => {
    expect(shortestBetween(2, 3)).toBe(3);
    expect(shortestBetween(1.7134, 1.9025)).toBe(1.9);
    expect(shortestBetween(1234, 1391)).toBe(1300);
    expect(shortestBetween(-7.2, -3.3)).toBe(-4);
    expect(shortestBetween(-0.2, 0.3)).toBe(0);
    expect(shortestBetween(0.1 + 0.2, 0.30000000000000016)).toBe(0.30000000000000016);
    for (const [a, b] of [
      [0.12, 0.120001],
      [99, 101],
      [-1e-9, 1e-9],
      [1e12, 1e12 + 1],
    ]) {
      // prettier-ignore
      expect(shortestBetween(a, b)).toBeGreaterThan(a);
      expect(shortestBetween(a, b)).toBeLessThanOrEqual(b);
    }
  });

  it('is one rule for everybody where the model always says the same', async () => {
    expect(await surrogateRules({ ...input, said: new Float64Array(learned.length).fill(0.3) })).toEqual([
      { parts: [], says: expect.closeTo(0.3, 12) as number, rows: learned.length },
    ]);
  });

  it('do not ask what hardly matters', async () => {
    const all = await surrogateRules(input);
    const few = await surrogateRules({ ...input, leastShare: 0.05 });
    expect(few.length).toBeLessThan(all.length);
    expect(few.length).toBeGreaterThan(1);
  });
});
