/**
 * `npm run demo -- [--data FILE]... [--target COLUMN] [--lang en|zh] [--out DIR] [--json]`
 * Drives the built app in a headless browser through its own screens, from file to list, and reports what it saw.
 */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { chromium, type Page } from '@playwright/test';
import { ensureBuilt, serveBuiltApp } from '../browser/built-app.ts';
import { BROWSER_ARGS, needBrowser } from '../browser/find-browser.ts';
import {
  bringFile,
  goTo,
  openApp,
  press,
  readReport,
  trySample,
  waitForList,
  watchPage,
  words,
  type Lang,
  type RunReport,
} from '../browser/journey.ts';
import type { Estimate, Metrics } from '../../src/core/model-card.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', multiple: true, default: [] },
    target: { type: 'string' },
    lang: { type: 'string', default: 'en' },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const lang: Lang = options.lang === 'zh' ? 'zh' : 'en';
const out = options.out ?? join(tmpdir(), 'regulars-demo');
mkdirSync(out, { recursive: true });
const say = (line: string) => (options.json ? console.error(line) : console.log(line));

/** A gzipped file as the plain file a person would drop. */
function plainFile(path: string): string {
  if (!path.endsWith('.gz')) return path;
  const plain = join(mkdtempSync(join(tmpdir(), 'regulars-demo-')), basename(path, '.gz'));
  writeFileSync(plain, gunzipSync(readFileSync(path)));
  return plain;
}

const rounded = (estimate: Estimate) => (estimate.value === null ? null : Number(estimate.value.toFixed(4)));

function flat(metrics: Metrics): Record<string, number | null> {
  return metrics.kind === 'regression'
    ? { r2: rounded(metrics.r2), mae: rounded(metrics.mae), mse: rounded(metrics.mse) }
    : {
        auc: rounded(metrics.auc),
        accuracy: rounded(metrics.accuracy),
        precision: rounded(metrics.precision),
        recall: rounded(metrics.recall),
        f1: rounded(metrics.f1),
        logLoss: rounded(metrics.logLoss),
      };
}

async function screenshots(page: Page, name: string): Promise<void> {
  for (const [suffix, width, height] of [
    ['1280', 1280, 900],
    ['360', 360, 740],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: join(out, `${name}-${lang}-${suffix}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** How long the workers' calls took ("read", "keep", "train", "decide"), summed by name. */
async function measures(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => {
    const sums: Record<string, number> = {};
    for (const { name, duration } of performance.getEntriesByType('measure')) sums[name] = (sums[name] ?? 0) + Math.round(duration);
    return sums;
  });
}

async function main(): Promise<void> {
  ensureBuilt();
  const app = await serveBuiltApp();
  const browser = await chromium.launch({ executablePath: needBrowser(), args: BROWSER_ARGS });
  const context = await browser.newContext({
    locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
    viewport: { width: 1280, height: 900 },
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const watch = await watchPage(page, app.url);
  let report: RunReport | undefined;
  const timings: Record<string, number> = {};
  try {
    await openApp(page, app.url, lang);
    timings.firstPaintMs = await page.evaluate(() => Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0));
    await watch.unwatched(() => screenshots(page, '1-start'));
    const started = Date.now();
    if (options.data.length === 0) {
      await trySample(page, lang);
    } else {
      for (const path of options.data) {
        say(`Bringing ${basename(path)} …`);
        await bringFile(page, lang, plainFile(path), {
          target: options.target,
          at: (stage) => watch.unwatched(() => screenshots(page, `2-${stage}`)),
          timeout: 300_000,
        });
      }
      await waitForList(page, 300_000);
    }
    timings.toListMs = Date.now() - started;
    const measured = await measures(page);
    timings.importMs = (measured.read ?? 0) + (measured.plan ?? 0) + (measured.keep ?? 0);
    timings.trainMs = measured.train ?? 0;
    await watch.unwatched(() => screenshots(page, '3-today'));
    const [csv] = await Promise.all([page.waitForEvent('download'), press(page, words(lang, 'today.exportCsv'))]);
    await csv.saveAs(join(out, csv.suggestedFilename()));
    for (const screen of ['customers', 'data', 'model', 'playbook', 'results', 'classroom', 'privacy']) {
      await goTo(page, screen);
      await page.waitForTimeout(600);
      await watch.unwatched(() => screenshots(page, `4-${screen}`));
    }
    report = await readReport(page, lang, join(out, 'report.json'));
  } catch (error) {
    watch.errors.push(error instanceof Error ? error.message : String(error));
    await page.screenshot({ path: join(out, 'failed.png'), fullPage: true }).catch(() => undefined);
  }
  const violations = await watch.violations().catch(() => []);
  const longTasksMs = (await watch.longTasks().catch(() => [])).sort((a, b) => b - a);
  await browser.close();
  await app.stop();

  const model = report?.model;
  const result = {
    files: (report?.files ?? []).map(({ name, encoding, delimiter, records, imported, rejected, blank }) => ({
      name,
      encoding,
      delimiter,
      records,
      imported,
      rejected,
      blank,
    })),
    roles: report?.roles ?? null,
    customers: report?.customers ?? 0,
    cleaning: report?.cleaning ?? [],
    target: report?.target ?? null,
    model: model && {
      kind: model.algorithm,
      chosenBecause: model.chosenBecause,
      split: { train: model.split.train, test: model.split.test },
      metrics: flat(model.metrics),
      baseline: flat(model.baseline),
      rule: flat(model.rule),
    },
    list: (report?.list ?? []).map(({ rank, id, name, chance, predicted, reasons }) => ({ rank, id, name, chance, predicted, reasons })),
    timings,
    network: { otherOrigins: watch.otherOrigins },
    longTasksMs,
    violations,
    errors: watch.errors,
  };
  const failed = result.errors.length > 0 || result.list.length === 0 || watch.otherOrigins.length > 0 || violations.length > 0;
  if (options.json) console.log(JSON.stringify(result, null, 2));
  else print(result);
  say(`Screenshots and exports: ${out}`);
  process.exitCode = failed ? 1 : 0;
}

function print(result: {
  files: { name: string; records: number; imported: number; rejected: number; blank: number; encoding: string }[];
  customers: number;
  list: { rank: number; name: string; chance: number | null; reasons: string[] }[];
  model: unknown;
  timings: Record<string, number>;
  errors: string[];
}): void {
  for (const file of result.files)
    console.log(
      `${file.name} (${file.encoding}): ${file.records} records = ${file.imported} imported + ${file.rejected} rejected + ${file.blank} blank`,
    );
  console.log(`${result.customers} customers; model ${JSON.stringify(result.model)}`);
  for (const { rank, name, chance, reasons } of result.list)
    console.log(`${String(rank).padStart(3)} ${name} ${chance === null ? '' : chance.toFixed(2)}  ${reasons.join(' | ')}`);
  console.log(JSON.stringify(result.timings));
  for (const error of result.errors) console.error(`Failed: ${error}`);
}

await main();
