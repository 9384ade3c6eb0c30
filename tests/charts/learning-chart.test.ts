import { describe, expect, it } from 'vitest';
import { learningLines, learningVerdict } from '../../src/charts/learning-chart.ts';
import { profitLines } from '../../src/charts/profit-chart.ts';
import type { LearningCurve } from '../../src/ml/learning-curve.ts';

const words = { learned: 'learned', heldOut: 'held out', band: 'band', x: 'rows', y: 'score' };
const curve = (gain?: [low: number, value: number, high: number]): LearningCurve => ({
  score: 'auc',
  points: [
    { rows: 50, learned: 0.99, heldOut: { value: 0.62, low: 0.41, high: 0.83 } },
    { rows: 100, learned: 0.9, heldOut: { value: 0.75, low: 0.7, high: 0.8 } },
  ],
  ...(gain && { gain: { low: gain[0], value: gain[1], high: gain[2] } }),
  skipped: 0,
});

describe('learning curve in words and lines', () => {
  it('says more would help only where chance does not explain it', () => {
    expect(learningVerdict(curve([0.002, 0.03, 0.06]))).toBe('helps');
    expect(learningVerdict(curve([-0.004, 0.001, 0.006]))).toBe('enough');
    expect(learningVerdict(curve([-0.04, 0.03, 0.1]))).toBe('unclear');
    expect(learningVerdict(curve())).toBe('unknown');
  });

  it('starts at luck, or below where a line goes there', () => {
    const { x, y, series, band } = learningLines(curve(), words);
    expect([x.max, y.min, y.max]).toEqual([100, 0.4, 1]);
    expect(series[0].points).toEqual([
      { x: 50, y: 0.62 },
      { x: 100, y: 0.75 },
    ]);
    expect(band?.points[1]).toEqual({ x: 100, low: 0.7, high: 0.8 });
  });
});

describe('profit curve in lines', () => {
  it('shows losses below zero, and both marks where they are', () => {
    const point = (contacted: number, profit: number) => ({ contacted, profit, low: profit - 30, high: profit + 30 });
    const profit = { breakEven: 0.4, atBreakEven: point(2, 80), best: point(3, 90), curve: [point(0, 0), point(2, 80), point(4, -45)] };
    const { y, series } = profitLines(profit, point(1, 50), { profit: 'p', band: 'b', cut: 'c', yours: 'y', x: 'n', y: 'money' });
    expect(y.min).toBeLessThanOrEqual(-75);
    expect(y.max).toBeGreaterThanOrEqual(110);
    expect(series.map(({ points }) => points.at(-1))).toEqual([
      { x: 4, y: -45 },
      { x: 2, y: 80 },
      { x: 1, y: 50 },
    ]);
  });
});
