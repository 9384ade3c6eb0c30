/** A few lines over one x axis: the plain data that `ChartCanvas` hands to chart.js. */
import type { CurvePoint, GainsChart } from './gains-chart.ts';

export interface LineSeries {
  label: string;
  /** y NaN: a gap. */
  points: readonly CurvePoint[];
  /** Token of the house's palette. */
  colour: '--c1' | '--c2' | '--c3' | '--c4' | '--c5' | '--c6';
  dash?: readonly number[];
  /** Dots instead of a line; `ticks`: short upright strokes. */
  marks?: 'dots' | 'ticks';
  /** One of many lines that matter together: thin and pale. */
  pale?: boolean;
  /** Stands in no legend and answers no pointer. */
  unnamed?: boolean;
}

export interface Axis {
  title: string;
  /** Default 0. */
  min?: number;
  max: number;
  percent?: boolean;
  /** Decimals of ticks and of what the pointer is told; default none. */
  digits?: number;
}

export interface LineChart {
  x: Axis;
  y: Axis;
  series: LineSeries[];
  /** Between two lines, in a pale colour behind everything. */
  band?: { label: string; colour: LineSeries['colour']; points: readonly { x: number; low: number; high: number }[] };
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
        ? [{ label: words.mark, points: [{ x: mark.contacted, y: mark.found }], colour: '--c4' as const, marks: 'dots' as const }]
        : []),
    ],
  };
}

export function rocLines(model: readonly CurvePoint[], rule: readonly CurvePoint[], words: CurveWords): LineChart {
  return besideLuck(model, rule, [0, 1], words);
}

/** `share`: of yes among all, which is what luck finds at any length of the list. */
export function precisionLines(model: readonly CurvePoint[], rule: readonly CurvePoint[], share: number, words: CurveWords): LineChart {
  return besideLuck(model, rule, [share, share], words);
}

/** `luck`: where its line starts and ends. */
function besideLuck(
  model: readonly CurvePoint[],
  rule: readonly CurvePoint[],
  [from, to]: readonly [number, number],
  words: CurveWords,
): LineChart {
  return {
    x: { title: words.x, max: 1, percent: true },
    y: { title: words.y, max: 1, percent: true },
    series: [
      { label: words.model, points: model, colour: '--c1' },
      { label: words.rule, points: rule, colour: '--c2', dash: [6, 4] },
      {
        label: words.random,
        points: [
          { x: 0, y: from },
          { x: 1, y: to },
        ],
        colour: '--c6',
        dash: [2, 3],
      },
    ],
  };
}
