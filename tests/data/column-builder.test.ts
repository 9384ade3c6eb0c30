import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../src/data/byte-source.ts';
import { cellText } from '../../src/data/cell-text.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';

/** A small seeded generator (Numerical Recipes' LCG): which values come does not matter, that they repeat does. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => Math.floor(((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32) * below);
}

describe('columns of more than one chunk', () => {
  const next = numbers(1);
  const words = ['', 'NA', ' ', 'null', '-', '?'];
  const rows = Array.from({ length: 150_000 }, (_, i) => [
    `K${next(40_000)}`,
    ['web', 'shop', '电话', 'é', '😀'][next(5)],
    next(20) === 0 ? words[next(words.length)] : (next(2_000_000) / 100 - 5000).toFixed(next(3)),
    next(20) === 0
      ? words[next(words.length)]
      : `20${10 + next(15)}-${String(1 + next(12)).padStart(2, '0')}-${String(1 + next(28)).padStart(2, '0')}`,
    `note ${i} ${'x'.repeat(next(30))}${next(50) === 0 ? '注' : ''}`,
  ]);
  const file = new TextEncoder().encode(`ref,channel,amount,day,note\n${rows.map((row) => row.join()).join('\n')}\n`);

  it('holds every cell as it stands in the file', async () => {
    const { report, table } = await readIntoMemory(bytesSource(file), 'f.csv');
    expect(report.columns.map(({ reading }) => reading.type)).toEqual(['id', 'category', 'number', 'date', 'text']);
    let different = 0;
    for (let row = 0; row < rows.length; row++) {
      const [ref, channel, amount, day, note] = rows[row];
      const wanted = [ref, channel, words.includes(amount) ? '' : String(Number(amount)), words.includes(day) ? '' : day, note];
      wanted.forEach((cell, column) => (different += cellText(table.columns[column], row) === cell ? 0 : 1));
    }
    expect(different).toBe(0);
  });

  it('counts what is there, what is missing, distinct values and the rows of each', async () => {
    const { report } = await readIntoMemory(bytesSource(file), 'f.csv');
    const [ref, channel, amount, day, note] = report.columns;
    const missing = (column: number): number => rows.filter((row) => words.includes(row[column])).length;
    expect([amount.missing, day.missing]).toEqual([missing(2), missing(3)]);
    expect([amount.odd, day.odd]).toEqual([0, 0]);
    expect(report.columns.every((column) => column.valid + column.missing + column.odd === rows.length)).toBe(true);
    expect([ref.distinct, note.distinct]).toEqual([10_000, 10_000]);
    expect(day.distinct).toBe(new Set(rows.map((row) => row[3]).filter((cell) => !words.includes(cell))).size);
    const byChannel = new Map<string, number>();
    for (const row of rows) byChannel.set(row[1], (byChannel.get(row[1]) ?? 0) + 1);
    expect(new Map(channel.values?.map(({ value, rows: n }) => [value, n]))).toEqual(byChannel);
  });
});

describe('one column', () => {
  const columnOf = async (cells: string[], name = 'v') => {
    const { report, table } = await readIntoMemory(
      bytesSource(new TextEncoder().encode(`${name},k\n${cells.map((cell) => `"${cell}",k`).join('\n')}\n`)),
      'f.csv',
    );
    return { report: report.columns[0], column: table.columns[0], cells: cells.map((_, row) => cellText(table.columns[0], row)) };
  };

  it('lists at most 100 odd cells and counts all', async () => {
    const { report } = await columnOf([
      ...Array.from({ length: 4000 }, (_, i) => String(i)),
      ...Array.from({ length: 150 }, (_, i) => `odd ${i}`),
    ]);
    expect(report).toMatchObject({ valid: 4000, odd: 150 });
    expect(report.oddCells).toHaveLength(100);
    expect(report.oddCells[0]).toEqual({ line: 4002, row: 4000, raw: 'odd 0' });
  });

  it('shows the first five cells as they stand and as they were read', async () => {
    const { report } = await columnOf(['', '¥1,280', '¥ 5', '(¥3)', '¥1.2万', '¥7', '¥8']);
    expect(report.firstRaw).toEqual(['¥1,280', '¥ 5', '(¥3)', '¥1.2万', '¥7']);
    expect(report.firstRead).toEqual(['1280', '5', '-3', '12000', '7']);
    expect(report).toMatchObject({ lowest: '-3', highest: '12000' });
  });

  it('keeps ids apart that differ only beyond what a number holds', async () => {
    const { cells } = await columnOf(['6222021234567890123', '6222021234567890124', '6222021234567890123']);
    expect(cells).toEqual(['6222021234567890123', '6222021234567890124', '6222021234567890123']);
  });

  it('makes one id of 17850.0 and 17850', async () => {
    const { column, cells } = await columnOf(['17850.0', '12346.0', '17850', '12346.0'], 'CustomerID');
    expect(cells).toEqual(['17850', '12346', '17850', '12346']);
    expect(column).toMatchObject({ kind: 'text', use: 'id', dictionary: ['17850', '12346'] });
  });

  it('keeps blanks around text for the cleaning to take away', async () => {
    expect((await columnOf([' a ', 'b'])).cells).toEqual([' a ', 'b']);
  });

  it('does not add up percentages and plain numbers, or euros and dollars', async () => {
    const percents = Array.from({ length: 40 }, (_, i) => `${i}%`);
    expect((await columnOf([...percents, '0.5'])).report).toMatchObject({ odd: 1, reading: { type: 'percent' } });
    const dollars = Array.from({ length: 40 }, (_, i) => `$${i}`);
    expect((await columnOf([...dollars, '€5', '7'])).report).toMatchObject({ odd: 1, valid: 41, reading: { type: 'money', unit: 'USD' } });
  });
});
