/** What a curve over one fact shows: its shape, where it can be relied on, and its lines for the canvas. */
import type { FactCurve, FactCurvePoint } from '../insight/fact-curve.ts';
import { niceTicks } from './linear-scale.ts';
import type { Axis, LineChart } from './line-chart.ts';

/** Fewer customers than this hereabouts: the model has hardly seen such. */
export const FEW_CUSTOMERS = 20;
/** A chance that moves by less does not move in words. */
const FLAT_CHANCE = 0.03;
/** Of an amount: this share of the largest answer. */
const FLAT_AMOUNT = 0.02;
/** From one end to the other lies at least so much of all the up and down. */
const ONE_WAY = 0.8;

export interface FactCurveShape {
  shape: 'up' | 'down' | 'mixed' | 'flat';
  lowest: FactCurvePoint;
  highest: FactCurvePoint;
}

/** Judged where there are customers; everywhere when there are few throughout. undefined: no points. */
export function factCurveShape({ points, isChance }: FactCurve): FactCurveShape | undefined {
  const many = points.filter(({ customers }) => customers >= FEW_CUSTOMERS);
  const judged = many.length > 1 ? many : points;
  if (judged.length === 0) return undefined;
  const [first, last] = [judged[0], judged[judged.length - 1]];
  const lowest = judged.reduce((least, point) => (point.average < least.average ? point : least));
  const highest = judged.reduce((most, point) => (point.average > most.average ? point : most));
  const span = highest.average - lowest.average;
  const flat = isChance ? FLAT_CHANCE : FLAT_AMOUNT * Math.max(Math.abs(lowest.average), Math.abs(highest.average));
  const way = last.average - first.average;
  const shape = span <= flat ? 'flat' : Math.abs(way) < ONE_WAY * span ? 'mixed' : way > 0 ? 'up' : 'down';
  return { shape, lowest, highest };
}

export interface FactCurveWords {
  average: string;
  few: string;
  single: string;
  rug: string;
  x: string;
  y: string;
}

/** Chances in customers of ten, amounts in their own unit. Of a curve of numbers. */
export function factCurveLines(curve: FactCurve, words: FactCurveWords): LineChart {
  const { points, lines, rug, isChance } = curve;
  const factor = isChance ? 10 : 1;
  const at = (line: ArrayLike<number>) => points.map(({ value }, i) => ({ x: value, y: factor * line[i] }));
  const average = at(points.map((point) => point.average));
  const isFew = points.map(({ customers }) => customers < FEW_CUSTOMERS);
  // Both lines go on to the point where they meet.
  const part = (few: boolean) =>
    average.map((point, i) => ([i - 1, i, i + 1].some((j) => isFew[j] === few) && (few || !isFew[i]) ? point : { ...point, y: NaN }));
  const all = [...points.map((point) => point.average), ...lines.flatMap((line) => [...line])].map((value) => factor * value);
  const y = rangeOf(all, isChance);
  const [from, to] = [points[0].value, points[points.length - 1].value];
  return {
    x: { title: words.x, min: from, max: to > from ? to : from + 1, digits: digitsFor(to - from) },
    y: { title: words.y, ...y },
    series: [
      { label: words.average, points: part(false), colour: '--c1' },
      ...(isFew.includes(true) ? [{ label: words.few, points: part(true), colour: '--c6' as const, dash: [2, 3] }] : []),
      ...lines.map((line, i) => ({ label: words.single, points: at(line), colour: '--c1' as const, pale: true, unnamed: i > 0 })),
      {
        label: words.rug,
        points: rug.filter((value) => value >= from && value <= to).map((x) => ({ x, y: y.min })),
        colour: '--c2',
        marks: 'ticks',
      },
    ],
  };
}

/** Chances from none to 1, 2, 5 or all of ten; amounts as their own ends, rounded. */
function rangeOf(values: readonly number[], isChance: boolean): Required<Pick<Axis, 'min' | 'max' | 'digits'>> {
  const highest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  if (isChance) return { min: 0, max: [1, 2, 5].find((end) => highest <= end) ?? 10, digits: 1 };
  const lowest = values.reduce((least, value) => Math.min(least, value), Infinity);
  const ticks = niceTicks(lowest, highest > lowest ? highest : lowest + 1);
  const [min, max] = [ticks[0], ticks[ticks.length - 1]];
  return { min, max, digits: digitsFor(max - min) };
}

/** Decimals that tell six ticks apart. */
export function digitsFor(span: number): number {
  return span > 0 ? Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(span)))) : 0;
}
