/**
 * The shell's weight: everything the browser loads before the first screen can be used (see AT_THE_START, each with what
 * it imports statically), gzipped. Workers, charts, lessons and tfjs come on demand.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DIST } from './browser/built-app.ts';

interface Chunk {
  file: string;
  imports?: string[];
}

const BUDGET_KB = 120;
const dist = DIST;
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;

function closure(names: string[], seen = new Set<string>()): Set<string> {
  for (const name of names) {
    if (seen.has(name)) continue;
    seen.add(name);
    closure(manifest[name]?.imports ?? [], seen);
  }
  return seen;
}

/** Loaded by themselves at every start: the first screen, the larger of the two languages, the store. */
const AT_THE_START = [/^index\.html$/, /src\/screens\/Today\.svelte$/, /src\/i18n\/zh\/first\.ts$/, /src\/store\/open-store\.ts$/];
const first = Object.keys(manifest).filter((name) => AT_THE_START.some((pattern) => pattern.test(name)));
const sizes = [...closure(first)].map((name) => ({ name, kb: gzipSync(readFileSync(join(dist, manifest[name].file))).length / 1024 }));
const total = sizes.reduce((sum, { kb }) => sum + kb, 0);
for (const { name, kb } of sizes.sort((a, b) => b.kb - a.kb)) console.log(`${kb.toFixed(1).padStart(7)} KB  ${name}`);
console.log(`${total.toFixed(1).padStart(7)} KB gzip of JavaScript before the first screen; budget ${BUDGET_KB} KB`);
if (total > BUDGET_KB || first.length < AT_THE_START.length) process.exit(1);
