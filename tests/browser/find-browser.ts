/**
 * Finds a Chromium to drive, and installs one where it may. Order: environment variables, the usual places of Debian,
 * Chrome and Edge, Playwright's own; then `playwright install`, then `apt-get` as root on Debian.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const VARIABLES = ['PLAYWRIGHT_CHROMIUM', 'CHROME_PATH', 'CHROMIUM_PATH', 'CHROME_BIN'];

const USUAL_PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** Flags every run of ours uses: quiet, no first-run pages, no lookups of the browser's own. */
export const BROWSER_ARGS = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

function runs(path: string): boolean {
  if (!existsSync(path)) return false;
  if (process.platform === 'win32') return true; // `--version` opens a window there
  return spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}

function playwrightsOwn(): string {
  try {
    return chromium.executablePath();
  } catch {
    return '';
  }
}

export function findBrowser(): string | undefined {
  const named = VARIABLES.map((name) => process.env[name]).filter((path) => path !== undefined);
  const onPath = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'].flatMap((name) =>
    (process.env.PATH ?? '').split(delimiter).map((dir) => join(dir, name)),
  );
  return [...named, ...(USUAL_PLACES[process.platform] ?? []), ...onPath, playwrightsOwn()].find((path) => path !== '' && runs(path));
}

function tryInstall(): void {
  console.log('No Chromium or Chrome found: installing one through Playwright …');
  const viaPlaywright = spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    stdio: 'inherit',
    timeout: 300_000,
  });
  if (viaPlaywright.status === 0 && findBrowser()) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('… not to be had there: installing Debian’s chromium …');
    const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], options);
  }
}

/** A browser's path; installs one if need be; throws with what to do where neither works. */
export function needBrowser(): string {
  let path = findBrowser();
  if (!path) {
    try {
      tryInstall();
    } catch (error) {
      console.error(String(error));
    }
    path = findBrowser();
  }
  if (path) return path;
  throw new Error(
    [
      'No browser to test with.',
      'Install Google Chrome, Chromium or Edge, or name one:',
      '  CHROME_PATH=/path/to/chrome npm test',
      'or let Playwright fetch one:  npx playwright install chromium',
    ].join('\n'),
  );
}
