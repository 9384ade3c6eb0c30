/** The only door to chart.js, loaded when the first curve is drawn. Only the parts for lines are taken along. */
import {
  Chart,
  Filler,
  Legend,
  LineController,
  LineElement,
  LinearScale,
  PointElement,
  Tooltip,
  type ChartDataset,
  type Point,
} from 'chart.js';
import type { Axis, LineChart, LineSeries } from './line-chart.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, Legend, Tooltip, Filler);

export interface Look {
  /** A token of the palette as a colour, as opaque as asked for (default 1). */
  colour: (token: string, opacity?: number) => string;
  font: string;
  reducedMotion: boolean;
  number: (value: number, axis: Pick<Axis, 'percent' | 'digits'>) => string;
}

const PALE = 0.25;
/** chart.js leaves out of legend and tooltip what has no label. */
const UNNAMED = '';

/** Draws `spec` on the canvas. Returns the way to take it away again. */
export function drawLines(canvas: HTMLCanvasElement, spec: LineChart, look: Look): () => void {
  const axis = (of: Axis) => ({
    type: 'linear' as const,
    min: of.min ?? 0,
    max: of.max,
    title: { display: true, text: of.title, color: look.colour('--text-2'), font: { family: look.font, size: 13 } },
    grid: { color: look.colour('--line') },
    border: { color: look.colour('--control') },
    ticks: {
      color: look.colour('--text-2'),
      font: { family: look.font, size: 12 },
      maxTicksLimit: 6,
      callback: (value: string | number) => look.number(Number(value), of),
    },
  });
  const chart = new Chart(canvas, {
    type: 'line',
    data: { datasets: [...spec.series.map((series) => line(series, look)), ...(spec.band ? band(spec.band, look) : [])] },
    options: {
      animation: look.reducedMotion ? false : { duration: 400 },
      responsive: true,
      maintainAspectRatio: false,
      parsing: false,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      scales: { x: axis(spec.x), y: axis(spec.y) },
      plugins: {
        legend: {
          position: 'bottom',
          labels: {
            color: look.colour('--text'),
            font: { family: look.font, size: 13 },
            boxHeight: 2,
            boxWidth: 24,
            filter: ({ text }) => text !== UNNAMED,
          },
        },
        tooltip: {
          filter: ({ dataset }) => dataset.label !== UNNAMED && dataset.label !== spec.band?.label,
          callbacks: {
            title: (items) => (items.length > 0 ? `${spec.x.title}: ${look.number(items[0].parsed.x ?? 0, spec.x)}` : ''),
            label: (item) => `${item.dataset.label ?? ''}: ${look.number(item.parsed.y ?? 0, spec.y)}`,
          },
        },
      },
    },
  });
  return () => chart.destroy();
}

function line(
  { label, points, colour, dash, marks, pale = false, unnamed = false }: LineSeries,
  look: Look,
): ChartDataset<'line', Point[]> {
  const drawn = look.colour(colour, pale ? PALE : 1);
  return {
    label: unnamed ? UNNAMED : label,
    data: points.map(({ x, y }) => ({ x, y })),
    borderColor: drawn,
    backgroundColor: drawn,
    borderWidth: pale ? 1 : 2,
    borderDash: dash ? [...dash] : [],
    showLine: marks === undefined,
    pointRadius: marks === undefined ? 0 : 6,
    ...(pale && { pointHitRadius: 0, pointHoverRadius: 0 }),
    pointStyle: marks === 'dots' ? 'rectRot' : marks === 'ticks' ? 'line' : 'circle',
    ...(marks === 'ticks' && { pointRotation: 90, pointHoverRadius: 6 }),
  };
}

/** Two lines that are not drawn, and what lies between them. */
function band({ label, colour, points }: NonNullable<LineChart['band']>, look: Look): ChartDataset<'line', Point[]>[] {
  const edge = (name: string, at: 'low' | 'high', fill: false | '-1'): ChartDataset<'line', Point[]> => ({
    label: name,
    data: points.map((point) => ({ x: point.x, y: point[at] })),
    borderWidth: 0,
    pointRadius: 0,
    pointHoverRadius: 0,
    backgroundColor: look.colour(colour, PALE),
    borderColor: look.colour(colour, PALE),
    fill,
  });
  return [edge(UNNAMED, 'low', false), edge(label, 'high', '-1')];
}
