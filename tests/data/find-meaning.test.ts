/** What columns are about, found by their values and names; and how long a hostile cell can hold that up (F50). */
import { describe, expect, it } from 'vitest';
import type { CellMeaning } from '../../src/core/reading.ts';
import { areBooleans, readBoolean } from '../../src/data/cell-boolean.ts';
import { dateEvidence } from '../../src/data/cell-date.ts';
import { readNumber } from '../../src/data/cell-number.ts';
import { serialSeconds } from '../../src/data/cell-serial.ts';
import { ambiguousNumber, decimalOf, decimalVote } from '../../src/data/decimal-mark.ts';
import { findMeaning, fitsMeaning } from '../../src/data/find-meaning.ts';
import { isResidentId } from '../../src/data/meaning/resident-id.ts';
import { readColumn } from './read-literal.ts';

const kindOf = (name: string, ...values: string[]): CellMeaning | undefined => findMeaning(name, values)?.kind;

describe('what a column is about', () => {
  it.each([
    ['phone', 'c1', ['13800138000', '13900139001', '+86 137 0013 7002']],
    ['phone', 'c1', ['010-12345678', '021-87654321', '0755-26001234']],
    ['phone', 'c1', ['(212) 555-0123', '(415) 555-0199']],
    ['phone', 'phone', ['2262649', '3865286']],
    ['phone', '联系方式', ['６６８８００１１', '13800138000']],
    ['email', 'c1', ['ann@example.com', 'bob.li+tea@mail.example.org']],
    ['resident-id', 'c1', ['11010519491231002X', '440524188001010014']],
    ['resident-id', '身份证号', ['11010519491231002x', '110105491231002']],
    ['postcode', 'zip', ['77095', '60540']],
    ['postcode', '邮编', ['100080', '510000']],
    ['postcode', 'c1', ['SW1A 1AA', 'M1 1AE', 'EC1A 1BB']],
    ['url', 'site', ['https://example.com/a?b=1', 'www.example.org']],
    ['time-of-day', 'opened', ['10:30', '2:05 PM', '23:59:59']],
    ['time-of-day', '时刻', ['下午3点05分', '上午9:00']],
    ['person-name', '联系人', ['陈晓梅', '欧阳建国', '李娜']],
    ['person-name', 'c1', ['王伟', '李娜', '张敏', '刘洋', '陈静', '欧阳建国']],
    ['person-name', 'c1', ['Mary Smith', 'John O’Neil', 'Anna Müller', 'Peter van Dam', 'Lucy Hale']],
    ['address', '地址', ['广东省深圳市南山区科技路1号', '上海市黄浦区南京东路200号']],
    ['address', 'c1', ['12 High Street', '5 Elm Road, Leeds', 'Hauptstraße 7']],
  ] as const)('is %s for %j: %j', (kind, name, values) => expect(kindOf(name, ...values)).toBe(kind));

  it.each([
    ['order no', ['13800138', '13900139']],
    ['amount', ['12.50', '13.80', '1380.00']],
    ['day', ['01-03-2024', '12-11-2024']],
    ['city', ['深圳市', '黄山市', '金华市', '温州市', '安庆市', '江门市']],
    ['product', ['西瓜胡萝卜沙拉', '麻辣小龙虾', '黄焖鸡米饭', '白切鸡饭套餐']],
    ['Product Name', ['Message Book, Wirebound', 'Storage Box', 'Plastic Binding', 'Paper Roll', 'Office Chair']],
    ['code', ['77095', '60540']],
    ['card', ['110105194912310021', '110105194912310022']],
    ['note', ['call ann@example.com', 'x@y']],
  ] as const)('is nothing of the kind for %j: %j', (name, values) => expect(kindOf(name, ...values)).toBeUndefined());

  it('knows the check character of GB 11643 (the number of the standard itself), the region and the date', () => {
    expect(isResidentId('11010519491231002X')).toBe(true);
    for (let last = 0; last < 10; last++) expect(isResidentId(`11010519491231002${last}`)).toBe(false);
    // Python: s = sum(w * int(c)); '10X98765432'[s % 11] for a region and a day that are none.
    expect(isResidentId('990105194912310027')).toBe(false);
    expect(isResidentId('110105194913310025')).toBe(false);
  });

  it('gives the share and lists the cells that do not fit, with their line', async () => {
    const phones = Array.from({ length: 30 }, (_, i) => `1380013${String(8000 + i)}`);
    phones[7] = 'none';
    const { report, texts } = await readColumn(phones, { name: '手机' });
    expect(report.reading.type).toBe('id');
    expect(report.meaning).toMatchObject({ kind: 'phone', named: true, hits: 29, looked: 30 });
    expect(report.meaning?.oddCells).toEqual([{ line: 9, row: 7, raw: 'none' }]);
    expect(report.meaning?.score).toBeCloseTo((0.97 * 29) / 30, 2);
    expect(texts[7]).toBe('none');
  });

  it('keeps phone numbers text among which a few are written otherwise', async () => {
    const { report } = await readColumn([...Array.from({ length: 30 }, (_, i) => `1380013${8000 + i}`), '010-12345678', '010-87654321'], {
      name: 'c1',
    });
    expect(report.reading.type).toBe('id');
  });
});

describe('F50 no cell holds the detectors up', () => {
  const KINDS: CellMeaning[] = ['phone', 'email', 'resident-id', 'postcode', 'url', 'time-of-day', 'person-name', 'address'];
  const READERS: [string, (cell: string) => unknown][] = [
    ...KINDS.flatMap((kind): [string, (cell: string) => unknown][] => [
      [kind, (cell) => fitsMeaning(kind, true, cell)],
      [`${kind} by value`, (cell) => fitsMeaning(kind, false, cell)],
    ]),
    ['number', (cell) => readNumber(cell, '.')],
    ['decimal mark', (cell) => [decimalVote(cell), decimalOf([cell], '.'), ambiguousNumber([cell], false)]],
    ['date', (cell) => dateEvidence(cell, 'dmy')],
    ['serial', (cell) => serialSeconds(cell, 'excel-1900')],
    ['boolean', (cell) => [readBoolean(cell), areBooleans([cell])]],
    ['meaning of a column', (cell) => findMeaning('phone', [cell])],
  ];
  const PARTS = [
    '1',
    '1 ',
    '1-',
    '(',
    'a@',
    'a.a',
    'www.a/',
    '市',
    '王',
    'Aa ',
    'A-',
    '3 Jan ',
    '2024-01-03 ',
    '1,234',
    '９',
    'e',
    '+',
    '\u00a0',
    '上午1:',
    '%',
  ];

  const MOST_RUNS = 40;

  /** Milliseconds. */
  function time(run: () => unknown): number {
    const from = performance.now();
    run();
    return performance.now() - from;
  }

  it.each(READERS)('%s takes at most 2.5 times as long for twice the cell, up to 1 MB', (_, read) => {
    for (const part of PARTS) {
      const half = part.repeat(500_000 / part.length);
      const whole = part.repeat(1_000_000 / part.length);
      // The fastest runs of both: what the machine does besides is not counted. Below a millisecond the clock decides, not the cell.
      let [once, twice] = [Infinity, Infinity];
      for (let run = 0; run < MOST_RUNS && !(twice <= Math.max(2.5 * once, 1)); run++) {
        once = Math.min(
          once,
          time(() => read(half)),
        );
        twice = Math.min(
          twice,
          time(() => read(whole)),
        );
      }
      expect(twice, part).toBeLessThanOrEqual(Math.max(2.5 * once, 1));
    }
  });

  it.each(READERS)('%s is quick with the longest cells that it looks into', (_, read) => {
    for (const part of PARTS) {
      for (const length of [48, 60, 80, 320]) {
        const cell = `${part.repeat(Math.ceil(length / part.length)).slice(0, length - 1)}!`;
        let best = Infinity;
        for (let run = 0; run < MOST_RUNS && best >= 5; run++)
          best = Math.min(
            best,
            time(() => read(cell)),
          );
        expect(best, `${part} ${length}`).toBeLessThan(5);
      }
    }
  });
});
