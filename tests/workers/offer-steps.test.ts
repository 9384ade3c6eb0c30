/** What could still be mended is offered for a kept dataset too, as its recipe leaves it. */
import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { keepTable } from '../../workers/data/keep-table.ts';
import { offerSteps } from '../../workers/data/offer-steps.ts';
import { planTable } from '../../workers/data/plan-table.ts';
import { readFile } from '../../workers/data/read-file.ts';
import { recookDataset } from '../../workers/data/recook-dataset.ts';
import { jobOf } from './learn-shop.ts';

it('offers one step for the spellings of a kept table, and not once it is in the recipe', async () => {
  const store = await openStore({ name: 'offer-steps' });
  const city = (i: number) => (i % 9 === 0 ? 'Beijing' : i % 9 === 1 ? '北京市' : i % 3 === 2 ? '上海' : '北京');
  const text = `customer_id,city,points\n${Array.from({ length: 90 }, (_, i) => `K${i},${city(i)},${i % 10}`).join('\n')}\n`;
  const report = await readFile(store, { file: new Blob([text]), fileName: 'shop.csv' }, { ...jobOf(), progress: () => undefined });
  const { tableId, roles } = report;
  const { steps } = await planTable(store, { tableId, roles }, jobOf());
  const dataset = await keepTable(
    store,
    { tableId, name: 'Shop', recipe: { version: 1, shape: report.shape, read: {}, roles, steps } },
    jobOf(),
  );
  const offered = await offerSteps(store, { datasetId: dataset.id }, jobOf());
  const step = offered.find((effect) => effect.step.kind === 'map-values');
  expect(step?.step).toEqual({ kind: 'map-values', column: 'city', groups: [{ from: ['北京市', 'Beijing'], to: '北京' }] });
  expect(step?.cells).toBe(20);
  await recookDataset(store, { datasetId: dataset.id, steps: [...steps, ...(step ? [step.step] : [])] }, jobOf());
  expect((await offerSteps(store, { datasetId: dataset.id }, jobOf())).some((effect) => effect.step.kind === 'map-values')).toBe(false);
  store.close();
});
