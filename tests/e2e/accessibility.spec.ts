import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { bringFile, goTo, openApp, trySample, waitForList, words, type Lang } from '../browser/journey.ts';
import { expect, test } from './guarded.ts';

const SCREENS = ['today', 'customers', 'data', 'model', 'playbook', 'results', 'classroom', 'privacy'];
const CUSTOMERS = join(import.meta.dirname, '../../sample-data/customer_data.csv');
/** Charts draw themselves, and rows arrive, a moment after their heading. */
const SETTLED_MS = 400;

for (const [scheme, lang] of [
  ['light', 'en'],
  ['dark', 'zh'],
] as ['light' | 'dark', Lang][]) {
  test(`axe finds nothing serious on any screen, empty or full, nor in any dialog (${scheme})`, async ({ page }) => {
    // Over forty audits, each of which takes seconds on a busy machine.
    test.setTimeout(360_000);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await openApp(page, './', lang);
    const found: string[] = [];
    const audit = async (state: string): Promise<void> => {
      await page.waitForTimeout(SETTLED_MS);
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, impact, nodes } of violations)
        if (impact === 'serious' || impact === 'critical')
          found.push(
            `${state}: ${id} ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).join(' | ')}`,
          );
    };
    const auditScreens = async (state: string): Promise<void> => {
      for (const screen of SCREENS) {
        await goTo(page, screen);
        await audit(`${screen}, ${state}`);
      }
    };
    const press = (key: Parameters<typeof words>[1]) =>
      page
        .getByRole('button', { name: words(lang, key) })
        .first()
        .click();

    await auditScreens('empty');
    await goTo(page, 'today');
    await trySample(page, lang);
    await auditScreens('full');

    await goTo(page, 'today');
    await page.locator('[data-list-row] .name').first().click();
    await audit('why');
    await press('common.close');
    await press('today.work');
    await audit('one by one');
    await press('common.close');
    await goTo(page, 'customers');
    await page.locator('tr[data-row="0"]').click();
    await audit('one customer');
    await goTo(page, 'model');
    await page.getByRole('radio', { name: words(lang, 'model.advanced') }).check({ force: true });
    await press('explain.rulesAsk');
    await press('explain.curveAsk');
    await page.getByRole('list').filter({ hasText: words(lang, 'explain.ruleAnd') }).first().waitFor(); // prettier-ignore
    await audit('model, advanced');
    await goTo(page, 'privacy');
    await press('privacy.eraseButton');
    await audit('erasing');
    await press('common.cancel');
    await bringFile(page, lang, CUSTOMERS, { target: 'purchased', at: audit });
    await waitForList(page);
    expect(found).toEqual([]);
  });
}

for (const lang of ['en', 'zh'] as const) {
  test(`no screen scrolls sideways at 360 px (${lang})`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await openApp(page, './', lang);
    const wide: string[] = [];
    const measure = async (state: string): Promise<void> => {
      await page.waitForTimeout(SETTLED_MS);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) wide.push(`${state} by ${over} px`);
    };
    const measureScreens = async (state: string): Promise<void> => {
      for (const screen of SCREENS) {
        await goTo(page, screen);
        await measure(`${screen}, ${state}`);
      }
    };
    await measureScreens('empty');
    await goTo(page, 'today');
    await trySample(page, lang);
    await measureScreens('full');
    await bringFile(page, lang, CUSTOMERS, { target: 'purchased', at: measure });
    await waitForList(page);
    expect(wide).toEqual([]);
  });
}
