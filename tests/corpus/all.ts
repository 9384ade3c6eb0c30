/**
 * All collections of real and damaged files, one after the other, and one table of what came of them:
 *
 *   npx tsx tests/corpus/all.ts FOLDER
 *
 * FOLDER is the folder of data sets, with `csv_corpora/`, `encodings/`, `xlsx/` and `cleaning/` in it; what it lacks is left
 * out. Takes some minutes. Fails when anything was read wrongly without a word, or a script failed.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { openArchive } from './archive.ts';
import { summariesIn, type Summary } from './summary.ts';

interface Run {
  script: string;
  /** Below FOLDER; without it there is nothing to run. */
  needs: string;
  /** Below FOLDER: what the script gets. An archive is unpacked first. */
  gets: string;
}

const RUNS: readonly Run[] = [
  { script: 'csv-corpora.ts', needs: 'csv_corpora/csv_spectrum.zip', gets: 'csv_corpora' },
  { script: 'dialects.ts', needs: 'csv_corpora/csv_wrangling_curated.zip', gets: 'csv_corpora' },
  { script: 'pollock.ts', needs: 'csv_corpora/pollock_polluted_files.tar.gz', gets: 'csv_corpora' },
  { script: 'encodings.ts', needs: 'encodings/chardet_tests.zip', gets: '' },
  { script: 'workbooks.ts', needs: 'xlsx/sheetjs_test_files.zip', gets: 'xlsx/sheetjs_test_files.zip' },
  { script: 'cleaning.ts', needs: 'cleaning', gets: '' },
];

function unpacked(archive: string, into: string): string {
  const folder = join(into, basename(archive).replace(/\..*$/, ''));
  for (const [name, bytes] of openArchive(archive)) {
    const path = join(folder, name);
    if (!path.startsWith(folder)) throw new Error(`${name} lies outside its archive`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  return folder;
}

function run(script: string, folder: string): Promise<{ output: string; failed: boolean }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, script), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ output, failed: code !== 0 })));
}

const root = process.argv[2];
if (root === undefined) throw new Error('FOLDER is needed');
const temporary = mkdtempSync(join(tmpdir(), 'corpora-'));
const rows: Summary[] = [];
let failures = 0;
for (const { script, needs, gets } of RUNS) {
  if (!existsSync(join(root, needs))) {
    console.log(`${script}: not run, there is no ${needs}`);
    continue;
  }
  const began = performance.now();
  const path = join(root, gets);
  const { output, failed } = await run(script, gets.endsWith('.zip') ? unpacked(path, temporary) : path);
  rows.push(...summariesIn(output));
  if (failed) {
    failures++;
    console.log(output.split('\n').slice(-20).join('\n'));
  }
  console.log(`${script}: ${failed ? 'FAILED' : 'done'} in ${Math.round((performance.now() - began) / 1000)} s`);
}
rmSync(temporary, { recursive: true, force: true });

const HEAD = ['total', 'right', 'asked', 'refused', 'said', 'silently wrong', 'no answer', 'adds up'];
console.log(`\n${'collection'.padEnd(28)}${HEAD.map((name) => name.padStart(15)).join('')}`);
for (const { corpus, unit, note, ...of } of rows) {
  const cells = [of.total, of.right, of.asked, of.refused, of.said, of.silentlyWrong, of.unknown, of.addsUp];
  console.log(`${`${corpus}, ${unit}`.padEnd(28)}${cells.map((cell) => String(cell).padStart(15)).join('')}  ${note}`);
}
const wrong = rows.reduce((sum, { silentlyWrong }) => sum + silentlyWrong, 0);
console.log(`\nsilently wrong: ${wrong}; every table that was read adds up: records = imported + rejected + blank`);
if (wrong > 0 || failures > 0) process.exitCode = 1;
