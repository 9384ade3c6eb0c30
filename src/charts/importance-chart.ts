/** What matters most: how much worse the model gets when one fact is shuffled. At most eight bars, the rest as one. */
import type { Estimate } from '../core/model-card.ts';
import { linearScale } from './linear-scale.ts';

export interface ImportanceBar {
  label: string;
  value: number;
  low: number;
  high: number;
  /** Widths and places in the chart's own units. */
  width: number;
  lowX: number;
  highX: number;
}

export interface ImportanceChart {
  width: number;
  barHeight: number;
  bars: ImportanceBar[];
  /** Facts beyond the eighth: how many, and the sum of what they add. */
  others?: { count: number; value: number };
}

export const IMPORTANCE_WIDTH = 320;
const BAR = 12;
const MOST = 8;

/** Facts in any order; a fact without an estimate is left out. Bars start at 0; a value below it (worse than luck) has no width. */
export function importanceChart(facts: readonly { label: string; loss: Estimate }[]): ImportanceChart {
  const known = facts
    .flatMap(({ label, loss }) =>
      loss.value === null ? [] : [{ label, value: loss.value, low: loss.low ?? loss.value, high: loss.high ?? loss.value }],
    )
    .sort((a, b) => b.value - a.value);
  const shown = known.slice(0, MOST);
  const rest = known.slice(MOST);
  const most = Math.max(0, ...shown.map(({ high }) => high));
  const x = linearScale(0, most, 0, IMPORTANCE_WIDTH);
  return {
    width: IMPORTANCE_WIDTH,
    barHeight: BAR,
    bars: shown.map((fact) => ({
      ...fact,
      width: most > 0 ? x.at(fact.value) : 0,
      lowX: most > 0 ? x.at(fact.low) : 0,
      highX: most > 0 ? x.at(fact.high) : 0,
    })),
    others: rest.length > 0 ? { count: rest.length, value: rest.reduce((sum, { value }) => sum + Math.max(0, value), 0) } : undefined,
  };
}
