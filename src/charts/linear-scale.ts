/** Numbers to places on a chart, and round numbers to label them with. */

export interface LinearScale {
  low: number;
  high: number;
  /** Place of a value; outside the domain it is held at the edge. */
  at(value: number): number;
}

/** Maps low..high to from..to (which may run downwards, as y does). A domain without width maps to the middle. */
export function linearScale(low: number, high: number, from: number, to: number): LinearScale {
  const span = high - low;
  return {
    low,
    high,
    at: (value) => (span > 0 ? from + ((Math.min(Math.max(value, low), high) - low) / span) * (to - from) : (from + to) / 2),
  };
}

/** Round steps (1, 2 or 5 times a power of ten) from at most `low` to at least `high`, about `count` of them. */
export function niceTicks(low: number, high: number, count = 5): number[] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [];
  if (high <= low) return [low];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough * 0.999) ?? 10 * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
