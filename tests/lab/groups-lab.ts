/** Groups of a table's rows: how many there are, what each looks like, or that there are none. */
import type { Table } from '../../src/core/column.ts';
import { AppError } from '../../src/core/errors.ts';
import { columnOf, matrix, takeRows, type Matrix } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { chooseGroups, type GroupChoice } from '../../src/ml/choose-groups.ts';
import { kmeans } from '../../src/ml/kmeans.ts';
import { mixture } from '../../src/ml/mixture.ts';
import { applyScaler, fitScaler } from '../../src/ml/standardise.ts';
import { findGroups } from '../../src/ml/unsupervised.ts';
import { anyTable } from './any-table.ts';
import { labFeatures } from './lab-columns.ts';

export interface GroupsOptions {
  data: string;
  /** Number columns; absent: all of them. */
  features?: string[];
  method: 'kmeans' | 'mixture';
  /** Absent: found, or refused. */
  k?: number;
  seed: number;
}

export interface GroupsResult {
  features: string[];
  rows: number;
  dropped: number;
  choice?: GroupChoice;
  /** Means of the rows of each group, in units of the columns. */
  groups: { rows: number; mean: Record<string, number> }[];
  /** Group of each row of the file, null where a value is missing. */
  labels: (number | null)[];
  described?: Record<string, unknown>;
}

export async function groupsLab(options: GroupsOptions): Promise<GroupsResult> {
  const { table } = await anyTable(options.data);
  const { x, names, kept } = numbersOf(table, options.features);
  const scaled = applyScaler(fitScaler(x), x);
  const random = new RandomState(options.seed);
  const choice = options.k === undefined ? drained(chooseGroups(scaled, random)) : undefined;
  const k = options.k ?? choice?.k;
  const result = { features: names, rows: kept.length, dropped: table.rowCount - kept.length, ...(choice && { choice }) };
  if (k === undefined) return { ...result, groups: [], labels: new Array<null>(table.rowCount).fill(null) };
  const found = await grouped(scaled, k, options, names);
  const labels = new Array<number | null>(table.rowCount).fill(null);
  kept.forEach((row, i) => (labels[row] = found.labels[i]));
  const groups = Array.from({ length: k }, (_, group) => {
    const rows = Uint32Array.from(found.labels.keys()).filter((i) => found.labels[i] === group);
    const own = takeRows(x, rows);
    const mean = (j: number) => columnOf(own, j).reduce((sum, value) => sum + value, 0) / rows.length;
    return { rows: rows.length, mean: Object.fromEntries(names.map((name, j) => [name, mean(j)])) };
  });
  return { ...result, groups, labels, described: found.described };
}

export function groupsPage({ features, rows, dropped, choice, groups }: GroupsResult): string {
  const short = (value: number) => String(Number(value.toPrecision(5)));
  const tried = (choice?.tried ?? []).map(
    ({ k, silhouette, stability, bic }) =>
      `  ${k}  silhouette ${silhouette.toFixed(3)}  ${stability === undefined ? '' : `stability ${stability.toFixed(2)}  `}BIC ${short(bic)}`,
  );
  const answer = {
    found: `${groups.length} groups`,
    'no-gap': 'no natural groups: no silhouette reaches 0.35',
    unstable: 'no natural groups: they change with the rows looked at',
  }[choice?.because ?? 'found'];
  return [
    `${rows} rows, ${dropped} left out for a missing value; columns: ${features.join(', ')}`,
    ...(choice ? ['tried', ...tried] : []),
    answer,
    ...groups.map(
      ({ rows: size, mean }, group) =>
        `  ${group}: ${size} rows  ${Object.entries(mean)
          .map(([name, value]) => `${name} ${short(value)}`)
          .join('  ')}`,
    ),
  ].join('\n');
}

async function grouped(x: Matrix, k: number, { method, seed }: GroupsOptions, names: string[]) {
  const input = { x, random: new RandomState(seed), trace: false };
  if (method === 'kmeans') {
    const model = await findGroups(kmeans, { ...input, params: { ...kmeans.defaults, n_clusters: k } });
    return { labels: kmeans.assign(model, x), described: kmeans.describe(model, names) };
  }
  const model = await findGroups(mixture, { ...input, params: { ...mixture.defaults, n_components: k } });
  return { labels: mixture.assign(model, x), described: mixture.describe(model, names) };
}

/** Categories have no distances of their own. */
function numbersOf(table: Table, wanted: string[] | undefined): { x: Matrix; names: string[]; kept: Uint32Array } {
  const found = labFeatures(table, '', wanted).filter(({ isCategory, values }) => !isCategory && values.length > 0);
  if (found.length === 0 || (wanted && found.length < wanted.length))
    throw new AppError('bad-parameter', { name: 'features', value: wanted?.join(', ') ?? 'no number column' });
  const rows = Uint32Array.from({ length: table.rowCount }, (_, i) => i);
  const kept = rows.filter((row) => found.every(({ values }) => !Number.isNaN(values[0][row])));
  const x = matrix(kept.length, found.length);
  found.forEach(({ values }, j) => kept.forEach((row, i) => (columnOf(x, j)[i] = values[0][row])));
  return { x, names: found.map(({ column }) => column), kept };
}

function drained<T>(run: Generator<unknown, T, void>): T {
  let next = run.next();
  while (!next.done) next = run.next();
  return next.value;
}
