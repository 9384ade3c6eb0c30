/**
 * Repairs of dirty files, cell by cell against their clean twins:
 *
 *   npx tsx tests/corpus/cleaning.ts FOLDER
 *
 * FOLDER holds `cleaning/`, `lead_scoring/`, `purchase/`, `segmentation/`, `churn/` and `tabular/`. Row i of a dirty file is row i of its twin.
 * The steps that the app takes by itself count as done; what it only offers counts as asked, with what would come of saying yes to all.
 * Capitals: a value is right when all its cells end in one spelling (the twin's own capitals are often nowhere in the dirty file).
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import type { Table } from '../../src/core/column.ts';
import type { Roles, Step } from '../../src/core/recipe.ts';
import { bytesSource } from '../../src/data/byte-source.ts';
import { cellText } from '../../src/data/cell-text.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { runSteps } from '../../src/data/run-steps.ts';
import { suggestRepairs } from '../../src/data/suggest-repairs.ts';
import { printSummary } from './summary.ts';
import { outlierFences } from '../../src/data/steps/outlier-fences.ts';

const PAIRS: readonly [dirty: string, clean: string, renamed?: Record<string, string>][] = [
  ['bank_full_dirtied.csv.gz', 'lead_scoring/bank-full.csv.gz', { Target: 'y' }],
  ['online_shoppers_dirtied.csv', 'purchase/online_shoppers_intention.csv'],
  ['social_network_ads_dirtied.csv', 'purchase/social_network_ads.csv'],
  ['breast_cancer_dirtied.csv', 'tabular/breast_cancer_wdbc.csv'],
  ['mall_customers_missing_int.csv', 'segmentation/mall_customers.csv'],
  ['churn_modelling_missing.csv', 'churn/churn_modelling.csv'],
];

interface Score {
  right: number;
  wrong: number;
  emptied: number;
  left: number;
  asked: number;
  askedRight: number;
  askedWrong: number;
  blank: number;
}

const none = (): Score => ({ right: 0, wrong: 0, emptied: 0, left: 0, asked: 0, askedRight: 0, askedWrong: 0, blank: 0 });

async function bytesOf(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path);
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

async function rowsOf(path: string): Promise<{ header: string[]; rows: string[][] }> {
  const text = new TextDecoder().decode(await bytesOf(path)).replace(/^\ufeff/, '');
  const [header, ...rows] = Papa.parse<string[]>(text, { skipEmptyLines: true }).data;
  return { header: header.map((name) => name.trim()), rows };
}

const fold = (text: string): string => text.trim().toLowerCase();
/** Equal as text but for capitals, or as numbers. */
function isSame(a: string, b: string): boolean {
  if (fold(a) === fold(b)) return true;
  const yesNo: Record<string, string> = { true: 'yes', false: 'no' };
  if ((yesNo[fold(a)] ?? fold(a)) === (yesNo[fold(b)] ?? fold(b))) return true;
  return a.trim() !== '' && b.trim() !== '' && Number(a) === Number(b);
}

function cellsOf(table: Table, name: string): string[] {
  const column = table.columns.find((candidate) => candidate.name === name);
  return column ? Array.from({ length: table.rowCount }, (_, row) => cellText(column, row)) : [];
}

/** For each clean value the spelling that most of its cells ended in. */
function spellingOf(clean: readonly string[], done: readonly string[]): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  clean.forEach((value, row) => {
    if (!isSame(value, done[row])) return;
    const of = counts.get(value) ?? new Map<string, number>();
    of.set(done[row], (of.get(done[row]) ?? 0) + 1);
    counts.set(value, of);
  });
  return new Map([...counts].map(([value, of]) => [value, [...of].sort((a, b) => b[1] - a[1])[0][0]]));
}

async function compare(folder: string, [dirty, clean, renamed = {}]: (typeof PAIRS)[number]): Promise<Score> {
  const path = join(folder, 'cleaning', dirty);
  const { report, table } = await readIntoMemory(bytesSource(await bytesOf(path)), dirty);
  const roles: Roles = { rowShape: 'customer' };
  const { certain, asked } = suggestRepairs(table, roles);
  const sure: Step[] = [{ kind: 'trim' }, ...certain];
  const done = runSteps(table, sure, roles, report).table;
  const all = runSteps(done, asked, roles, report).table;
  const [raw, twin] = [await rowsOf(path), await rowsOf(join(folder, clean))];
  const score = none();
  const rows = Math.min(twin.rows.length, table.rowCount);
  for (const { name, index } of report.columns) {
    const twinIndex = twin.header.findIndex((other) => fold(other) === fold(renamed[name] ?? name));
    if (twinIndex < 0) continue;
    const before = raw.rows.slice(0, rows).map((cells) => (cells[index] ?? '').trim());
    const truth = twin.rows.slice(0, rows).map((cells) => cells[twinIndex] ?? '');
    const after = cellsOf(done, name).slice(0, rows);
    const ifYes = cellsOf(all, name).slice(0, rows);
    const spelling = spellingOf(truth, ifYes);
    const clip = asked.find((step) => step.kind === 'clip-outliers' && step.column === name);
    const column = table.columns[index];
    const fences = clip && column.kind === 'number' ? outlierFences(column.values, 'iqr', 3, 3) : undefined;
    const isNumber = column.kind === 'number';
    const own = none();
    for (let row = 0; row < rows; row++) {
      const goal = isNumber ? truth[row] : (spelling.get(truth[row]) ?? truth[row]);
      const fine = isNumber
        ? isSame(before[row], truth[row])
        : before[row] === goal || (column.kind !== 'text' && isSame(before[row], truth[row]));
      const ended = isNumber ? isSame(after[row], truth[row]) : after[row] === goal;
      if (before[row] === '') own.blank++;
      else if (fine) own.wrong += ended ? 0 : 1;
      else if (ended) own.right++;
      else if (after[row] === '') own.emptied++;
      else if (isNumber && fences && (Number(before[row]) < fences.lowest || Number(before[row]) > fences.highest)) own.asked++;
      else if (ifYes[row] !== after[row]) {
        own.asked++;
        if (isSame(ifYes[row], truth[row])) own.askedRight++;
        else own.askedWrong++;
      } else if (isSame(after[row], before[row])) own.left++;
      else own.wrong++;
      if (fine && !isNumber && ended && ifYes[row] !== after[row] && !isSame(ifYes[row], truth[row])) own.askedWrong++;
    }
    for (const key of Object.keys(score) as (keyof Score)[]) score[key] += own[key];
    if (process.argv.includes('--columns')) console.log(`    ${name.padEnd(26)} ${JSON.stringify(own)}`);
  }
  const number = (value: number): string => String(value).padStart(7);
  console.log(
    `${dirty.padEnd(34)}${number(score.right)}${number(score.wrong)}${number(score.emptied)}${number(score.left)}${number(score.asked)}${number(score.askedRight)}${number(score.askedWrong)}${number(score.blank)}   ${certain.length} steps done, ${asked.length} offered`,
  );
  return score;
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('FOLDER is needed');
console.log(`${'file'.padEnd(34)}  right  wrong  empty   left  asked   (yes: right, wrong)  blank`);
const total = none();
for (const pair of PAIRS) {
  const score = await compare(folder, pair);
  for (const key of Object.keys(total) as (keyof Score)[]) total[key] += score[key];
}
console.log(`${total.wrong} cells made wrong without asking`);
printSummary({
  corpus: 'dirty copies',
  unit: 'repairs',
  total: total.right + total.wrong + total.emptied + total.left + total.asked,
  right: total.right,
  asked: total.asked,
  refused: 0,
  said: total.emptied,
  silentlyWrong: total.wrong,
  unknown: total.left,
  addsUp: 0,
  note: 'said: emptied, counted on the page; no answer: left as they were',
});
