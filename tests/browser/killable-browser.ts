/** A browser on a profile of its own that can be killed like a power cut: SIGKILL to all its processes. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { BROWSER_ARGS, needBrowser } from './find-browser.ts';

export interface KillableBrowser {
  pid: number;
  page: Page;
  kill(): Promise<void>;
}

export async function startKillableBrowser(profile: string): Promise<KillableBrowser> {
  const portFile = join(profile, 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  const args = [...BROWSER_ARGS, '--headless', '--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'];
  const child = spawn(needBrowser(), args, { stdio: 'ignore', detached: true });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let attempt = 0; !existsSync(portFile) || !readFileSync(portFile, 'utf8').includes('\n'); attempt++) {
    if (attempt > 200) throw new Error('The browser did not start.');
    await sleep(50);
  }
  const [port] = readFileSync(portFile, 'utf8').split('\n');
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const [context] = browser.contexts();
  return {
    pid: child.pid ?? 0,
    page: context.pages()[0] ?? (await context.newPage()),
    kill: async () => {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
      await exited;
      await browser.close().catch(() => undefined);
    },
  };
}
