import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import golden from '../reference/cluster.json';
import { groupsLab, groupsPage, type GroupsOptions } from './groups-lab.ts';

const folder = mkdtempSync(join(tmpdir(), 'groups-lab-'));
function file(name: string, header: string, rows: (number | string)[][]): string {
  const path = join(folder, name);
  writeFileSync(path, [header, ...rows.map((row) => row.join(','))].join('\n'));
  return path;
}
const blobs = file(
  'blobs.csv',
  'spend,visits',
  golden.blobs.map(([a, b]) => [(100 + 10 * a).toFixed(6), (50 + b).toFixed(6)]),
);
const options = (changes: Partial<GroupsOptions> = {}): GroupsOptions => ({ data: blobs, method: 'kmeans', seed: 42, ...changes });

describe('lab groups', () => {
  it.each(['kmeans', 'mixture'] as const)('finds the four groups that are in the file, by %s', async (method) => {
    const result = await groupsLab(options({ method }));
    expect(result.choice?.k).toBe(4);
    expect(result.groups.reduce((sum, { rows }) => sum + rows, 0)).toBe(240);
    // The file has them one after another, 60 rows each, around (0, 0), (4, 0), (2, 3.5) and (7, 4).
    const means = [0, 60, 120, 180].map((row) => result.groups[Number(result.labels[row])].mean);
    [100, 140, 120, 170].forEach((spend, i) => expect(Math.abs(means[i].spend - spend)).toBeLessThan(4));
    [50, 50, 53.5, 54].forEach((visits, i) => expect(Math.abs(means[i].visits - visits)).toBeLessThan(0.4));
    expect(groupsPage(result)).toContain('4 groups');
  });

  it('says so where there are none, unless told how many', async () => {
    const data = file('rfm.csv', 'a,b,c', golden.rfm);
    const result = await groupsLab(options({ data }));
    expect(result.groups).toEqual([]);
    expect(groupsPage(result)).toContain('no natural groups');
    expect((await groupsLab(options({ data, k: 3 }))).groups).toHaveLength(3);
  });

  it('leaves out rows with a gap, and refuses a category', async () => {
    const data = file('gap.csv', 'a,kind', [
      [1, 'x'],
      ['', 'y'],
      [2, 'x'],
      [9, 'y'],
      [10, 'x'],
    ]);
    const result = await groupsLab(options({ data, features: ['a'], k: 2 }));
    expect(result).toMatchObject({ rows: 4, dropped: 1 });
    expect(result.labels[1]).toBeNull();
    expect(result.labels[0]).toBe(result.labels[2]);
    await expect(groupsLab(options({ data, features: ['a', 'kind'], k: 2 }))).rejects.toThrow('bad-parameter');
  });
});
