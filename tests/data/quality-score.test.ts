import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../src/data/byte-source.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { profileColumn } from '../../src/data/profile-column.ts';
import { columnWorth, scoreColumn, scoreTable } from '../../src/data/quality-score.ts';
import { describeTable } from '../../src/data/worth-fixing.ts';
import type { Roles, Step } from '../../src/core/recipe.ts';

const issue = (kind: 'missing' | 'odd-cells' | 'outliers' | 'constant' | 'id-like', rows: number) => ({ kind, rows, examples: [] });

describe('the score of a column', () => {
  it('is the sum of its parts, each its weight times the share without its faults', () => {
    // 100 rows, 20 empty: 35 x 0.8 = 28. Of the 80 others 8 unreadable: 25 x 0.9 = 22.5, and 4 outliers: 15 x 0.95 = 14.25.
    const { score, parts } = scoreColumn({
      rows: 100,
      missing: 20,
      issues: [issue('missing', 20), issue('odd-cells', 8), issue('outliers', 4)],
    });
    expect(parts).toEqual([
      { part: 'filled', of: 35, points: 28 },
      { part: 'readable', of: 25, points: 22.5 },
      { part: 'consistent', of: 15, points: 15 },
      { part: 'plausible', of: 15, points: 14.25 },
      { part: 'informative', of: 10, points: 10 },
    ]);
    expect(score).toBeCloseTo(89.75, 10);
  });

  it('is 100 without a fault, 90 for a constant, 0 with nothing in it', () => {
    expect(scoreColumn({ rows: 5, missing: 0, issues: [issue('id-like', 5)] }).score).toBe(100);
    expect(scoreColumn({ rows: 5, missing: 0, issues: [issue('constant', 5)] }).score).toBe(90);
    expect(scoreColumn({ rows: 5, missing: 5, issues: [issue('missing', 5)] }).score).toBe(0);
  });
});

describe('the score of a table', () => {
  it('weighs columns with a role three times, leaves out what was set aside, and counts rows twice there', () => {
    const full = scoreColumn({ rows: 10, missing: 0, issues: [] });
    const half = scoreColumn({ rows: 10, missing: 5, issues: [issue('missing', 5)] });
    const worth = columnWorth([{ name: 'who' }, { name: 'note' }, { name: 'junk' }], new Set(['who']), new Set(['junk']));
    expect(worth.map((one) => Math.round(1000 * one) / 1000)).toEqual([0.675, 0.225, 0]);
    // Columns: 0.9 x (3 x 100 + 82.5) / 4 = 86.0625; one row in ten twice: 9 of 10.
    const { score, parts } = scoreTable([full, half, half], worth, 10, 1);
    expect(score).toBeCloseTo(95.0625, 10);
    expect(parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 10);
    expect(parts.at(-1)).toEqual({ part: 'unique', of: 10, points: 9 });
  });
});

describe('the fixes worth most', () => {
  const ROLES: Roles = { rowShape: 'customer', who: 'id', target: 'left' };
  const FILE = `id,age,city,land,left\n${Array.from({ length: 40 }, (_, i) => `${100 + i},${i % 4 === 0 ? '' : 30 + (i % 9)},${i % 10 === 0 ? ' Rome' : 'Rome'},IT,${i % 2 ? 'yes' : 'no'}`).join('\n')}\n`;

  async function described(steps: Step[], file = FILE) {
    const { report, table } = await readIntoMemory(bytesSource(new TextEncoder().encode(file)), 'f.csv');
    const columns = table.columns.map((column, i) => profileColumn(column, report.columns[i]));
    return describeTable({ rows: 40, columns, twice: 0, totalsRows: 0 }, ROLES, steps);
  }

  it('are ordered by what the table would gain, with the step that does it', async () => {
    const { fixes, score, scoreAfter } = await described([]);
    expect(fixes.map(({ problem, columns, affected, step }) => [problem, columns, affected, step?.kind])).toEqual([
      ['constant', ['land'], 40, undefined],
      ['missing', ['age'], 10, 'fill-missing'],
      ['outer-blanks', ['city'], 4, 'trim'],
    ]);
    // Weights 3 (id), 1, 1, 1, 3 (left): a column of weight 1 is worth 0.9 / 9 of its points.
    expect(fixes[1].gain).toBeCloseTo((0.9 / 9) * 35 * 0.25, 10);
    expect(fixes[2].gain).toBeCloseTo((0.9 / 9) * 15 * 0.1, 10);
    expect(scoreAfter).toBe(score);
    expect(score + fixes.reduce((sum, { gain }) => sum + gain, 0)).toBeCloseTo(100, 10);
  });

  it('that the recipe does already stand last and count in the score after it', async () => {
    const { fixes, score, scoreAfter } = await described([{ kind: 'trim' }, { kind: 'fill-missing', column: 'age', with: 'median' }]);
    expect(fixes.map(({ problem, done }) => [problem, done])).toEqual([
      ['constant', false],
      ['missing', true],
      ['outer-blanks', true],
    ]);
    expect(scoreAfter - score).toBeCloseTo(fixes[1].gain + fixes[2].gain, 10);
  });

  it('are not asked for again where the recipe puts the spellings together', async () => {
    const file = FILE.replaceAll(/ ?Rome/g, (_, at: number) => (at % 3 === 0 ? 'ROME' : 'Rome'));
    const merge: Step = { kind: 'map-values', column: 'city', groups: [{ from: ['ROME'], to: 'Rome' }] };
    const spellings = async (steps: Step[]) => (await described(steps, file)).fixes.find(({ problem }) => problem === 'mixed-spellings');
    expect(await spellings([])).toMatchObject({ columns: ['city'], done: false });
    expect(await spellings([merge])).toMatchObject({ done: true });
    expect(await spellings([{ ...merge, column: 'land' }])).toMatchObject({ done: false });
  });
});
