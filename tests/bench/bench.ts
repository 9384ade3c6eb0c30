/**
 * `npm run bench [-- --rounds N]`: speed and size of the built app in the browser, each against its target; where there is a
 * peer, both run in the same browser in the same run and the ratio counts. Writes the table into tests/bench/README.md.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { ensureBuilt, serveBuiltApp } from '../browser/built-app.ts';
import { bringFile, chooseFile, openApp, trySample, watchPage } from '../browser/journey.ts';
import { startKillableBrowser } from '../browser/killable-browser.ts';
import { watchPeak } from '../browser/renderer-memory.ts';
import { ordersFile } from './make-orders.ts';

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });
const rounds = Number(options.rounds);
const ROWS = 1_000_000;
/** Rows that make a file of over 100 MB. */
const ROWS_100MB = 1_200_000;

interface Line {
  what: string;
  figure: string;
  target: string;
  met: boolean;
}
const lines: Line[] = [];
const note = (line: Line) => {
  lines.push(line);
  console.log(`${line.met ? 'ok  ' : 'MISS'} ${line.what}: ${line.figure} (target ${line.target})`);
};
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const seconds = (millis: number) => `${(millis / 1000).toFixed(2)} s`;

async function withBrowser<T>(use: (page: Page, pid: number) => Promise<T>): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), 'regulars-bench-'));
  const browser = await startKillableBrowser(profile);
  try {
    return await use(browser.page, browser.pid);
  } finally {
    await browser.kill();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Milliseconds that the import's own calls took in the workers; people's clicks do not count. */
async function importMillis(page: Page): Promise<number> {
  return page.evaluate(() =>
    performance
      .getEntriesByType('measure')
      .filter(({ name }) => ['read', 'plan', 'keep'].includes(name))
      .reduce((sum, { duration }) => sum + duration, 0),
  );
}

async function importOnce(url: string, rows: number): Promise<{ millis: number; longest: number; peak: number | undefined }> {
  return withBrowser(async (page, pid) => {
    const watch = await watchPage(page, url);
    await openApp(page, url, 'en', 'data');
    // The first visit fetches the whole app for later, offline use; that is no part of an import.
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await sleep(500);
    const before = (await watch.longTasks()).length;
    const peak = watchPeak(pid);
    await bringFile(page, 'en', ordersFile(rows), { timeout: 300_000 });
    await page.waitForFunction(() => performance.getEntriesByName('keep').length > 0, undefined, { timeout: 300_000 });
    const peakMegabytes = peak.stop();
    const millis = await importMillis(page);
    if (watch.errors.length > 0) throw new Error(watch.errors.join('\n'));
    return { millis, longest: Math.max(0, ...(await watch.longTasks()).slice(before)), peak: peakMegabytes };
  });
}

async function papaOnce(url: string, rows: number): Promise<number> {
  return withBrowser(async (page) => {
    await page.goto(url);
    await chooseFile(page, '#file', ordersFile(rows));
    await page.waitForFunction(() => document.querySelector('output')?.value, undefined, { timeout: 300_000 });
    const result = JSON.parse((await page.locator('output').innerText()) || '{}') as { rows: number; millis: number };
    if (result.rows !== rows) throw new Error(`PapaParse gave ${result.rows} rows of ${rows}`);
    return result.millis;
  });
}

ensureBuilt();
const size = spawnSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, '../size-budget.ts')], { encoding: 'utf8' });
const shell = Number(/([\d.]+) KB gzip/.exec(size.stdout)?.[1] ?? NaN);
note({ what: 'JavaScript before the first screen, gzip', figure: `${shell.toFixed(1)} KB`, target: '<= 120 KB', met: shell <= 120 });

const app = await serveBuiltApp();
const peerDir = mkdtempSync(join(tmpdir(), 'regulars-peer-'));
await build({
  root: join(import.meta.dirname, 'peer'),
  configFile: false,
  logLevel: 'warn',
  base: './',
  build: { outDir: peerDir, emptyOutDir: true },
  worker: { format: 'es' },
});
// From a folder without our configuration: the peer's worker needs none of the app's headers and policies.
const peer = await serveBuiltApp({ outDir: peerDir, root: peerDir });

const sample: number[] = [];
for (let round = 0; round < rounds; round++) {
  sample.push(
    await withBrowser(async (page) => {
      await openApp(page, app.url, 'en');
      const started = Date.now();
      await trySample(page, 'en');
      return Date.now() - started;
    }),
  );
}
note({ what: 'Sample: click to list', figure: seconds(median(sample)), target: '<= 5 s', met: median(sample) <= 5000 });

const ours: number[] = [];
const papa: number[] = [];
const peaks: number[] = [];
for (let round = 0; round < rounds; round++) {
  const imported = await importOnce(app.url, ROWS);
  ours.push(imported.millis);
  if (imported.peak !== undefined) peaks.push(imported.peak);
  papa.push(await papaOnce(peer.url, ROWS));
}
const ratio = median(ours.map((millis, i) => millis / papa[i]));
const megabytes = (statSync(ordersFile(ROWS)).size / 1e6).toFixed(0);
note({
  what: `Import of ${ROWS.toLocaleString('en')} x 7 orders (${megabytes} MB): read, typed, counted, encrypted, planned, kept`,
  figure: `${seconds(median(ours))}; PapaParse alone to row objects in a worker ${seconds(median(papa))}; ratio ${ratio.toFixed(2)}`,
  target: 'ratio <= 1.0',
  met: ratio <= 1,
});
const peak = Math.max(...peaks);
if (peaks.length > 0)
  note({
    what: 'Peak memory of the tab’s processes in that import',
    figure: `${peak.toFixed(0)} MB`,
    target: '<= 600 MB',
    met: peak <= 600,
  });

let longest = 0;
for (let round = 0; round < rounds; round++) longest = Math.max(longest, (await importOnce(app.url, ROWS_100MB)).longest);
note({
  what: `Longest main-thread task in ${rounds} imports of ${(statSync(ordersFile(ROWS_100MB)).size / 1e6).toFixed(0)} MB`,
  figure: longest === 0 ? 'none over 50 ms' : `${longest} ms`,
  target: '<= 50 ms',
  met: longest <= 50,
});

await app.stop();
await peer.stop();
rmSync(peerDir, { recursive: true, force: true });

const table = [
  `Machine: ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB of memory. Medians of ${rounds} rounds, each in a fresh browser; peers in the same run.`,
  '',
  '| what | measured | target | met |',
  '| --- | --- | --- | --- |',
  ...lines.map(({ what, figure, target, met }) => `| ${what} | ${figure} | ${target} | ${met ? 'yes' : '**no**'} |`),
].join('\n');
const readme = join(import.meta.dirname, 'README.md');
const text = readFileSync(readme, 'utf8');
writeFileSync(readme, text.replace(/<!-- table -->[\s\S]*<!-- end -->/, `<!-- table -->\n\n${table}\n\n<!-- end -->`));
process.exitCode = lines.every(({ met }) => met) ? 0 : 1;
