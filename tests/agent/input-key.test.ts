import { describe, expect, it } from 'vitest';
import { defaultPlaybook } from '../../src/agent/default-playbook.ts';
import { inputKey } from '../../src/agent/input-key.ts';
import { bucketOf } from '../../src/agent/holdout.ts';
import type { Dataset } from '../../src/core/dataset.ts';

const dataset: Dataset = {
  id: 'd', name: 'Tea', sample: false, parts: [{ tableId: 't', fileName: 'a.csv', superseded: new Uint8Array(1), supersededCount: 0, addedAt: 1 }],
  recipe: { version: 1, shape: 's', read: {}, roles: { rowShape: 'order' }, steps: [] }, lastDay: 100, rowCount: 8, customerCount: 3, cleaning: [], createdAt: 1, updatedAt: 1,
}; // prettier-ignore
const playbook = defaultPlaybook(dataset, 'en', undefined, { id: 'p', now: 1 });

describe('inputKey', () => {
  it('is the same for the same input, whatever the names and times', () => {
    const other = { ...structuredClone(dataset), name: 'Coffee', updatedAt: 99 };
    expect(inputKey(other, 'm', { ...structuredClone(playbook), updatedAt: 99 }, 5)).toBe(inputKey(dataset, 'm', playbook, 5));
  });

  it('changes with the rows, the recipe, the model, the rules, the capacity and the day', () => {
    const more = { ...dataset, parts: [...dataset.parts, { ...dataset.parts[0], tableId: 'u' }] };
    const keys = [
      inputKey(dataset, 'm', playbook, 5),
      inputKey(more, 'm', playbook, 5),
      inputKey({ ...dataset, lastDay: 101 }, 'm', playbook, 5),
      inputKey({ ...dataset, recipe: { ...dataset.recipe, steps: [{ kind: 'trim' }] } }, 'm', playbook, 5),
      inputKey(dataset, 'n', playbook, 5),
      inputKey(dataset, 'm', { ...playbook, rules: playbook.rules.slice(1) }, 5),
      inputKey(dataset, 'm', { ...playbook, capacity: 21 }, 5),
      inputKey(dataset, 'm', playbook, 6),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('bucketOf', () => {
  it('spreads consecutive customer numbers evenly (chi-square over 20 bins)', () => {
    const bins = new Array<number>(20).fill(0);
    for (let i = 0; i < 20_000; i++) bins[Math.floor(bucketOf(String(10_000 + i), 'dataset:42') / 500)]++;
    const chi2 = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // 99.9 % quantile of chi-square with 19 degrees of freedom, from printed tables.
    expect(chi2).toBeLessThan(43.82);
  });

  it('draws other people under another salt', () => {
    const heldOut = (salt: string) => Array.from({ length: 1000 }, (_, i) => i).filter((i) => bucketOf(`C${i}`, salt) < 1000);
    const other = new Set(heldOut('b:42'));
    expect(heldOut('a:42').filter((i) => other.has(i)).length).toBeLessThan(30);
  });
});
