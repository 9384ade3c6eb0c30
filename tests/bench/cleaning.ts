/** Cleaning in the worker's own code, here in Node: every step over a million rows, and the twins among 50,000 customers. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { tell, type Line } from './line.ts';
import type { StepTime } from './steps.ts';

const STEP_TARGET = 300;
const TWINS_SECONDS = 10;

/** In a process of its own: what one leaves behind in memory is not for the other to clear away. */
function run(script: string): string {
  const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, script), '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${script} failed`);
  return stdout;
}

export function cleaningLines(): Line[] {
  const times = (JSON.parse(run('steps.ts')) as StepTime[]).toSorted((a, b) => b.millis - a.millis);
  const slow = times.filter(({ millis }) => millis > STEP_TARGET);
  const named = (slow.length > 0 ? slow : times.slice(0, 3)).map(({ step, millis }) => `${step} ${millis.toFixed(0)}`);
  const { rows, cpuSeconds } = JSON.parse(run('linkage.ts')) as { rows: number; cpuSeconds: number };
  return [
    tell({
      what: `One cleaning step over 1,000,000 rows: ${times.length} of them, processor time; the worst`,
      figure: `${named.join('; ')} ms`,
      target: `<= ${STEP_TARGET} ms each`,
      met: slow.length === 0,
    }),
    tell({
      what: `Finding who is there twice among ${rows.toLocaleString('en')} customers, processor time`,
      figure: `${cpuSeconds.toFixed(1)} s`,
      target: `<= ${TWINS_SECONDS} s`,
      met: cpuSeconds <= TWINS_SECONDS,
    }),
  ];
}
