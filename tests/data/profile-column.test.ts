import { describe, expect, it } from 'vitest';
import type { ColumnProfile } from '../../src/core/profile.ts';
import { bytesSource } from '../../src/data/byte-source.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { profileColumn } from '../../src/data/profile-column.ts';

async function profiles(file: string): Promise<ColumnProfile[]> {
  const { report, table } = await readIntoMemory(bytesSource(new TextEncoder().encode(file)), 'f.csv');
  return table.columns.map((column, i) => profileColumn(column, report.columns[i]));
}

const kinds = (profile: ColumnProfile) => profile.issues.map(({ kind }) => kind);

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
    });
    expect(profile.median).toBe(7);
    expect(profile.issues).toEqual([{ kind: 'missing', rows: 1, examples: [] }]);
    expect(profile.top[0]).toEqual({ value: '10', rows: 2 });
  });

  it('counts odd cells apart from missing ones, and warns', async () => {
    const [profile] = await profiles(`n,t\n${'5,a\n'.repeat(40)}x,b\n,c\n`);
    expect(profile).toMatchObject({ missing: 1, odd: 1 });
    expect(kinds(profile)).toEqual(['missing', 'constant', 'odd-cells']);
  });

  it('spells dates as dates and warns of impossible ones', async () => {
    const [profile] = await profiles('d,n\n2024-01-03,1\n9999-12-31,2\n2024-01-03,3\n');
    expect(profile).toMatchObject({ lowest: '2024-01-03', highest: '9999-12-31' });
    expect(profile.issues).toEqual([{ kind: 'impossible-dates', rows: 1, examples: ['9999-12-31'] }]);
    expect(profile.top[0]).toEqual({ value: '2024-01-03', rows: 2 });
  });

  it('warns of ids and of columns with nothing in them', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `K-${i},`).join('\n');
    const [id, empty] = await profiles(`ref,nothing\n${rows}\n`);
    expect(kinds(id)).toEqual(['id-like']);
    expect(id.score).toBe(100);
    expect(empty).toMatchObject({ missing: 30, distinct: 0, top: [], score: 0 });
    expect(kinds(empty)).toEqual(['all-missing']);
  });

  it('puts outliers beyond Tukey’s far fences, three quartile distances out', async () => {
    // 1..20: quartiles 5.75 and 15.25 (type 7), so the fences are at -22.75 and 43.75; with 1,000 added they move to 6, 16: -24 and 46.
    const [profile] = await profiles(`n,t\n${Array.from({ length: 20 }, (_, i) => `${i + 1},a`).join('\n')}\n1000,a\n`);
    expect(profile.quartiles).toEqual({ low: 6, high: 16 });
    expect(profile.fences).toEqual({ low: -24, high: 46 });
    expect(profile.issues).toEqual([{ kind: 'outliers', rows: 1, examples: ['1000'] }]);
  });

  it('knows a day to come from today on, unless most are', async () => {
    const days = (list: string[]) => `d,n\n${list.map((day, i) => `${day},${i}`).join('\n')}\n`;
    const today = Date.UTC(2024, 2, 1) / 86_400_000;
    const profileAt = async (file: string) => {
      const { report, table } = await readIntoMemory(bytesSource(new TextEncoder().encode(file)), 'f.csv');
      return profileColumn(table.columns[0], report.columns[0], { today });
    };
    const past = await profileAt(days(['2024-02-28', '2024-03-01', '2024-03-02', '2024-01-01']));
    expect(past.issues).toEqual([{ kind: 'future-dates', rows: 1, examples: ['2024-03-02'] }]);
    expect((await profileAt(days(['2024-05-28', '2024-06-01', '2024-03-02', '2024-01-01']))).issues).toEqual([]);
  });

  it('finds one word in several spellings, and numbers that stand as text', async () => {
    const [city, size] = await profiles(`city,size\n${'上海,10\n'.repeat(8)}ShangHai,12 or so\n${'shanghai,8\n'.repeat(3)}上海 ,many\n`);
    expect(city.issues.filter(({ kind }) => kind === 'mixed-spellings')).toEqual([
      { kind: 'mixed-spellings', rows: 1, examples: ['shanghai / ShangHai'] },
    ]);
    expect(kinds(city)).toContain('outer-blanks');
    expect(size.issues).toEqual([{ kind: 'numbers-as-text', rows: 11, examples: ['12 or so', 'many'] }]);
  });
});
