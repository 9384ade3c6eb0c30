/** The only door to chart.js, loaded when the first curve is drawn. Only the parts for lines are taken along. */
import { Chart, Filler, Legend, LineController, LineElement, LinearScale, PointElement, Tooltip } from 'chart.js';
import type { LineChart } from './line-chart.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, Legend, Tooltip, Filler);

export interface Look {
  /** A token of the palette as a colour. */
  colour: (token: string) => string;
  font: string;
  reducedMotion: boolean;
  number: (value: number, percent: boolean) => string;
}

/** Draws `spec` on the canvas. Returns the way to take it away again. */
export function drawLines(canvas: HTMLCanvasElement, spec: LineChart, look: Look): () => void {
  const axis = ({ title, max, percent = false }: LineChart['x']) => ({
    type: 'linear' as const,
    min: 0,
    max,
    title: { display: true, text: title, color: look.colour('--text-2'), font: { family: look.font, size: 13 } },
    grid: { color: look.colour('--line') },
    border: { color: look.colour('--control') },
    ticks: {
      color: look.colour('--text-2'),
      font: { family: look.font, size: 12 },
      maxTicksLimit: 6,
      callback: (value: string | number) => look.number(Number(value), percent),
    },
  });
  const chart = new Chart(canvas, {
    type: 'line',
    data: {
      datasets: spec.series.map(({ label, points, colour, dash, dotsOnly = false }) => ({
        label,
        data: points.map(({ x, y }) => ({ x, y })),
        borderColor: look.colour(colour),
        backgroundColor: look.colour(colour),
        borderWidth: 2,
        borderDash: dash ? [...dash] : [],
        showLine: !dotsOnly,
        pointRadius: dotsOnly ? 6 : 0,
        pointStyle: dotsOnly ? ('rectRot' as const) : ('circle' as const),
      })),
    },
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
          labels: { color: look.colour('--text'), font: { family: look.font, size: 13 }, boxHeight: 2, boxWidth: 24 },
        },
        tooltip: {
          callbacks: {
            title: (items) => `${spec.x.title}: ${look.number(items[0]?.parsed.x ?? 0, spec.x.percent ?? false)}`,
            label: (item) => `${item.dataset.label ?? ''}: ${look.number(item.parsed.y ?? 0, spec.y.percent ?? false)}`,
          },
        },
      },
    },
  });
  return () => chart.destroy();
}
