import AxeBuilder from '@axe-core/playwright';
import { goTo, openApp, trySample } from '../browser/journey.ts';
import { expect, test } from './guarded.ts';

const SCREENS = ['today', 'customers', 'data', 'model', 'playbook', 'results', 'classroom', 'privacy'];

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on any screen, empty or full (${scheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await openApp(page, './', scheme === 'dark' ? 'zh' : 'en');
    const found: string[] = [];
    const audit = async (state: string): Promise<void> => {
      for (const screen of SCREENS) {
        await goTo(page, screen);
        await page.waitForTimeout(400);
        const { violations } = await new AxeBuilder({ page }).analyze();
        for (const { id, impact, nodes } of violations)
          if (impact === 'serious' || impact === 'critical')
            found.push(
              `${screen} (${state}): ${id} ${nodes
                .map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`)
                .slice(0, 3)
                .join(' | ')}`,
            );
      }
    };
    await audit('empty');
    await goTo(page, 'today');
    await trySample(page, scheme === 'dark' ? 'zh' : 'en');
    await audit('full');
    expect(found).toEqual([]);
  });
}

for (const lang of ['en', 'zh'] as const) {
  test(`no screen scrolls sideways at 360 px (${lang})`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await openApp(page, './', lang);
    const wide: string[] = [];
    const measure = async (state: string): Promise<void> => {
      for (const screen of SCREENS) {
        await goTo(page, screen);
        await page.waitForTimeout(400);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) wide.push(`${screen} (${state}) by ${over} px`);
      }
    };
    await measure('empty');
    await goTo(page, 'today');
    await trySample(page, lang);
    await measure('full');
    expect(wide).toEqual([]);
  });
}
