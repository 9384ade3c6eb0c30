/**
 * `npx tsx tests/bench/learning.ts [--only tree,boosting] [--rounds N] [--python PATH]`: how long learning takes in the browser, in a
 * worker as the app runs it, and in scikit-learn, subject by subject in one run. Without a Python that has scikit-learn only our own
 * times. `PYTHON` in the environment names one too.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { serveBuiltApp } from '../browser/built-app.ts';
import { startKillableBrowser } from '../browser/killable-browser.ts';
import { watchPeak } from '../browser/renderer-memory.ts';
import { SUBJECTS, type Learned, type Subject } from './learning/subjects.ts';
import { TRAIN_ROWS, WIDE_COLUMNS } from './learning/shapes.ts';
import { learningFolder } from './make-learning.ts';

export interface Line {
  what: string;
  figure: string;
  target: string;
  met: boolean;
}

interface Native {
  learn(id: string): Promise<Learned>;
  stop(): void;
}

const MATRIX_MEGABYTES = (TRAIN_ROWS * WIDE_COLUMNS * 8) / 1e6;
const MOST_MATRICES = 3;

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const seconds = (millis: number) => `${(millis / 1000).toFixed(millis < 1000 ? 3 : 2)} s`;

/** One process that answers subject after subject; undefined where there is no scikit-learn. */
async function startNative(python: string | undefined, folder: string): Promise<Native | undefined> {
  const found = [python, process.env.PYTHON, 'python3'].find(
    (path) => path && spawnSync(path, ['-c', 'import sklearn'], { stdio: 'ignore' }).status === 0,
  );
  if (!found) return undefined;
  const child = spawn(found, ['-W', 'ignore', join(import.meta.dirname, 'learning_native.py'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('scikit-learn stopped.');
    return value as string;
  };
  await answer();
  return {
    learn: async (id) => {
      child.stdin.write(`${id}\n`);
      return JSON.parse(await answer()) as Learned;
    },
    stop: () => void child.kill(),
  };
}

/** The page of `learning/`, built and served with its data beside it; subjects run in its worker. */
async function startPage(folder: string) {
  const outDir = mkdtempSync(join(tmpdir(), 'regulars-learning-'));
  await build({
    root: join(import.meta.dirname, 'learning'),
    configFile: false,
    logLevel: 'warn',
    base: './',
    build: { outDir, emptyOutDir: true, target: 'es2022' },
    worker: { format: 'es' },
  });
  for (const name of readdirSync(folder)) cpSync(join(folder, name), join(outDir, name));
  const served = await serveBuiltApp({ outDir, root: outDir });
  const profile = mkdtempSync(join(tmpdir(), 'regulars-bench-'));
  const browser = await startKillableBrowser(profile);
  await browser.page.goto(served.url);
  const learn = (id: string) =>
    browser.page.evaluate((name) => (globalThis as unknown as { learn(id: string): Promise<Learned> }).learn(name), id);
  // An unknown subject: the tables are made ready.
  await learn('');
  return {
    pid: browser.pid,
    learn,
    stop: async () => {
      await browser.kill();
      await served.stop();
      for (const path of [outDir, profile]) rmSync(path, { recursive: true, force: true });
    },
  };
}

function lineOf({ what, native, target, apart }: Subject, ours: Learned[], theirs: Learned[]): Line {
  const figure = seconds(median(ours.map(({ millis }) => millis)));
  if (theirs.length === 0) return { what, figure, target: `<= ${target} x ${native}`, met: true };
  const ratio = median(ours.map(({ millis }, round) => millis / theirs[round].millis));
  const [one, other] = [ours[0].figure, theirs[0].figure];
  const isSame = Math.abs(one - other) <= apart * Math.abs(other);
  const said = isSame ? '' : `; NOT the same: ${one} against ${other}`;
  return {
    what,
    figure: `${figure}; ${native} ${seconds(median(theirs.map(({ millis }) => millis)))}; ratio ${ratio.toFixed(2)}${said}`,
    target: `<= ${target} x`,
    met: ratio <= target && isSame,
  };
}

/** One line a subject, and one for the memory of all of them. */
export async function learningLines({ rounds = 1, only = [] as readonly string[], python = undefined as string | undefined } = {}) {
  const folder = learningFolder();
  const native = await startNative(python, folder);
  const page = await startPage(folder);
  const lines: Line[] = [];
  let most = { megabytes: 0, what: '' };
  const note = (line: Line) => {
    lines.push(line);
    console.log(`${line.met ? 'ok  ' : 'MISS'} ${line.what}: ${line.figure} (target ${line.target})`);
  };
  try {
    for (const subject of SUBJECTS.filter(({ id }) => only.length === 0 || only.includes(id))) {
      const ours: Learned[] = [];
      const theirs: Learned[] = [];
      for (let round = 0; round < rounds; round++) {
        const before = watchPeak(page.pid).stop();
        const peak = watchPeak(page.pid);
        ours.push(await page.learn(subject.id));
        const megabytes = (peak.stop() ?? 0) - (before ?? 0);
        if (megabytes > most.megabytes) most = { megabytes, what: subject.what };
        if (native) theirs.push(await native.learn(subject.id));
      }
      note(lineOf(subject, ours, theirs));
    }
    // The matrix itself is there before.
    const matrices = 1 + most.megabytes / MATRIX_MEGABYTES;
    note({
      what: 'Memory while learning, the matrix included',
      figure: `${matrices.toFixed(1)} x the matrix of ${MATRIX_MEGABYTES.toFixed(0)} MB (${most.what})`,
      target: `<= ${MOST_MATRICES} x`,
      met: matrices <= MOST_MATRICES,
    });
  } finally {
    native?.stop();
    await page.stop();
  }
  return lines;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '1' }, only: { type: 'string' }, python: { type: 'string' } },
  });
  const lines = await learningLines({ rounds: Number(values.rounds), only: values.only?.split(',') ?? [], python: values.python });
  process.exitCode = lines.every(({ met }) => met) ? 0 : 1;
}
