import { describe, expect, it } from 'vitest';
import { histogramChart } from '../../src/charts/histogram-chart.ts';

describe('histogram chart', () => {
  it('starts at zero and fills the height with the fullest bin', () => {
    const { bars, height } = histogramChart([5, 10, 0]);
    expect(bars.map((bar) => bar.height)).toEqual([height / 2, height, 0]);
    expect(bars.every((bar) => bar.y + bar.height === height)).toBe(true);
  });

  it('keeps one row of a thousand visible', () => {
    expect(histogramChart([1, 1000]).bars[0].height).toBe(1);
  });

  it('has no bars without bins', () => {
    expect(histogramChart([])).toMatchObject({ bars: [], most: 0 });
  });
});
