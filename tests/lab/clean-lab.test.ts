import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeRecipe } from '../../src/core/parse-recipe.ts';
import { cleanLab, cleanPage } from './clean-lab.ts';

it('cleans a file by a saved recipe and says what was not as last time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clean-lab-'));
  const [data, recipe, out] = ['in.csv', 'r.json', 'out.csv'].map((name) => join(folder, name));
  const lines = ['who,plan,amount', ...Array.from({ length: 30 }, (_, i) => `c${i}, ${i === 4 ? 'GOLD?' : 'gold'},${i}.5`)];
  await writeFile(data, lines.join('\n'));
  const steps = [
    { kind: 'trim' },
    { kind: 'map-values', column: 'plan', groups: [{ from: ['GOLD?'], to: 'gold' }] },
    { kind: 'derive-column', into: 'double', expression: '[amount] * 2' },
    { kind: 'filter-rows', keep: '[double] < 13' },
    { kind: 'drop-columns', columns: ['amount'], off: true },
  ] as const;
  const columns = [{ name: 'who', type: 'id' }, { name: 'plan', type: 'category', values: ['gold'] }] as const; // prettier-ignore
  const roles = { rowShape: 'customer', who: 'who' } as const;
  await writeFile(recipe, writeRecipe({ version: 2, shape: 's', read: {}, roles, steps: structuredClone([...steps]) as never, columns: structuredClone([...columns]) as never }, 'x')); // prettier-ignore
  const run = await cleanLab({ data, recipe, out });
  expect(run).toMatchObject({ rowsIn: 30, rowsOut: 6, questions: [{ kind: 'new-column', column: 'amount' }, { kind: 'new-values', column: 'plan', values: ['GOLD?'] }] }); // prettier-ignore
  expect((await readFile(out, 'utf8')).split('\r\n').slice(0, 6)).toEqual(['who,plan,amount,double', 'c0,gold,0.5,1', 'c1,gold,1.5,3', 'c2,gold,2.5,5', 'c3,gold,3.5,7', 'c4,gold,4.5,9']); // prettier-ignore
  expect(cleanPage(run)).toContain('30 rows in, 6 out');
});
