/** Where a row stands in the picture. */

export const WIDTH = 400;
export const HEIGHT = 320;
export const PAD = { left: 44, right: 12, top: 12, bottom: 40 };

export interface Scale {
  low: number;
  high: number;
  /** Value -> picture units, and back. */
  at(value: number): number;
  value(position: number): number;
  ticks: number[];
}

/** A round step that cuts `span` into about five parts. */
function roundStep(span: number): number {
  const raw = span / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  return power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10);
}

/** Linear from the smallest to the largest value with a twelfth of the span as margin; `from`, `to` in picture units. */
export function scaleFor(values: readonly number[], from: number, to: number): Scale {
  const smallest = Math.min(...values);
  const largest = Math.max(...values);
  const margin = (largest - smallest) / 12 || 1;
  const low = smallest - margin;
  const high = largest + margin;
  const step = roundStep(high - low);
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step) ticks.push(Number(tick.toPrecision(6)));
  return {
    low,
    high,
    at: (value) => from + ((Math.max(low, Math.min(high, value)) - low) / (high - low)) * (to - from),
    value: (position) => low + ((position - from) / (to - from)) * (high - low),
    ticks,
  };
}
