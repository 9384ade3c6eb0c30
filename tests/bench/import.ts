/** A million orders from the file to the kept table, beside two other readers in the same browser; its memory and its manners. */
import { statSync } from 'node:fs';
import { bringFile, chooseFile, goTo } from '../browser/journey.ts';
import { watchPeak } from '../browser/renderer-memory.ts';
import { callMillis, keepFile, LONG, openData, withApp, withBrowser } from './app-page.ts';
import { median, seconds, tell, type Line } from './line.ts';
import { ordersFile } from './make-orders.ts';
import { workbookFile } from './make-workbook.ts';
import { servePeer, type PeerName } from './peers.ts';
import { scrollFrames } from './scroll-frames.ts';

const ROWS = 1_000_000;
/** Rows that make a file of over 100 MB. */
const ROWS_100MB = 1_200_000;
const WORKBOOK_ROWS = 50_000;
const WORKBOOK_COLUMNS = 10;

interface Import {
  millis: number;
  longest: number;
  peak: number | undefined;
  profile: number;
}

async function importOnce(url: string, rows: number): Promise<Import> {
  return withBrowser(async (page, pid) => {
    const watch = await openData(page, url);
    const before = (await watch.longTasks()).length;
    const peak = watchPeak(pid);
    await keepFile(page, ordersFile(rows));
    const peakMegabytes = peak.stop();
    const millis = await callMillis(page, ['read', 'plan', 'keep']);
    const longest = Math.max(0, ...(await watch.longTasks()).slice(before));
    // The page of the kept table asks for it.
    await goTo(page, 'data');
    await page.waitForFunction(() => performance.getEntriesByName('profile').length > 0, undefined, { timeout: LONG });
    const profile = await page.evaluate(() => performance.getEntriesByName('profile')[0].duration);
    if (watch.errors.length > 0) throw new Error(watch.errors.join('\n'));
    return { millis, longest, peak: peakMegabytes, profile };
  });
}

/** Milliseconds a peer takes for the orders file; undefined where it is not installed. */
async function peerOnce(url: string | undefined): Promise<number | undefined> {
  if (url === undefined) return undefined;
  return withBrowser(async (page) => {
    await page.goto(url);
    await chooseFile(page, '#file', ordersFile(ROWS));
    await page.waitForFunction(() => document.querySelector('output')?.value, undefined, { timeout: LONG });
    const result = JSON.parse(await page.locator('output').innerText()) as { rows: number; millis: number; error?: string };
    if (result.rows !== ROWS) throw new Error(`The peer gave ${result.rows} rows of ${ROWS} ${result.error ?? ''}`);
    return result.millis;
  });
}

const PEERS: Record<PeerName, { what: string; most: number }> = {
  papaparse: { what: 'PapaParse alone to row objects in a worker', most: 0.35 },
  duckdb: { what: 'DuckDB-WASM, CREATE TABLE AS SELECT', most: 1 },
};

export async function importLines(rounds: number): Promise<Line[]> {
  const peers = { papaparse: await servePeer('papaparse'), duckdb: await servePeer('duckdb') };
  try {
    return await withApp((url) => measure(url, rounds, peers));
  } finally {
    for (const peer of Object.values(peers)) await peer.stop();
  }
}

async function measure(url: string, rounds: number, peers: Record<PeerName, { url?: string }>): Promise<Line[]> {
  const lines: Line[] = [];
  const imports: Import[] = [];
  const theirs: Record<PeerName, number[]> = { papaparse: [], duckdb: [] };
  for (let round = 0; round < rounds; round++) {
    imports.push(await importOnce(url, ROWS));
    for (const name of ['papaparse', 'duckdb'] as const) {
      const millis = await peerOnce(peers[name].url);
      if (millis !== undefined) theirs[name].push(millis);
    }
  }
  const ours = imports.map(({ millis }) => millis);
  const megabytes = (statSync(ordersFile(ROWS)).size / 1e6).toFixed(0);
  for (const name of ['papaparse', 'duckdb'] as const) {
    const { what, most } = PEERS[name];
    const isThere = theirs[name].length > 0;
    const ratio = isThere ? median(ours.map((millis, i) => millis / theirs[name][i])) : NaN;
    lines.push(
      tell({
        what: `Import of ${ROWS.toLocaleString('en')} x 7 orders (${megabytes} MB) against ${name}: read, typed, counted, encrypted, planned, kept`,
        figure: `${seconds(median(ours))}; ${isThere ? `${what} ${seconds(median(theirs[name]))}; ratio ${ratio.toFixed(2)}` : 'not installed: npm ci --prefix tests/bench/duckdb'}`,
        target: `ratio <= ${most}`,
        met: !isThere || ratio <= most,
      }),
    );
  }
  const profile = median(imports.map((one) => one.profile));
  lines.push(tell({ what: 'Profile of every column of it, on top', figure: seconds(profile), target: '<= 1 s', met: profile <= 1000 }));
  const peaks = imports.flatMap(({ peak }) => peak ?? []);
  if (peaks.length > 0) {
    const peak = Math.max(...peaks);
    lines.push(
      tell({ what: 'Peak memory of the tab’s processes in it', figure: `${peak.toFixed(0)} MB`, target: '<= 600 MB', met: peak <= 600 }),
    );
  }
  let longest = 0;
  for (let round = 0; round < rounds; round++) longest = Math.max(longest, (await importOnce(url, ROWS_100MB)).longest);
  lines.push(
    tell({
      what: `Longest main-thread task in ${rounds} imports of ${(statSync(ordersFile(ROWS_100MB)).size / 1e6).toFixed(0)} MB`,
      figure: longest === 0 ? 'none over 50 ms' : `${longest} ms`,
      target: '<= 50 ms',
      met: longest <= 50,
    }),
  );
  lines.push(await workbookLine(url, rounds), await scrollLine(url));
  return lines;
}

async function workbookLine(url: string, rounds: number): Promise<Line> {
  const path = workbookFile(WORKBOOK_ROWS, WORKBOOK_COLUMNS);
  const millis: number[] = [];
  for (let round = 0; round < rounds; round++) {
    millis.push(
      await withBrowser(async (page) => {
        await openData(page, url);
        await bringFile(page, 'en', path, { timeout: LONG });
        return callMillis(page, ['read']);
      }),
    );
  }
  return tell({
    what: `Reading a workbook (.xlsx) of ${WORKBOOK_ROWS.toLocaleString('en')} x ${WORKBOOK_COLUMNS}`,
    figure: seconds(median(millis)),
    target: '<= 4 s',
    met: median(millis) <= 4000,
  });
}

/** Of a hundred frames at most this many may come late. */
const LATE_SHARE = 0.01;

async function scrollLine(url: string): Promise<Line> {
  const { frames, late, longest } = await withBrowser(async (page) => {
    await openData(page, url);
    await keepFile(page, ordersFile(ROWS));
    return scrollFrames(page);
  });
  const share = late / Math.max(1, frames);
  return tell({
    what: `Scrolling the kept table of ${ROWS.toLocaleString('en')} rows by wheel: frames that come later than one at 60 a second`,
    figure: `${(100 * share).toFixed(1)} % of ${frames}, the longest after ${longest.toFixed(0)} ms`,
    target: `<= ${100 * LATE_SHARE} %`,
    met: share <= LATE_SHARE && frames > 100,
  });
}
