/** The bundled sample, fetched from the app's own origin and taken through the very same reading, matching and cleaning. */
import englishShop from '../../sample-data/sample-shop.csv?url';
import chineseShop from '../../sample-data/sample-shop-zh.csv?url';
import { toAppError } from '../core/errors.ts';
import type { Dataset } from '../core/dataset.ts';
import { loadTexts, translate, type Lang } from '../i18n/translate.ts';
import { discardFile, keepFile, planKeep, readFile, recipeOf, type Hooks, type ReadProgress } from './import-file.ts';

const SHOPS: Record<Lang, { url: string; fileName: string }> = {
  en: { url: englishShop, fileName: 'sample-shop.csv' },
  zh: { url: chineseShop, fileName: 'sample-shop-zh.csv' },
};

/** Keeps the sample with every suggested step and the suggested question. */
export async function importSample(lang: Lang, hooks: Hooks<ReadProgress> = {}): Promise<Dataset> {
  const { url, fileName } = SHOPS[lang];
  const response = await fetch(url, { signal: hooks.signal }).catch((thrown: unknown) => Promise.reject(toAppError(thrown)));
  const file = new File([await response.blob()], fileName);
  const report = await readFile(file, undefined, hooks);
  try {
    const { signal } = hooks;
    const plan = await planKeep({ tableId: report.tableId, roles: report.roles }, { signal });
    await loadTexts(lang);
    return await keepFile(report.tableId, translate(lang, 'data.sampleName'), recipeOf(report, plan), { sample: true }, { signal });
  } catch (thrown) {
    // What was staged is of no use to anybody now; a failure to throw it away is swept up at the next start.
    await discardFile(report.tableId).catch(() => undefined);
    throw thrown;
  }
}
