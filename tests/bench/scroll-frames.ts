/** The kept table scrolled by wheel: how many frames were drawn, and how many came late. */
import type { Page } from '@playwright/test';
import { goTo } from '../browser/journey.ts';

/** A frame is late when a whole one is missing before it: 16.7 ms and a half, since clocks jitter. */
const LATE_MS = 1.5 * (1000 / 60);
const WHEEL_STEPS = 240;
const WHEEL_PIXELS = 240;

export async function scrollFrames(page: Page): Promise<{ frames: number; late: number; longest: number }> {
  await goTo(page, 'data');
  const table = page.locator('.scroll:has(tr[data-row])').last();
  await table.locator('tr[data-row="0"]').waitFor({ timeout: 60_000 });
  await table.scrollIntoViewIfNeeded();
  const box = await table.boundingBox();
  if (!box) throw new Error('The table is not shown.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  // What the page still had to do is done.
  await page.waitForTimeout(2000);
  await page.evaluate(() => {
    const seen = globalThis as unknown as { frameGaps: number[]; isWatching: boolean };
    seen.frameGaps = [];
    seen.isWatching = true;
    let before = performance.now();
    const next = (now: number): void => {
      seen.frameGaps.push(now - before);
      before = now;
      if (seen.isWatching) requestAnimationFrame(next);
    };
    requestAnimationFrame((now) => {
      before = now;
      requestAnimationFrame(next);
    });
  });
  for (let step = 0; step < WHEEL_STEPS; step++) {
    await page.mouse.wheel(0, WHEEL_PIXELS);
    await page.waitForTimeout(16);
  }
  const gaps = await page.evaluate(() => {
    const seen = globalThis as unknown as { frameGaps: number[]; isWatching: boolean };
    seen.isWatching = false;
    return seen.frameGaps;
  });
  const scrolled = await table.evaluate((element) => element.scrollTop);
  if (scrolled < WHEEL_STEPS * WHEEL_PIXELS * 0.5) throw new Error(`The wheel moved the table by ${scrolled} px only.`);
  return { frames: gaps.length, late: gaps.filter((gap) => gap > LATE_MS).length, longest: Math.max(...gaps) };
}
