import { describe, expect, it } from 'vitest';
import { RowHashIndex } from '../../src/data/row-hash-index.ts';

describe('RowHashIndex', () => {
  it('numbers hashes in order of first appearance and looks at both halves', () => {
    const index = new RowHashIndex(8);
    expect([index.add(1, 2), index.add(2, 1), index.add(1, 2), index.add(1, 3), index.add(0, 0), index.add(2, 1)]).toEqual([
      0, 1, 0, 2, 3, 1,
    ]);
    expect(index.size).toBe(4);
  });

  it('is exact when full, also for hashes that fall on the same place', () => {
    const n = 5000;
    const index = new RowHashIndex(n);
    for (let round = 0; round < 2; round++) for (let i = 0; i < n; i++) expect(index.add(i, (0xffff0000 | (i & 3)) >>> 0)).toBe(i);
    expect(index.size).toBe(n);
  });
});
