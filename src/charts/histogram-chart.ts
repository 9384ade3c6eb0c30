/** How the values of one column are spread: equal bins from lowest to highest. */

export interface HistogramBar {
  x: number;
  y: number;
  width: number;
  height: number;
  rows: number;
}

export interface HistogramChart {
  width: number;
  height: number;
  bars: HistogramBar[];
  most: number;
}

const WIDTH = 240;
const HEIGHT = 64;
const GAP = 2;

/** A bin with at least one row is at least one unit high: rare values stay visible. */
export function histogramChart(bins: readonly number[]): HistogramChart {
  const most = Math.max(0, ...bins);
  const slot = bins.length > 0 ? WIDTH / bins.length : WIDTH;
  return {
    width: WIDTH,
    height: HEIGHT,
    most,
    bars: bins.map((rows, i) => {
      const height = rows > 0 ? Math.max(1, (rows / most) * HEIGHT) : 0;
      return { x: i * slot + GAP / 2, y: HEIGHT - height, width: slot - GAP, height, rows };
    }),
  };
}
