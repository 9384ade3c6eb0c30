/** Every journey test runs watched: another origin, a policy violation, a console error or an uncaught one fails it. */
import { test as base, expect } from '@playwright/test';
import { watchPage, type Watch } from '../browser/journey.ts';

export { expect };

export const test = base.extend<{ watch: Watch; expectErrors: { value: boolean } }>({
  /** Set `value` in a test that provokes errors on purpose. */
  expectErrors: async ({}, use) => use({ value: false }),
  watch: [
    async ({ page, baseURL, expectErrors }, use) => {
      const watch = await watchPage(page, baseURL ?? '');
      await use(watch);
      expect(watch.otherOrigins, 'requests to other origins').toEqual([]);
      if (expectErrors.value) return;
      expect(watch.errors, 'errors on the page').toEqual([]);
      if (!page.isClosed()) expect(await watch.violations(), 'policy violations').toEqual([]);
    },
    { auto: true },
  ],
});
