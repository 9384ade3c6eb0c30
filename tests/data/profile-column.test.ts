import { describe, expect, it } from 'vitest';
import type { ColumnProfile } from '../../src/core/profile.ts';
import { bytesSource } from '../../src/data/byte-source.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { profileColumn } from '../../src/data/profile-column.ts';

async function profiles(file: string): Promise<ColumnProfile[]> {
  const { report, table } = await readIntoMemory(bytesSource(new TextEncoder().encode(file)), 'f.csv');
  return table.columns.map((column, i) => profileColumn(column, report.columns[i]));
}

describe('the profile of a column', () => {
  it('has mean, extremes, ten bins and the most frequent values of numbers', async () => {
    const [profile] = await profiles('n,t\n0,a\n10,b\n10,c\n4,d\n,e\n');
    expect(profile).toMatchObject({
      kind: 'number',
      rows: 5,
      missing: 1,
      odd: 0,
      distinct: 3,
      mean: 6,
      lowest: '0',
      highest: '10',
      histogram: [1, 0, 0, 0, 1, 0, 0, 0, 0, 2],
      warnings: [],
    });
    expect(profile.top[0]).toEqual({ value: '10', rows: 2 });
  });

  it('counts odd cells apart from missing ones, and warns', async () => {
    const [profile] = await profiles(`n,t\n${'5,a\n'.repeat(40)}x,b\n,c\n`);
    expect(profile).toMatchObject({ missing: 1, odd: 1, warnings: ['constant', 'odd-cells'] });
  });

  it('spells dates as dates and warns of impossible ones', async () => {
    const [profile] = await profiles('d,n\n2024-01-03,1\n9999-12-31,2\n2024-01-03,3\n');
    expect(profile).toMatchObject({ lowest: '2024-01-03', highest: '9999-12-31', warnings: ['impossible-dates'] });
    expect(profile.top[0]).toEqual({ value: '2024-01-03', rows: 2 });
  });

  it('warns of ids and of columns with nothing in them', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `K-${i},`).join('\n');
    const [id, empty] = await profiles(`ref,nothing\n${rows}\n`);
    expect(id.warnings).toEqual(['id-like']);
    expect(empty).toMatchObject({ missing: 30, distinct: 0, warnings: ['all-missing'], top: [] });
  });
});
