/** What is told about a column beside its values: F43, F46, mixed units, yes/no words. */
import { describe, expect, it } from 'vitest';
import { readColumn } from './read-literal.ts';

const amounts = Array.from({ length: 30 }, (_, i) => `¥${i + 1}.50`);

describe('F43 codes', () => {
  const ids = ['0012', '13800138000', '9007199254740993', '12'];

  it('stay text', async () => {
    const { report, texts } = await readColumn(ids);
    expect(report.reading.type).toBe('id');
    expect(texts).toEqual(ids);
    expect(report.lostAsNumber).toBeUndefined();
  });

  it('are numbers when the person says so, and the digits lost are told', async () => {
    const { report, texts } = await readColumn(ids, { chosen: { type: 'number', asNumber: 'codes' } });
    expect(report).toMatchObject({ odd: 0, valid: 4, lostAsNumber: { zeros: 1, digits: 1 } });
    expect(texts).toEqual(['12', '13800138000', '9007199254740992', '12']);
  });

  it('count what is lost cell by cell', async () => {
    const { report } = await readColumn(['007', '007', '007', '12'], { chosen: { type: 'number', asNumber: 'codes' } });
    expect(report.lostAsNumber).toEqual({ zeros: 3, digits: 0 });
  });
});

describe('units', () => {
  it('lists the few cells in another currency as odd and names both', async () => {
    const { report, texts } = await readColumn([...amounts, '$7.00']);
    expect(report.reading).toMatchObject({ type: 'money', unit: 'CNY' });
    expect(report.mixedUnits).toEqual(['CNY', 'USD']);
    expect(report.oddCells.map(({ raw }) => raw)).toEqual(['$7.00']);
    expect(texts.at(-1)).toBe('');
  });

  it('adds up no column of two currencies: it is text until the person chooses one', async () => {
    const mixed = [...amounts, ...amounts.map((cell) => cell.replace('¥', '$'))];
    const { report } = await readColumn(mixed);
    expect(['text', 'category', 'id']).toContain(report.reading.type);
    expect(report.mixedUnits?.slice().sort()).toEqual(['CNY', 'USD']);
    const chosen = await readColumn(mixed, { chosen: { type: 'money', unit: 'USD' } });
    expect(chosen.report).toMatchObject({ valid: 30, odd: 30, reading: { unit: 'USD' } });
  });

  it('scales 万 and 亿', async () => {
    expect((await readColumn(['1.2万', '3亿', '500'])).texts).toEqual(['12000', '300000000', '500']);
  });
});

describe('F46 what is kept and said', () => {
  it('negative, zero and refund amounts', async () => {
    const { report, texts } = await readColumn(['12.5', '-12.5', '0', '(3.00)']);
    expect(texts).toEqual(['12.5', '-12.5', '0', '-3']);
    expect(report).toMatchObject({ valid: 4, odd: 0, lowest: '-12.5', whole: false });
  });

  it('columns that are empty or the same in every row', async () => {
    expect((await readColumn(['', 'NA', ''])).report).toMatchObject({ valid: 0, missing: 3, odd: 0 });
    expect((await readColumn(['7', '7', '7'])).report).toMatchObject({ valid: 3, distinct: 1, whole: true });
  });
});

describe('yes and no', () => {
  it.each([
    ['是', '否'],
    ['有', '无'],
    ['Y', 'n'],
    ['TRUE', 'False'],
    ['t', 'F'],
    ['✓', '✗'],
    ['ON', 'off'],
  ])('reads %s and %s', async (yes, no) => {
    const { report, texts } = await readColumn([yes, no, yes.toLowerCase()]);
    expect(report.reading.type).toBe('boolean');
    expect(texts).toEqual(['yes', 'no', 'yes']);
  });

  it('takes 男 and 女 for two groups', async () => {
    expect((await readColumn(['男', '女', '男', '女'])).report.reading.type).toBe('category');
  });

  it('reads 1 and 0 as yes and no where the person says so', async () => {
    expect((await readColumn(['1', '0'])).report.reading.type).toBe('number');
    expect((await readColumn(['1', '0'], { chosen: { type: 'boolean' } })).texts).toEqual(['yes', 'no']);
  });
});
