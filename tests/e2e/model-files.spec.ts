/** A model taken along as files, and an earlier one put back to work. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { goTo, openApp, readReport, trySample, words, type Lang } from '../browser/journey.ts';
import { pythonWith } from '../insight/stored-model.ts';
import { expect, test } from './guarded.ts';

async function advanced(page: Page, lang: Lang): Promise<void> {
  await goTo(page, 'model');
  await page.getByRole('radio', { name: words(lang, 'model.advanced') }).check({ force: true });
}

for (const lang of ['en', 'zh'] as Lang[]) {
  test(`script, data and ONNX of the model in use, each logged as an exit (${lang})`, async ({ page }) => {
    await openApp(page, './', lang);
    await trySample(page, lang);
    const report = await readReport(page, lang);
    await advanced(page, lang);
    const folder = mkdtempSync(join(tmpdir(), 'regulars-files-'));
    try {
      const take = async (key: 'model.take-python' | 'model.take-data' | 'model.take-onnx') => {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: words(lang, key), exact: true }).click(),
        ]);
        const path = join(folder, download.suggestedFilename());
        await download.saveAs(path);
        return readFileSync(path);
      };
      const script = (await take('model.take-python')).toString();
      expect(script).toContain('from sklearn');
      const rows = (await take('model.take-data')).toString().trimEnd().split('\r\n');
      const { train = NaN, test: heldOut = NaN } = report.model?.split ?? {};
      expect(rows.filter((row) => row.startsWith('train,'))).toHaveLength(train);
      expect(rows.filter((row) => row.startsWith('test,'))).toHaveLength(heldOut);
      const onnx = await take('model.take-onnx');
      expect(onnx.includes('Regulars') && onnx.includes('chance')).toBe(true);
      // Where scikit-learn is at hand, the script itself says whether it found the same.
      const python = pythonWith('sklearn', 'pandas');
      if (python) expect(spawnSync(python, ['regulars_model.py'], { cwd: folder, encoding: 'utf8' }).stdout).toContain('The same.');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    // The report and the three files.
    await expect(page.locator('header').first()).toContainText('4');
  });

  test(`an earlier model is put back to work, and the list is made with it (${lang})`, async ({ page }) => {
    await openApp(page, './', lang);
    await trySample(page, lang);
    const first = await readReport(page, lang);
    await advanced(page, lang);
    await page.getByLabel(words(lang, 'model.seed'), { exact: true }).fill('7');
    await page.getByRole('button', { name: words(lang, 'model.trainWithSeed') }).click();
    const back = page.getByRole('button', { name: words(lang, 'model.useAgainOf') });
    await expect(back).toHaveCount(1, { timeout: 60_000 });
    await expect(page.getByRole('progressbar')).toBeHidden({ timeout: 60_000 });
    const second = await readReport(page, lang);
    expect(second.model?.split.seed).toBe(7);

    await advanced(page, lang);
    await back.click();
    await expect(page.getByLabel(words(lang, 'model.seed'), { exact: true })).toHaveValue('42', { timeout: 60_000 });
    await expect(back).toBeEnabled({ timeout: 60_000 });
    const third = await readReport(page, lang);
    expect(third.model?.id).toBe(first.model?.id);
    expect(third.list.map(({ id }) => id)).toEqual(first.list.map(({ id }) => id));
  });
}
