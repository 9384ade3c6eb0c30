/** The whole journey without a pointer: every stop is reached by keys, and shows that it has the focus. */
import { join } from 'node:path';
import { type Locator, type Page } from '@playwright/test';
import { openApp, waitForList, words } from '../browser/journey.ts';
import { expect, test } from './guarded.ts';

const MOST_TABS = 80;

/** Outline or change of the border that a focused element shows; the element itself or its label (radios under a switch). */
async function expectVisibleFocus(target: Locator): Promise<void> {
  await expect(target).toBeFocused();
  const shows = await target.evaluate((element) => {
    const ring = ({ outlineStyle, outlineWidth, outlineColor }: CSSStyleDeclaration): boolean =>
      outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && outlineColor !== 'rgba(0, 0, 0, 0)';
    const box = element.getBoundingClientRect();
    const inSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const drawn = [element, ...(element.closest('label')?.querySelectorAll('*') ?? [])];
    return { ring: drawn.some((one) => ring(getComputedStyle(one))), inSight };
  });
  expect(shows, `focus on ${String(target)}`).toEqual({ ring: true, inSight: true });
}

/** Presses Tab until the focus is there: at most once round the page. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.first().waitFor();
  for (let press = 0; press < MOST_TABS; press++) {
    if (await target.first().evaluate((element) => element === document.activeElement)) return expectVisibleFocus(target.first());
    await page.keyboard.press(key);
  }
  throw new Error(`Not reached by ${key}: ${String(target)}`);
}

test('the sample, the list, a reason, done, undo, a file of one’s own and the list again, by keyboard only', async ({ page }) => {
  const button = (name: Parameters<typeof words>[1]) => page.getByRole('button', { name: words('en', name) });
  const rows = page.locator('[data-list-row]');
  const names = page.locator('[data-list-row] .name');
  const dialog = page.getByRole('dialog');

  await openApp(page, './', 'en');
  await page.keyboard.press('Tab');
  await expectVisibleFocus(page.getByRole('link', { name: words('en', 'shell.skip') }));
  await page.keyboard.press('Enter');
  await tabTo(page, button('today.startSample'));
  await page.keyboard.press('Enter');
  await waitForList(page);

  // Down the list and into a reason, and out to where one was.
  await page.keyboard.press('ArrowDown');
  await expectVisibleFocus(names.nth(0));
  await page.keyboard.press('ArrowDown');
  await expectVisibleFocus(names.nth(1));
  await page.keyboard.press('k');
  await expectVisibleFocus(names.nth(0));
  const first = await names.nth(0).innerText();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('heading', { name: first })).toBeVisible();
  await expect(dialog.getByText(words('en', 'today.whySure'))).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expectVisibleFocus(names.nth(0));

  // Done, and not done after all.
  await page.keyboard.press('d');
  await expect(rows).toHaveCount(19);
  await expect(names.nth(0)).not.toHaveText(first);
  await expectVisibleFocus(names.nth(0));
  await page.keyboard.press('u');
  await expect(rows).toHaveCount(20);
  await expect(names.nth(0)).toHaveText(first);

  // The list of keys, and search.
  await page.keyboard.press('?');
  await expect(dialog.getByText(words('en', 'shell.keyUndo'), { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expectVisibleFocus(page.getByRole('searchbox'));

  // To the data by the navigation, and a file through the focused button.
  await tabTo(page, page.getByRole('link', { name: words('en', 'shell.data'), exact: true }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: words('en', 'data.title') })).toBeVisible();
  await tabTo(page, button('data.bringNext'));
  await page.keyboard.press('Enter');
  await tabTo(page, button('data.useFile'));
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
  await chooser.setFiles(join(import.meta.dirname, '../../sample-data/customer_data.csv'));

  // Read, match, check, keep.
  await tabTo(page, button('data.continueMatch'));
  await page.keyboard.press('Enter');
  await tabTo(
    page,
    page
      .getByRole('radio', { name: words('en', 'data.rowCustomer') })
      .or(page.getByRole('radio', { checked: true }))
      .first(),
  );
  if (!(await page.getByRole('radio', { name: words('en', 'data.rowCustomer') }).isChecked())) await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: words('en', 'data.rowCustomer') })).toBeChecked();
  const target = page.getByLabel(words('en', 'data.roleTarget'), { exact: true });
  await tabTo(page, target);
  if ((await target.inputValue()) !== 'purchased') await page.keyboard.type('purchased');
  await expect(target).toHaveValue('purchased');
  await tabTo(page, button('data.continueCheck'));
  await page.keyboard.press('Space');
  await tabTo(page, button('data.keepAndLearn'));
  await page.keyboard.press('Enter');
  await waitForList(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('20');
});

test('single keys rest while somebody types, and can be switched off', async ({ page }) => {
  await openApp(page, './', 'en');
  const dialog = page.getByRole('dialog');
  await page.keyboard.press('?');
  await expect(dialog).toBeVisible();
  const keys = page.getByRole('checkbox', { name: words('en', 'shell.keysOn') });
  await tabTo(page, keys);
  await page.keyboard.press('Space');
  await expect(keys).not.toBeChecked();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(dialog).toBeHidden();
});
