/** A few lines over one x axis: the plain data that `ChartCanvas` hands to chart.js. */
import type { CurvePoint, GainsChart } from './gains-chart.ts';

export interface LineSeries {
  label: string;
  points: readonly CurvePoint[];
  /** Token of the house's palette. */
  colour: '--c1' | '--c2' | '--c3' | '--c4' | '--c5' | '--c6';
  dash?: readonly number[];
  /** Dots instead of a line. */
  dotsOnly?: boolean;
}

export interface LineChart {
  x: { title: string; max: number; percent?: boolean };
  y: { title: string; max: number; percent?: boolean };
  series: LineSeries[];
}

export interface CurveWords {
  model: string;
  rule: string;
  random: string;
  x: string;
  y: string;
  mark?: string;
}

export function gainsLines(chart: GainsChart, words: CurveWords): LineChart {
  const { mark } = chart;
  return {
    x: { title: words.x, max: chart.rows },
    y: { title: words.y, max: chart.positives },
    series: [
      { label: words.model, points: chart.model, colour: '--c1' },
      { label: words.rule, points: chart.rule, colour: '--c2', dash: [6, 4] },
      { label: words.random, points: chart.random, colour: '--c6', dash: [2, 3] },
      ...(mark && words.mark
        ? [{ label: words.mark, points: [{ x: mark.contacted, y: mark.found }], colour: '--c4' as const, dotsOnly: true }]
        : []),
    ],
  };
}

export function rocLines(model: readonly CurvePoint[], rule: readonly CurvePoint[], words: CurveWords): LineChart {
  return {
    x: { title: words.x, max: 1, percent: true },
    y: { title: words.y, max: 1, percent: true },
    series: [
      { label: words.model, points: model, colour: '--c1' },
      { label: words.rule, points: rule, colour: '--c2', dash: [6, 4] },
      {
        label: words.random,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
        colour: '--c6',
        dash: [2, 3],
      },
    ],
  };
}
