/** The built app, served as `npm start` serves it (the full security headers, localhost only). */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '../..');
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js');
/** Where the build lies; another folder by environment, so that two runs do not disturb each other. */
export const DIST = process.env.REGULARS_DIST ?? join(ROOT, 'dist');
const SOURCES = ['src', 'workers', 'public', 'sample-data', 'index.html', 'vite.config.ts', 'package-lock.json'];

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Builds unless what is there is younger than every source. */
export function ensureBuilt(): void {
  const built = join(DIST, 'index.html');
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(...SOURCES.map((path) => newest(join(ROOT, path))))) return;
  const result = spawnSync(process.execPath, [VITE, 'build', '--logLevel', 'error', '--outDir', DIST, '--emptyOutDir'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0) throw new Error('The build failed.');
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

export interface RunningApp {
  url: string;
  stop(): Promise<void>;
}

/** Starts a server of its own for the build (or another folder) and waits until it answers. */
export async function serveBuiltApp(options: { port?: number; outDir?: string; root?: string } = {}): Promise<RunningApp> {
  const port = options.port ?? (await freePort());
  const args = [VITE, 'preview', '--host', '127.0.0.1', '--port', String(port), '--strictPort', '--outDir', options.outDir ?? DIST];
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: options.root ?? ROOT,
    stdio: 'ignore',
    env: { ...process.env, PORT: String(port) },
  });
  const url = `http://127.0.0.1:${port}/`;
  for (let attempt = 0; ; attempt++) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) break;
    if (attempt > 100 || child.exitCode !== null) throw new Error(`The server did not start on port ${port}.`);
    await sleep(100);
  }
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}
