import { describe, expect, it } from 'vitest';
import { defaultPlaybook } from '../../src/agent/default-playbook.ts';
import { bucketOf } from '../../src/agent/holdout.ts';
import { inputKey, rowsDigest } from '../../src/agent/input-key.ts';

const dataset = { id: 'd', recipe: { version: 1 as const, shape: 's', read: {}, roles: { rowShape: 'order' as const }, steps: [] } };
const rows = { rows: 8, high: 1, low: 2 };
const playbook = defaultPlaybook(dataset, 'en', undefined, { id: 'p', now: 1 });

describe('inputKey', () => {
  it('is the same for the same input, whenever it was saved', () => {
    expect(inputKey(structuredClone(dataset), { ...rows }, 'm', { ...structuredClone(playbook), updatedAt: 99 }, 5)).toBe(
      inputKey(dataset, rows, 'm', playbook, 5),
    );
  });

  it('changes with the rows, the recipe, the model, the rules, the capacity and the day', () => {
    const keys = [
      inputKey(dataset, rows, 'm', playbook, 5),
      inputKey({ ...dataset, id: 'e' }, rows, 'm', playbook, 5),
      inputKey(dataset, { ...rows, low: 3 }, 'm', playbook, 5),
      inputKey({ ...dataset, recipe: { ...dataset.recipe, steps: [{ kind: 'trim' }] } }, rows, 'm', playbook, 5),
      inputKey(dataset, rows, 'n', playbook, 5),
      inputKey(dataset, rows, 'm', { ...playbook, rules: playbook.rules.slice(1) }, 5),
      inputKey(dataset, rows, 'm', { ...playbook, capacity: 21 }, 5),
      inputKey(dataset, rows, 'm', playbook, 6),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('does not see in which order rows come', () => {
    const table = (high: number[], low: number[]) => ({
      rowCount: high.length,
      hashHigh: Uint32Array.from(high),
      hashLow: Uint32Array.from(low),
    });
    expect(rowsDigest(table([0xffffffff, 2], [3, 4]))).toEqual({ rows: 2, high: 1, low: 7 });
    expect(rowsDigest(table([2, 0xffffffff], [4, 3]))).toEqual({ rows: 2, high: 1, low: 7 });
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
