import { describe, expect, it } from 'vitest';
import { IMPORTANCE_WIDTH, importanceChart } from '../../src/charts/importance-chart.ts';

const fact = (label: string, value: number | null, spread = 0) => ({
  label,
  loss: { value, low: value === null ? null : value - spread, high: value === null ? null : value + spread },
});

describe('importance chart', () => {
  it('draws the largest first, its interval reaching the edge', () => {
    const { bars } = importanceChart([fact('small', 1, 1), fact('large', 3, 1)]);
    expect(bars.map(({ label }) => label)).toEqual(['large', 'small']);
    expect(bars[0].highX).toBe(IMPORTANCE_WIDTH);
    expect(bars[0].width).toBe((IMPORTANCE_WIDTH * 3) / 4);
    expect(bars[1].lowX).toBe(0);
  });

  it('shows eight and adds up the rest', () => {
    const chart = importanceChart(Array.from({ length: 10 }, (_, i) => fact(`fact ${i}`, 10 - i)));
    expect(chart.bars).toHaveLength(8);
    expect(chart.others).toEqual({ count: 2, value: 3 });
  });

  it('gives a fact that only hurts no width', () => {
    expect(importanceChart([fact('hurts', -0.2, 0.1)]).bars[0].width).toBe(0);
  });

  it('leaves facts without an estimate out', () => {
    expect(importanceChart([fact('unknown', null)]).bars).toEqual([]);
  });
});
