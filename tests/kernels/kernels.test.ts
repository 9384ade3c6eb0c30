import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RecordCounter } from '../../src/data/count-records.ts';
import { newCountKernel } from '../../src/data/kernels/count-kernel.ts';
import { newCsvKernel } from '../../src/data/kernels/csv-kernel.ts';
import { compiledModule, kernelSources, modulePath } from './compile.ts';

it('every kernel is what its source compiles to', async () => {
  const names = kernelSources();
  expect(names).toContain('data/kernels/csv');
  for (const name of names) expect(await compiledModule(name), `npm run kernels: ${name}`).toBe(readFileSync(modulePath(name), 'utf8'));
}, 60_000);

it('kernels run here: otherwise the tests would compare the twins with themselves', () => {
  expect(newCsvKernel()).toBeDefined();
  expect(newCountKernel(',', true)).toBeDefined();
  expect(newCountKernel(', ', true)).toBeUndefined();
});

it('counts records as the twin does, wherever the text is cut', () => {
  const parts = ['a', ',', '"', '\n', '\r', '\r\n', '"x""y"', ' ', 'é', 'a long run of text that fills a vector', ',,'];
  let state = 11;
  const next = (below: number): number => ((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 8) % below;
  for (let round = 0; round < 300; round++) {
    const text = new TextEncoder().encode(Array.from({ length: next(60) }, () => parts[next(parts.length)]).join(''));
    for (const quoted of [true, false]) {
      const twin = new RecordCounter(',', quoted);
      const kernel = newCountKernel(',', quoted);
      if (!kernel) throw new Error('no kernel');
      const step = 1 + next(40);
      for (let at = 0; at < text.length; at += step) {
        twin.add(text.subarray(at, at + step));
        kernel.add(text.subarray(at, at + step));
      }
      expect(kernel.end()).toBe(twin.end());
    }
  }
});
