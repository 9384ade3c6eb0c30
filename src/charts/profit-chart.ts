/** Money made down the ranked list, for the canvas. */
import type { ProfitCut, ProfitPoint } from '../ml/profit-cut.ts';
import { niceTicks } from './linear-scale.ts';
import type { LineChart } from './line-chart.ts';

export interface ProfitWords {
  profit: string;
  band: string;
  /** Where the last contact still pays, and where the person's list ends. */
  cut: string;
  yours: string;
  x: string;
  y: string;
}

/** `within`: as far as the person's list goes. */
export function profitLines({ curve, atBreakEven }: ProfitCut, within: ProfitPoint, words: ProfitWords): LineChart {
  const all = curve.flatMap(({ profit, low, high }) => [profit, low, high]);
  const [lowest, highest] = [Math.min(0, ...all), Math.max(0, ...all)];
  const ticks = niceTicks(lowest, highest > lowest ? highest : lowest + 1);
  return {
    x: { title: words.x, max: curve.at(-1)?.contacted ?? 1 },
    y: { title: words.y, min: ticks[0], max: ticks[ticks.length - 1] },
    series: [
      { label: words.profit, points: curve.map(({ contacted, profit }) => ({ x: contacted, y: profit })), colour: '--c1' },
      { label: words.cut, points: [{ x: atBreakEven.contacted, y: atBreakEven.profit }], colour: '--c4', marks: 'dots' },
      { label: words.yours, points: [{ x: within.contacted, y: within.profit }], colour: '--c2', marks: 'dots' },
    ],
    band: { label: words.band, colour: '--c1', points: curve.map(({ contacted, low, high }) => ({ x: contacted, low, high })) },
  };
}
