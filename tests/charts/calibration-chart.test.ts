import { describe, expect, it } from 'vitest';
import { calibrationChart } from '../../src/charts/calibration-chart.ts';

const bin = (predicted: number, value: number | null, low: number | null, high: number | null, rows: number) => ({
  predicted,
  observed: { value, low, high },
  rows,
});

describe('calibration chart', () => {
  it('puts a perfectly honest model on the diagonal', () => {
    const { dots, plot } = calibrationChart([bin(0, 0, 0, 0.1, 20), bin(0.5, 0.5, 0.4, 0.6, 20), bin(1, 1, 0.9, 1, 20)]);
    expect(dots.map(({ x }) => x)).toEqual([plot.left, (plot.left + plot.right) / 2, plot.right]);
    expect(dots.map(({ y }) => y)).toEqual([plot.bottom, (plot.top + plot.bottom) / 2, plot.top]);
  });

  it('counts a group as holding when its interval holds the chance', () => {
    const chart = calibrationChart([bin(0.7, 0.6, 0.5, 0.72, 40), bin(0.2, 0.5, 0.4, 0.6, 40)]);
    expect(chart.holding).toBe(1);
    expect(chart.dots.map(({ holds }) => holds)).toEqual([true, false]);
  });

  it('claims nothing from a handful of customers', () => {
    expect(calibrationChart([bin(0.1, 0, 0, 0.79, 1), bin(0.3, 0, 0, 0.66, 2)]).tellsLittle).toBe(true);
    expect(calibrationChart([bin(0.1, 0.1, 0.05, 0.2, 80), bin(0.3, 0.4, 0.3, 0.5, 80)]).tellsLittle).toBe(false);
  });

  it('leaves groups without customers out', () => {
    expect(calibrationChart([bin(0.9, null, null, null, 0)]).dots).toEqual([]);
  });
});
