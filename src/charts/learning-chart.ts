/** A learning curve for the canvas, and what it says. */
import type { LearningCurve } from '../ml/learning-curve.ts';
import type { LineChart } from './line-chart.ts';

/**
 * `helps`: twice the customers made it better by more than chance explains. `enough`: they did not, and hardly can have. `unclear`:
 * the folds disagree too much to say. `unknown`: half and all could not be compared.
 */
export function learningVerdict({ gain }: LearningCurve): 'helps' | 'enough' | 'unclear' | 'unknown' {
  if (!gain || gain.low === null || gain.high === null) return 'unknown';
  if (gain.low > 0) return 'helps';
  return gain.high < HARDLY ? 'enough' : 'unclear';
}

/** A gain that nobody would notice: a hundredth of the score. */
const HARDLY = 0.01;
const LUCK = 0.5;

export interface LearningWords {
  learned: string;
  heldOut: string;
  band: string;
  x: string;
  y: string;
}

/** AUC from luck (or below, where a line goes there) to perfect; R² from its lowest tenth. */
export function learningLines({ score, points }: LearningCurve, words: LearningWords): LineChart {
  const lows = points.flatMap(({ learned, heldOut }) => [learned, heldOut.value ?? learned, heldOut.low ?? learned]);
  const lowest = Math.max(-1, Math.floor(10 * Math.min(...lows)) / 10);
  return {
    x: { title: words.x, max: points.at(-1)?.rows ?? 1 },
    y: { title: words.y, min: score === 'auc' ? Math.max(0, Math.min(LUCK, lowest)) : Math.min(0, lowest), max: 1, digits: 2 },
    series: [
      { label: words.heldOut, points: points.map(({ rows, heldOut }) => ({ x: rows, y: heldOut.value ?? NaN })), colour: '--c1' },
      { label: words.learned, points: points.map(({ rows, learned }) => ({ x: rows, y: learned })), colour: '--c2', dash: [6, 4] },
    ],
    band: {
      label: words.band,
      colour: '--c1',
      points: points.map(({ rows, heldOut }) => ({ x: rows, low: heldOut.low ?? NaN, high: heldOut.high ?? NaN })),
    },
  };
}
