/** Before the first file: what has to be loaded, and the sample. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openApp, trySample } from '../browser/journey.ts';
import { withApp, withBrowser } from './app-page.ts';
import { median, seconds, tell, type Line } from './line.ts';

export async function startLines(rounds: number): Promise<Line[]> {
  const size = spawnSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, '../size-budget.ts')], { encoding: 'utf8' });
  const shell = Number(/([\d.]+) KB gzip/.exec(size.stdout)?.[1] ?? NaN);
  const sample: number[] = [];
  await withApp(async (url) => {
    for (let round = 0; round < rounds; round++) {
      sample.push(
        await withBrowser(async (page) => {
          await openApp(page, url, 'en');
          const started = Date.now();
          await trySample(page, 'en');
          return Date.now() - started;
        }),
      );
    }
  });
  return [
    tell({ what: 'JavaScript before the first screen, gzip', figure: `${shell.toFixed(1)} KB`, target: '<= 120 KB', met: shell <= 120 }),
    tell({ what: 'Sample: click to list', figure: seconds(median(sample)), target: '<= 5 s', met: median(sample) <= 5000 }),
  ];
}
