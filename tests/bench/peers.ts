/** Other readers of the same file, each a page of its own, built and served without the app's headers and policies. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { serveBuiltApp } from '../browser/built-app.ts';

export type PeerName = 'papaparse' | 'duckdb';

const FOLDERS: Record<PeerName, string> = { papaparse: 'peer', duckdb: 'duckdb' };

export interface Peer {
  /** Absent: it is not installed. DuckDB is large, so only who wants it installs it: `npm ci --prefix tests/bench/duckdb`. */
  url?: string;
  stop: () => Promise<void>;
}

export async function servePeer(name: PeerName): Promise<Peer> {
  const root = join(import.meta.dirname, FOLDERS[name]);
  if (name === 'duckdb' && !existsSync(join(root, 'node_modules/@duckdb'))) return { stop: () => Promise.resolve() };
  const outDir = mkdtempSync(join(tmpdir(), 'regulars-peer-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    base: './',
    build: { outDir, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 10_000 },
    worker: { format: 'es' },
  });
  // From a folder without our configuration.
  const served = await serveBuiltApp({ outDir, root: outDir });
  return {
    url: served.url,
    stop: async () => {
      await served.stop();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
