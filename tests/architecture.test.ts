/**
 * The plan of the house, as a test: who may import whom. The thinking part (core, data, ml, insight, agent, privacy)
 * knows no screen, no store and no worker; the workers are the only place where thinking and storing meet; screens ask
 * `app` and draw. Each outside library has one door.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Folder -> what it may import at run time, and (after `types:`) what it may name in types only. */
const MAY_IMPORT: Record<string, { run: string[]; types?: string[] }> = {
  core: { run: [] },
  i18n: { run: [] },
  data: { run: ['core'] },
  ml: { run: ['core'] },
  agent: { run: ['core'] },
  privacy: { run: ['core'] },
  insight: { run: ['core', 'data', 'ml'] },
  store: { run: ['core', 'privacy'] },
  rpc: { run: ['core'], types: ['data', 'ml', 'insight', 'agent'] },
  workers: { run: ['core', 'data', 'ml', 'insight', 'agent', 'privacy', 'store', 'rpc'] },
  ui: { run: ['core', 'i18n'] },
  charts: { run: ['core', 'ui', 'i18n'], types: ['ml', 'insight'] },
  classroom: { run: ['core', 'ml', 'charts', 'ui', 'i18n'] },
  // `app` may use pure verbs of `agent` and `privacy` (a draft, a header list): small, synchronous, no data set in hand.
  app: { run: ['core', 'store', 'rpc', 'agent', 'privacy', 'i18n'], types: ['data', 'ml', 'insight', 'workers'] },
  screens: { run: ['app', 'classroom', 'charts', 'ui', 'i18n', 'core'], types: ['rpc', 'data', 'ml', 'insight', 'agent', 'store'] },
  // The shell mounts screens and is the only file allowed to see them all.
  shell: { run: ['app', 'screens', 'ui', 'i18n', 'core'] },
};

const ONE_DOOR: Record<string, string> = {
  papaparse: 'src/data/parse-csv.ts',
  '@e965/xlsx': 'src/data/sheets/old-workbook.ts',
  htmlparser2: 'src/data/sheets/html-tables.ts',
  'sql.js': 'src/data/sheets/sqlite-',
  dexie: 'src/store/',
  '@tensorflow/': 'src/ml/tf/',
  'chart.js': 'src/charts/',
  'workbox-': 'workers/sw.ts',
};

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

function filesUnder(folder: string): string[] {
  return (
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((name) => /\.(ts|svelte)$/.test(name) && !name.endsWith('.d.ts'))
      // AssemblyScript: another language, compiled by `npm run kernels`.
      .filter((name) => !name.includes('/kernels/assembly/'))
  );
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const found: Import[] = [];
  const pattern =
    /(?:^|\n|;|\{)\s*(import|export)\s+(type\s+)?(?:[^'";()]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|new URL\(\s*['"]([^'"]+)['"]\s*,\s*import\.meta\.url/g;
  for (const match of text.matchAll(pattern)) {
    const target = (match[3] ?? match[4] ?? match[5]).replace(/\?.*$/, '');
    const to = target.startsWith('.') ? relative(root, normalize(join(root, dirname(file), target))).replaceAll('\\', '/') : target;
    found.push({ from: file, to, typeOnly: Boolean(match[2]) || Boolean(match[5]) });
  }
  return found;
}

function roomOf(file: string): string {
  const parts = file.split('/');
  if (parts[0] === 'workers') return 'workers';
  if (parts[0] !== 'src') return parts[0];
  return parts.length === 2 ? 'shell' : parts[1];
}

const files = [...filesUnder('src'), ...filesUnder('workers')];
const imports = files.flatMap(importsOf);
const isOurs = (target: string) => target.startsWith('src/') || target.startsWith('workers/');

describe('architecture', () => {
  it('every import follows the table', () => {
    const wrong = imports
      .filter(({ to }) => isOurs(to))
      .filter(({ from, to, typeOnly }) => {
        const room = roomOf(from);
        const target = roomOf(to);
        const rule = MAY_IMPORT[room];
        return room !== target && !rule?.run.includes(target) && !(typeOnly && rule?.types?.includes(target));
      })
      .map(({ from, to }) => `${from} -> ${to}`);
    expect(wrong).toEqual([]);
  });

  it('each outside library has one importer', () => {
    const wrong = imports
      .filter(
        ({ from, to, typeOnly }) =>
          !typeOnly &&
          Object.entries(ONE_DOOR).some(
            ([name, door]) =>
              (to === name || (name.endsWith('/') || name.endsWith('-') ? to.startsWith(name) : to.startsWith(`${name}/`))) &&
              !from.startsWith(door),
          ),
      )
      .map(({ from, to }) => `${from} -> ${to}`);
    expect(wrong).toEqual([]);
  });

  it('nothing that ships imports from Node or from tests', () => {
    expect(imports.filter(({ to }) => to.startsWith('node:') || to.startsWith('tests/')).map(({ from, to }) => `${from} -> ${to}`)).toEqual(
      [],
    );
  });

  it('there are no import cycles', () => {
    const next = new Map<string, string[]>();
    // A component may draw itself again (a condition inside a condition).
    const isRecursion = (from: string, to: string) => from === to && from.endsWith('.svelte');
    for (const { from, to, typeOnly } of imports)
      if (isOurs(to) && !typeOnly && !isRecursion(from, to)) next.set(from, [...(next.get(from) ?? []), to]);
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (file: string, path: string[]): void => {
      if (path.includes(file)) return void cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (done.has(file)) return;
      for (const target of next.get(file) ?? []) walk(target, [...path, file]);
      done.add(file);
    };
    files.forEach((file) => walk(file, []));
    expect(cycles).toEqual([]);
  });

  it('there are no barrels and no drawers', () => {
    expect(
      files.filter((file) => /\/(index|utils?|helpers?|common|misc|manager)\.(ts|svelte)$/.test(file) && !file.startsWith('src/i18n/')),
    ).toEqual([]);
  });
});
