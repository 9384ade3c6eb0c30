/**
 * Made-up numbers to learn from, seeded: the same bytes on every run, read alike by the browser and by numpy. Float64, little-endian,
 * column after column.
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RandomState } from '../../src/core/rng.ts';
import { GAPS_ROWS, RFM_COLUMNS, RFM_ROWS, WIDE_COLUMNS, WIDE_ROWS } from './learning/shapes.ts';

const random = new RandomState(20_261_128);
const column = (rows: number, cell: (i: number) => number) => Float64Array.from({ length: rows }, (_, i) => cell(i));

function standardised(values: Float64Array): Float64Array {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
  return values.map((value) => (value - centre) / spread);
}

/** Ten normal columns, five skewed, five of few different values, five that follow others; last a yes/no and an amount. */
function wide(): Float64Array[] {
  const x: Float64Array[] = [];
  for (let j = 0; j < WIDE_COLUMNS; j++) {
    const kind = Math.floor(j / 5);
    const [a, b] = [x[j - 20], x[j - 10]];
    const cell = [
      () => random.normal(),
      () => random.normal(),
      () => Math.exp(random.normal()),
      () => random.interval(9),
      (i: number) => 0.7 * a[i] - 0.4 * b[i] + 0.5 * random.normal(),
    ][kind];
    x.push(standardised(column(WIDE_ROWS, cell)));
  }
  const amount = column(WIDE_ROWS, (i) => {
    const lines = 0.8 * x[0][i] - 0.6 * x[5][i] + 0.5 * x[10][i] + 0.3 * x[15][i] - 0.4 * x[20][i];
    const bends = 0.7 * x[1][i] * x[6][i] + (x[11][i] > 0.3 ? 0.9 : 0) - 0.4 * Math.abs(x[2][i]);
    return lines + bends + random.normal();
  });
  return [...x, column(WIDE_ROWS, (i) => Number(random.random() < 1 / (1 + Math.exp(-amount[i])))), amount];
}

/** Days since, orders, amount: logs, standardised, in five clouds. */
function rfm(): Float64Array[] {
  const cloud = column(RFM_ROWS, () => random.interval(4));
  const centres = [...'12345'].map(() => Array.from({ length: RFM_COLUMNS }, () => 3 * random.random()));
  return Array.from({ length: RFM_COLUMNS }, (_, j) => standardised(column(RFM_ROWS, (i) => centres[cloud[i]][j] + 0.6 * random.normal())));
}

/** The folder with `wide.f64`, `rfm.f64` and `gaps.f64` (the first rows of wide, one cell in twenty missing). */
export function learningFolder(): string {
  const folder = join(tmpdir(), 'regulars-bench-learning-1');
  if (existsSync(folder)) return folder;
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part);
  const write = (name: string, columns: Float64Array[]) =>
    writeFileSync(join(part, `${name}.f64`), Buffer.concat(columns.map(({ buffer }) => new Uint8Array(buffer))));
  const table = wide();
  write('wide', table);
  write('rfm', rfm());
  write(
    'gaps',
    table.slice(0, WIDE_COLUMNS).map((values) => values.slice(0, GAPS_ROWS).map((value) => (random.interval(19) === 0 ? NaN : value))),
  );
  renameSync(part, folder);
  return folder;
}
