import { describe, expect, it } from 'vitest';
import { confusionAtCapacity, gainsChart, precisionCurve, rocCurve } from '../../src/charts/gains-chart.ts';

// Ten customers, four yes, in the order of the model: yes yes no yes no no yes no no no.
const gains = [0, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4].map((model, contacted) => ({ contacted, model, rule: contacted * 0.4 }));
const topK = { k: 3, positives: 4, model: 2, rule: 1, luck: 1.2 };

describe('gains chart', () => {
  it('ends with everybody, where model, rule and luck meet', () => {
    const chart = gainsChart(gains, topK);
    expect(chart?.model.at(-1)).toEqual({ x: 10, y: 4 });
    expect(chart?.rule.at(-1)).toEqual({ x: 10, y: 4 });
    expect(chart?.random).toEqual([
      { x: 0, y: 0 },
      { x: 10, y: 4 },
    ]);
    expect(chart?.mark).toEqual({ contacted: 3, found: 2 });
  });

  it('is absent when there is nothing to find', () => {
    expect(gainsChart([{ contacted: 10, model: 0, rule: 0 }])).toBeUndefined();
    expect(gainsChart([])).toBeUndefined();
  });

  it('gives the ROC curve whose area is the share of pairs in the right order', () => {
    const roc = rocCurve(gains, 'model');
    const area = roc.slice(1).reduce((sum, point, i) => sum + ((point.x - roc[i].x) * (point.y + roc[i].y)) / 2, 0);
    // By hand: of the 24 yes-no pairs, the yes at places 1, 2, 4, 7 stand before 6, 6, 5 and 3 no: 20 pairs.
    expect(area).toBeCloseTo(20 / 24, 12);
  });

  it('counts right and wrong when exactly k are contacted', () => {
    expect(confusionAtCapacity(topK, 10)).toEqual({ truePositive: 2, falsePositive: 1, falseNegative: 2, trueNegative: 5 });
  });

  it('gives precision and recall of every first k: worked by hand', () => {
    const curve = precisionCurve(gains, 'model');
    expect(curve).toHaveLength(10);
    expect(curve[0]).toEqual({ x: 0.25, y: 1 });
    expect(curve[3]).toEqual({ x: 0.75, y: 0.75 });
    expect(curve[9]).toEqual({ x: 1, y: 0.4 });
    expect(precisionCurve([], 'model')).toEqual([]);
  });
});
