/**
 * The shell's weight: everything the browser must load before the first screen can be used (entry, what it imports
 * statically, and the Today screen with what that imports), gzipped. Charts, lessons and tfjs come on demand.
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

const first = Object.keys(manifest).filter((name) => name === 'index.html' || /src\/screens\/(today\/)?Today\.svelte$/.test(name));
const sizes = [...closure(first)].map((name) => ({ name, kb: gzipSync(readFileSync(join(dist, manifest[name].file))).length / 1024 }));
const total = sizes.reduce((sum, { kb }) => sum + kb, 0);
for (const { name, kb } of sizes.sort((a, b) => b.kb - a.kb)) console.log(`${kb.toFixed(1).padStart(7)} KB  ${name}`);
console.log(`${total.toFixed(1).padStart(7)} KB gzip of JavaScript before the first screen; budget ${BUDGET_KB} KB`);
if (total > BUDGET_KB || first.length < 2) process.exit(1);
