import { describe, expect, it } from 'vitest';
import { digitsFor, factCurveLines, factCurveShape } from '../../src/charts/fact-curve-chart.ts';
import type { FactCurve } from '../../src/insight/fact-curve.ts';

const feature = { kind: 'column', column: 'Age' } as const;
const words = { average: 'average', few: 'few', single: 'single', rug: 'rug', x: 'Age', y: 'of 10' };

function curve(
  averages: readonly number[],
  changes: Partial<FactCurve> & { customers?: number } = {},
  few: readonly number[] = [],
): FactCurve {
  const points = averages.map((average, value) => ({ feature, value, average, customers: few.includes(value) ? 3 : 40 }));
  const lines = [Float64Array.from(averages, (one) => one + 0.05), Float64Array.from(averages, (one) => one - 0.05)];
  return { kind: 'number', points, lines, rug: [0.5, 1.5, 99], asked: 100, customers: 100, isChance: true, ...changes };
}

describe('curve over one fact', () => {
  it('rises, falls, goes both ways, or hardly moves', () => {
    expect(factCurveShape(curve([0.2, 0.3, 0.6]))).toMatchObject({ shape: 'up', lowest: { value: 0 }, highest: { value: 2 } });
    expect(factCurveShape(curve([0.6, 0.65, 0.2]))?.shape).toBe('down');
    expect(factCurveShape(curve([0.2, 0.7, 0.3]))?.shape).toBe('mixed');
    expect(factCurveShape(curve([0.2, 0.22, 0.21]))?.shape).toBe('flat');
    expect(factCurveShape(curve([1000, 1005, 1010], { isChance: false }))?.shape).toBe('flat');
    expect(factCurveShape(curve([1000, 1005, 1100], { isChance: false }))?.shape).toBe('up');
    expect(factCurveShape(curve([]))).toBeUndefined();
  });

  it('is not judged where there are few customers, unless there are few everywhere', () => {
    expect(factCurveShape(curve([0.2, 0.21, 0.2, 0.9], {}, [3]))?.shape).toBe('flat');
    expect(factCurveShape(curve([0.2, 0.21, 0.2, 0.9], {}, [0, 1, 2, 3]))?.shape).toBe('up');
  });

  it('is drawn in customers of ten: solid where there are many, grey up to where they begin, every customer’s own line behind', () => {
    const { x, y, series } = factCurveLines(curve([0.1, 0.2, 0.3, 0.4], {}, [0, 3]), words);
    expect(x).toMatchObject({ min: 0, max: 3 });
    expect(y).toMatchObject({ min: 0, max: 5 });
    const of = (label: string) => series.filter((one) => one.label === label);
    expect(of('average')[0].points.map(({ y: at }) => at)).toEqual([NaN, 2, 3, NaN]);
    expect(of('few')[0].points.map(({ y: at }) => at)).toEqual([1, 2, 3, 4]);
    expect(of('single').map(({ unnamed = false }) => unnamed)).toEqual([false, true]);
    of('single')[1].points.forEach(({ y: at }, i) => expect(at).toBeCloseTo([0.5, 1.5, 2.5, 3.5][i], 12));
    // A value beyond the line is not on it.
    expect(of('rug')[0].points.map(({ x: at }) => at)).toEqual([0.5, 1.5]);
  });

  it('has axes whose ticks can be told apart', () => {
    expect([0.04, 0.9, 5, 30, 4000].map(digitsFor)).toEqual([3, 2, 1, 0, 0]);
    const { y } = factCurveLines(curve([900, 1400, 1200], { isChance: false }), words);
    expect(y.min).toBeLessThanOrEqual(899);
    expect(y.max).toBeGreaterThanOrEqual(1401);
  });
});
