/** "Does 7 in 10 come true?": chances that were given against shares that came true, one dot per group of customers. */
import type { CalibrationBin } from '../core/model-card.ts';
import { linearScale } from './linear-scale.ts';

export interface CalibrationDot {
  x: number;
  y: number;
  /** Ends of the 95 % interval. */
  lowY: number;
  highY: number;
  predicted: number;
  observed: number;
  low: number;
  high: number;
  rows: number;
  /** The interval holds the chance that was given. */
  holds: boolean;
}

export interface CalibrationChart {
  width: number;
  height: number;
  plot: { left: number; right: number; top: number; bottom: number };
  dots: CalibrationDot[];
  /** 0, 2, 4 ... 10 of 10, with their places. */
  ticks: { of10: number; x: number; y: number }[];
  holding: number;
  /** The intervals are so wide that anything would hold. */
  tellsLittle: boolean;
}

/** A mean interval wider than this says next to nothing. */
const TELLS_LITTLE = 0.5;
const WIDTH = 340;
const HEIGHT = 274;
const PLOT = { left: 34, right: 326, top: 28, bottom: 222 };

/** Bins without an observed share (no customers) are left out. */
export function calibrationChart(bins: readonly CalibrationBin[]): CalibrationChart {
  const x = linearScale(0, 1, PLOT.left, PLOT.right);
  const y = linearScale(0, 1, PLOT.bottom, PLOT.top);
  const dots = bins.flatMap(({ predicted, observed, rows }) => {
    if (observed.value === null || rows === 0) return [];
    const low = observed.low ?? observed.value;
    const high = observed.high ?? observed.value;
    return [
      {
        x: x.at(predicted),
        y: y.at(observed.value),
        lowY: y.at(low),
        highY: y.at(high),
        predicted,
        observed: observed.value,
        low,
        high,
        rows,
        holds: low <= predicted && predicted <= high,
      },
    ];
  });
  return {
    width: WIDTH,
    height: HEIGHT,
    plot: PLOT,
    dots,
    ticks: [0, 2, 4, 6, 8, 10].map((of10) => ({ of10, x: x.at(of10 / 10), y: y.at(of10 / 10) })),
    holding: dots.filter(({ holds }) => holds).length,
    tellsLittle: dots.reduce((sum, { low, high }) => sum + high - low, 0) > TELLS_LITTLE * dots.length,
  };
}
