import { defineConfig } from '@playwright/test';
import { DIST } from '../browser/built-app.ts';
import { BROWSER_ARGS, needBrowser } from '../browser/find-browser.ts';

// Every worker process loads this file: found once, then passed on.
process.env.PLAYWRIGHT_CHROMIUM ??= needBrowser();

const PORT = Number(process.env.PORT ?? 4173);

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  workers: 2,
  // A shared machine may stall; a test that passes only at the second try is reported as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${PORT}/`,
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: process.env.PLAYWRIGHT_CHROMIUM, args: BROWSER_ARGS },
    trace: 'retain-on-failure',
  },
  webServer: {
    command: `node ../../node_modules/vite/bin/vite.js preview ../.. --port ${PORT} --strictPort --outDir ${DIST}`,
    url: `http://127.0.0.1:${PORT}/`,
    reuseExistingServer: !process.env.CI,
  },
});
