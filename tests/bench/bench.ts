/**
 * `npm run bench [-- --rounds N] [--only start,import,cleaning]`: speed and size of the built app, subject by subject, each figure
 * against its target; where there is a peer, both run in the same browser in the same run and the ratio counts. Writes the table
 * into tests/bench/README.md, if all subjects ran.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../browser/built-app.ts';
import { cleaningLines } from './cleaning.ts';
import { importLines } from './import.ts';
import type { Line } from './line.ts';
import { startLines } from './start.ts';

const SUBJECTS: Record<string, (rounds: number) => Line[] | Promise<Line[]>> = {
  start: startLines,
  import: importLines,
  cleaning: cleaningLines,
};

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '3' }, only: { type: 'string' } } });
const rounds = Number(options.rounds);
const chosen = options.only?.split(',') ?? Object.keys(SUBJECTS);
const unknown = chosen.filter((name) => !Object.hasOwn(SUBJECTS, name));
if (unknown.length > 0) throw new Error(`No subject ${unknown.join()}: there are ${Object.keys(SUBJECTS).join()}`);

ensureBuilt();
const lines: Line[] = [];
for (const name of chosen) lines.push(...(await SUBJECTS[name](rounds)));

if (options.only === undefined) {
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
}
process.exitCode = lines.every(({ met }) => met) ? 0 : 1;
