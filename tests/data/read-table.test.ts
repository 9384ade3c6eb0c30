import { describe, expect, it } from 'vitest';
import type { AppError } from '../../src/core/errors.ts';
import type { ReadOptions } from '../../src/core/reading.ts';
import { blobSource, bytesSource, type ByteSource } from '../../src/data/byte-source.ts';
import { cellText } from '../../src/data/cell-text.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { readTable, type ReadTuning } from '../../src/data/read-table.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

async function read(file: string | Uint8Array, options: ReadOptions = {}, tuning: ReadTuning = {}) {
  const { report, table } = await readIntoMemory(
    bytesSource(typeof file === 'string' ? encode(file) : file),
    'file.csv',
    options,
    {},
    tuning,
  );
  const rows = Array.from({ length: table.rowCount }, (_, row) => table.columns.map((column) => cellText(column, row)));
  return { report, table, rows, accounting: report.accounting };
}

async function refusal(file: string | Uint8Array, options: ReadOptions = {}): Promise<Pick<AppError, 'code' | 'params'>> {
  try {
    await read(file, options);
  } catch (error) {
    const { code, params } = error as AppError;
    return { code, params };
  }
  throw new Error('was read');
}

describe('where bytes are cut', () => {
  it('adds no U+FFFD to Chinese and emoji at any slice size (F21)', async () => {
    const line = '张三丰,拿铁😀咖啡,128\n';
    const file = `姓名,商品,金额\n${line.repeat(30)}`;
    const whole = await read(file);
    expect(whole.rows[29]).toEqual(['张三丰', '拿铁😀咖啡', '128']);
    for (const sliceBytes of [...Array.from({ length: 64 }, (_, i) => i + 1), 1024]) {
      for (const way of ['scanner', 'papa'] as const) {
        const cut = await read(file, {}, { sliceBytes, way });
        expect(cut.rows).toEqual(whole.rows);
        expect(cut.table.hashLow).toEqual(whole.table.hashLow);
      }
    }
  });

  it('sees one record end where CR LF is cut in two (F27)', async () => {
    const file = 'a,b\r\n"1","x"\r\n"2","y"\r\n';
    for (let sliceBytes = 1; sliceBytes <= file.length; sliceBytes++) {
      for (const way of ['scanner', 'papa'] as const) {
        expect((await read(file, {}, { sliceBytes, way })).accounting).toEqual({
          records: 2,
          imported: 2,
          rejected: 0,
          blank: 0,
          headerRecords: 1,
          padded: 0,
        });
      }
    }
  });
});

describe('encodings', () => {
  it('reads GB18030 as the same table as UTF-8, hashes included (F22)', async () => {
    const gbk = Uint8Array.of(0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a, 0xd5, 0xc5, 0xc8, 0xfd, 0x2c, 0x31, 0x32, 0x0a); // 姓名,金额 / 张三,12
    const [chinese, unicode] = [await read(gbk), await read('姓名,金额\n张三,12\n')];
    expect(chinese.report).toMatchObject({
      encoding: 'gb18030',
      encodingEvidence: 'valid-gb18030',
    });
    expect(chinese.rows).toEqual([['张三', '12']]);
    expect(chinese.rows).toEqual(unicode.rows);
    expect([...chinese.table.hashHigh]).toEqual([...unicode.table.hashHigh]);
  });

  it('reads UTF-16 with a byte order mark, and the choice of the person (F22)', async () => {
    const wide = Uint8Array.from([0xff, 0xfe, ...[...'a,b\n1,é\n'].flatMap((c) => [c.charCodeAt(0), 0])]);
    expect((await read(wide)).rows).toEqual([['1', 'é']]);
    const big5 = Uint8Array.of(0x61, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0xa4, 0xa4, 0x0a); // 中 is A4 A4 in Big5
    expect((await read(big5, { encoding: 'big5' })).rows).toEqual([['1', '中']]);
  });

  it('rejects just the record whose bytes are broken, and names its line (F23)', async () => {
    const bytes = encode('客户,金额\n张三,12\n李四,13\n王五,14\n赵六,15\n孙七,16\n');
    const at = encode('客户,金额\n张三,12\n李四').length - 1;
    bytes[at] = 0xff;
    const { accounting, report, rows } = await read(bytes);
    expect(accounting).toMatchObject({ records: 5, imported: 4, rejected: 1 });
    expect(report.rejections).toMatchObject([{ line: 3, reason: 'undecodable' }]);
    expect(rows.map(([name]) => name)).toEqual(['张三', '王五', '赵六', '孙七']);
  });

  it('refuses a file whose records mostly do not fit the encoding that was chosen', async () => {
    const gbk = Uint8Array.of(0xd0, 0xd5, 0x2c, 0xbd, 0xf0, 0x0a, 0xd5, 0xc5, 0x2c, 0x31, 0x0a);
    expect(await refusal(gbk, { encoding: 'utf-8' })).toMatchObject({
      code: 'encoding-broken',
    });
  });

  it('starts over when the bytes that are not UTF-8 come late', async () => {
    const ascii = encode(`name,amount\n${'Ann,12\n'.repeat(60_000)}`);
    // 张三,12 / 李四 北京市,7 / 王小明 上海客户,9 / 陈晓梅 已付款,8
    const bytes = 'd5c5c8fd2c31320ac0eecbc420b1b1bea9cad02c370acdf5d0a1c3f720c9cfbaa3bfcdbba72c390ab3c2cffec3b720d2d1b8b6bfee2c380a';
    const chinese = Uint8Array.from(bytes.match(/../g) ?? [], (hex) => parseInt(hex, 16));
    const { report, rows } = await read(Uint8Array.from([...ascii, ...chinese]));
    expect(report.encoding).toBe('gb18030');
    expect(rows.slice(-4).map(([name]) => name)).toEqual(['张三', '李四 北京市', '王小明 上海客户', '陈晓梅 已付款']);
    // Two letters alone may be of several scripts: the person is shown the line in each.
    expect(await refusal(Uint8Array.from([...ascii, ...chinese.subarray(0, 8)]))).toMatchObject({
      code: 'encoding-unknown',
      params: { line: 60_002 },
    });
  });
});

describe('broken quotes', () => {
  it('rejects the last record when its quote is never closed (F24)', async () => {
    const { accounting, report } = await read('a,b\n1,x\n2,"y\n');
    expect(accounting).toMatchObject({ records: 2, imported: 1, rejected: 1 });
    expect(report.rejections).toEqual([{ line: 3, reason: 'unclosed-quote', raw: '2,"y' }]);
  });

  it('stops at a lone quote that swallows lines, and shows the line (F25)', async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `${i},text ${i}`);
    lines[1000] = '1000,"text';
    const file = `id,note\n${lines.join('\n')}\n`;
    expect(await refusal(file)).toMatchObject({
      code: 'lone-quote',
      params: { line: 1002 },
    });
    const { accounting, rows } = await read(file, { quote: 'none' });
    expect(accounting).toEqual({
      records: 3000,
      imported: 3000,
      rejected: 0,
      blank: 0,
      headerRecords: 1,
      padded: 0,
    });
    expect(rows[1000]).toEqual(['1000', '"text']);
  });

  it('stops when a quoted cell that runs over lines ends in the middle of text', async () => {
    expect(await refusal('a,b\n1,"x\n2,y\n3,"z" w\n')).toMatchObject({
      code: 'lone-quote',
      params: { line: 2 },
    });
  });

  it('stops at two lone quotes far apart, which make one well-formed cell of the records between them', async () => {
    const lines = Array.from({ length: 30 }, (_, i) => `${i},a,b,c`);
    lines[5] = '5,"a,b,c';
    lines[12] = '12,a",b,c';
    const file = `id,x,y,z\n${lines.join('\n')}\n`;
    expect(await refusal(file)).toMatchObject({
      code: 'lone-quote',
      params: { line: 7 },
    });
    expect((await read(file, { quote: 'none' })).accounting.imported).toBe(30);
    expect((await read('a,b,c,d\n1,2,3,"dear all,\nplease, note:\nthis, and, that\n"\n')).accounting.imported).toBe(1);
  });

  it('rejects a record with text after a closing quote when the next ones are whole', async () => {
    const { accounting, report, rows } = await read('a,b\n1,x\n2,"y" z\n3,w\n"4","v"\n');
    expect(accounting).toMatchObject({ records: 4, imported: 3, rejected: 1 });
    expect(report.rejections).toEqual([{ line: 3, reason: 'text-after-quote', raw: '2,"y" z' }]);
    expect(rows.map(([a]) => a)).toEqual(['1', '3', '4']);
  });

  it('lets PapaParse have blanks between a closing quote and the delimiter', async () => {
    expect((await read('a,b\n"1" ,"x"  \n')).rows).toEqual([['1', 'x']]);
  });

  it('keeps a quote that is not at the start of its cell', async () => {
    expect((await read('size,n\n5" pipe,1\n6" pipe,2\n')).rows[0]).toEqual(['5" pipe', '1']);
  });
});

describe('lines and records', () => {
  it('ends records at LF, CR LF and CR in one file (F26)', async () => {
    const ends = ['\n', '\r\n', '\r'];
    const file = `n,t\n${Array.from({ length: 1000 }, (_, i) => `${i},x${ends[i % 3]}`).join('')}`;
    for (const way of ['scanner', 'papa'] as const) {
      const { accounting, rows, table } = await read(file, {}, { way });
      expect(accounting.imported).toBe(1000);
      expect(rows[999][0]).toBe('999');
      expect(table.sourceLine[999]).toBe(1001);
    }
  });

  it('reads line breaks inside quotes as part of the cell and counts them as lines', async () => {
    const { rows, table } = await read('a,b\n1,"x\r\ny"\n2,z\n');
    expect(rows[0][1]).toBe('x\ny');
    expect([...table.sourceLine]).toEqual([2, 4]);
  });

  it('counts blank records, and rows of separators alone, as blank', async () => {
    expect((await read('a,b\n\n1,x\n , \n2,y\n,\n\n')).accounting).toEqual({
      records: 6,
      imported: 2,
      rejected: 0,
      blank: 4,
      headerRecords: 1,
      padded: 0,
    });
    expect((await read('a\n1\n""\n2\n')).accounting).toMatchObject({
      imported: 3,
      blank: 0,
    });
  });

  it('fills short rows, trims empty cells beyond the last column, rejects what is too long (F37)', async () => {
    const { accounting, report, rows } = await read('a,b,c\n1,2,3\n4\n5,6,7,, \n8,9,10,11\n');
    expect(accounting).toEqual({
      records: 4,
      imported: 3,
      rejected: 1,
      blank: 0,
      headerRecords: 1,
      padded: 1,
    });
    expect(report.rejections).toEqual([{ line: 5, reason: 'too-many-fields', raw: '8,9,10,11' }]);
    expect(rows).toEqual([
      ['1', '2', '3'],
      ['4', '', ''],
      ['5', '6', '7'],
    ]);
  });

  it('keeps NUL characters in cells (F32)', async () => {
    expect((await read(`a,b\n${'1,xxxxxxxxxxxx\n'.repeat(20)}2,y\u0000z\n`)).rows.at(-1)).toEqual(['2', 'y\u0000z']);
  });

  it('reads a cell of a megabyte, and a header of a million characters under a short name (F33)', async () => {
    const { rows, report } = await read(`a,${'h'.repeat(1_000_000)}\n1,${'x'.repeat(1 << 20)}\n`);
    expect(rows[0][1]).toHaveLength(1 << 20);
    expect(report.columns[1].name.length).toBeLessThanOrEqual(120);
  });

  it('reads thousands of columns and refuses more than its limit (F34)', async () => {
    const wide = (n: number): string =>
      `${Array.from({ length: n }, (_, i) => `c${i}`).join()}\n${Array.from({ length: n }, (_, i) => i).join()}\n`;
    expect((await read(wide(4000))).rows[0][3999]).toBe('3999');
    expect(await refusal(wide(10_000))).toEqual({
      code: 'file-too-wide',
      params: { columns: 10_000, limit: 4096 },
    });
  });

  it('rejects the names where they come again in the middle of the file', async () => {
    const { accounting, report } = await read('id,n\n1,2\nid,n\n3,4\n');
    expect(accounting).toMatchObject({ imported: 2, rejected: 1 });
    expect(report.rejections[0].reason).toBe('repeated-header');
  });
});

describe('files that are no table', () => {
  it.each([
    ['', 'file-empty'],
    ['\n\n  \n', 'file-header-only'],
    ['id,name\n', 'file-header-only'],
    ['id,name', 'file-header-only'],
    ['id,name\n\n\n', 'file-header-only'],
  ])('refuses %j as %s (F29)', async (text, code) => {
    expect((await refusal(text)).code).toBe(code);
  });

  it('refuses a picture and a workbook renamed .csv (F30, F31)', async () => {
    expect((await refusal(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10))).code).toBe('file-not-text');
    expect((await refusal(Uint8Array.from([0x50, 0x4b, 3, 4, ...encode('[Content_Types].xml')]))).code).toBe('file-is-workbook');
  });

  it('stops when the file changes while it is read (F36)', async () => {
    const blob = {
      size: 10,
      slice: () => ({
        arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')),
      }),
    } as unknown as Blob;
    await expect(readIntoMemory(blobSource(blob), 'gone.csv')).rejects.toMatchObject({ code: 'file-changed' });
  });
});

describe('delimiter and header', () => {
  it.each([
    ['a;b\n1,5;2\n3,5;4\n', ';'],
    ['a\tb\n1\t2\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['a,b\n1,2\n', ','],
    ['name\nAnn\nBob\n', ','],
  ])('finds the delimiter of %j (F28)', async (text, delimiter) => {
    expect((await read(text)).report.delimiter).toBe(delimiter);
  });

  it('reads decimal commas in files cut by semicolons (F28, F44)', async () => {
    const { rows, report } = await read('name;amount\nAnn;1.234,50\nBob;12,00\n');
    expect(rows.map(([, amount]) => amount)).toEqual(['1234.5', '12']);
    expect(report.columns[1].reading.decimal).toBe(',');
  });

  it('names a cell that could be two numbers when none of the column decides (F44)', async () => {
    const { report } = await read('weight,n\n1.234,1\n5.678,2\n');
    expect(report.columns[0].ambiguousNumber).toEqual({
      raw: '1.234',
      point: 1.234,
      comma: 1234,
    });
    expect((await read('weight,n\n1.234,1\n5.6,2\n')).report.columns[0].ambiguousNumber).toBeUndefined();
    expect((await read('menge;n\n1.234;1\n5.678;2\n')).rows[0][0]).toBe('1234');
  });

  it('takes a comma with a blank for the delimiter where quotes follow the blank', async () => {
    const { rows } = await read('name, city, note\nAnn, Paris, "x, y"\nBob, Rome, "z, w"\nCid, Bonn, "u, v"\n');
    expect(rows[0]).toEqual(['Ann', 'Paris', 'x, y']);
  });

  it('follows the person where the guess is wrong', async () => {
    expect((await read('a,b;c,d\n1,2;3,4\n', { delimiter: ';' })).rows).toEqual([['1.2', '3.4']]);
    expect((await read('x,y\n1,2\n', { headerRow: -1 })).rows).toEqual([
      ['x', 'y'],
      ['1', '2'],
    ]);
  });

  it('finds the names below titles', async () => {
    const { report, accounting } = await read('Sales report 2024\n\nid,name,amount\n1,Ann,5\n2,Bob,6\n');
    expect(report.headerRow).toBe(2);
    expect(report.columns.map(({ name }) => name)).toEqual(['id', 'name', 'amount']);
    expect(accounting).toMatchObject({ records: 2, headerRecords: 3 });
  });

  it('knows a file without names only when its first record is clearly data', async () => {
    expect((await read('1,Ann,5.5\n2,Bob,6.5\n3,Cid,7.5\n')).report.headerRow).toBe(-1);
    expect((await read('country,2019,2020\nCN,5,6\nDE,7,8\n')).report.headerRow).toBe(0);
    expect((await read('name,city\nAnn,Paris\nBob,Rome\n')).report.headerRow).toBe(0);
  });

  it('names columns once each, without collisions, and keeps the file’s own spelling (F38)', async () => {
    const long = 'n'.repeat(300);
    const { report } = await read(`id,id,, ,id (2),${long}\n1,2,3,4,5,6\n`);
    const names = report.columns.map(({ name }) => name);
    expect(names.slice(0, 5)).toEqual(['id', 'id (3)', 'column 3', 'column 4', 'id (2)']);
    expect(new Set(names).size).toBe(6);
    expect(report.columns[5].originalName).toBe(long);
  });

  it('takes __proto__ and its like for ordinary names (F39)', async () => {
    const before = Object.getOwnPropertyNames(Object.prototype).sort();
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
    const { rows, report } = await read(`${names.join()}\na,b,c,d,e\n`);
    expect(report.columns.map(({ name }) => name)).toEqual(names);
    expect(rows).toEqual([['a', 'b', 'c', 'd', 'e']]);
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
  });
});

describe('types of columns', () => {
  const typesOf = async (text: string): Promise<string[]> => (await read(text)).report.columns.map(({ reading }) => reading.type);

  it('keeps ids, phones, codes and postcodes as text (F43)', async () => {
    const { rows, report } = await read(
      'Customer ID,phone,sku,zip,card\n17850.0,013800138000,1e5,02134,6222021234567890123\n12346.0,13900139000,2e3,10001,6222021234567890124\n',
    );
    expect(report.columns.map(({ reading }) => reading.type)).toEqual(['id', 'id', 'id', 'id', 'id']);
    expect(rows[0]).toEqual(['17850', '013800138000', '1e5', '02134', '6222021234567890123']);
  });

  it('counts ids that a spreadsheet program has already rounded (F43)', async () => {
    const ids = Array.from({ length: 60 }, (_, i) => (i < 3 ? '1.38E+10' : `138001380${String(i).padStart(2, '0')}`));
    const { report } = await read(`phone,n\n${ids.map((id, i) => `${id},${i}`).join('\n')}\n`);
    expect(report.columns[0]).toMatchObject({
      reading: { type: 'id' },
      digitsLost: 3,
    });
  });

  it('keeps negative, zero and refunded amounts, empty and constant columns (F46)', async () => {
    const { rows, report } = await read('amount,empty,same\n-5,,x\n0,,x\n(12.50),,x\n');
    expect(rows.map(([amount]) => amount)).toEqual(['-5', '0', '-12.5']);
    expect(report.columns[1]).toMatchObject({ valid: 0, missing: 3 });
    expect(report.columns[2].distinct).toBe(1);
  });

  it('asks when every day could be a month, with an example both ways (F45)', async () => {
    const { report } = await read('d,n\n03/01/24,1\n05/06/24,2\n');
    expect(report.columns[0].ambiguousDate).toEqual({
      raw: '03/01/24',
      dmy: '2024-01-03',
      mdy: '2024-03-01',
    });
    expect(
      (
        await read('d,n\n03/01/24,1\n05/06/24,2\n', {
          columns: { 0: { dateOrder: 'mdy' } },
        })
      ).rows[0][0],
    ).toBe('2024-03-01');
  });

  it('lets one day beyond 12 decide the order of all, wherever it stands (F45)', async () => {
    const lines = Array.from({ length: 40_000 }, (_, i) => `0${1 + (i % 9)}/0${1 + (i % 7)}/2024,${i}`);
    lines[35_000] = '01/31/2024,0';
    const { report, rows } = await read(`d,n\n${lines.join('\n')}\n`);
    expect(report.columns[0]).toMatchObject({
      reading: { type: 'date', dateOrder: 'mdy' },
      odd: 0,
    });
    expect(report.columns[0].ambiguousDate).toBeUndefined();
    expect(rows[35_000][0]).toBe('2024-01-31');
  });

  it('does not overrule the person on the order of day and month', async () => {
    const file = `d,n\n${Array.from({ length: 30 }, (_, i) => `0${1 + (i % 9)}/0${1 + (i % 7)}/2024,${i}`).join('\n')}\n01/31/2024,0\n`;
    const { report, rows } = await read(file, {
      columns: { 0: { dateOrder: 'dmy' } },
    });
    expect(report.columns[0]).toMatchObject({
      reading: { type: 'date', dateOrder: 'dmy' },
      odd: 1,
    });
    expect(rows[0][0]).toBe('2024-01-01');
    expect(rows[1][0]).toBe('2024-02-02');
    expect(rows[7][0]).toBe('2024-01-08');
  });

  it('reads a column of mixed date spellings, and lists what is none', async () => {
    const { rows, report } = await read(
      `d,n\n2024-01-03,1\n3 Jan 2024,2\n2024年1月3日,3\n13/01/2024,4\n${'2024-02-01,5\n'.repeat(30)}soon,6\n`,
    );
    expect(rows.slice(0, 4).map(([d]) => d)).toEqual(['2024-01-03', '2024-01-03', '2024-01-03', '2024-01-13']);
    expect(report.columns[0].oddCells).toEqual([{ line: 36, row: 34, raw: 'soon' }]);
  });

  it('has a time of day where one differs from midnight', async () => {
    expect(await typesOf('d,e\n2024-01-03 00:00,2024-01-03 00:00\n2024-01-04 00:00,2024-01-04 10:30\n')).toEqual(['date', 'datetime']);
  });

  it('takes eight digits for a date only when all of them are', async () => {
    expect(await typesOf('a,b\n20240103,20240103\n20240231,20240229\n')).toEqual(['number', 'date']);
  });

  it('reads money with its currency, percentages, and nothing that mixes them', async () => {
    const { report } = await read('a,b,c\n"¥1,280",12%,$5\n¥99,7.5%,€5\n');
    expect(report.columns.slice(0, 2).map(({ reading }) => [reading.type, reading.unit])).toEqual([
      ['money', 'CNY'],
      ['percent', '%'],
    ]);
    expect(['text', 'category']).toContain(report.columns[2].reading.type);
  });

  it('tells categories, ids and free text apart', async () => {
    const rows = Array.from(
      { length: 200 },
      (_, i) => `K${i}-${i * 7},${['web', 'shop', 'Unknown'][i % 3]},the customer said ${i} things about it`,
    );
    expect(await typesOf(`ref,channel,note\n${rows.join('\n')}\n`)).toEqual(['id', 'category', 'text']);
  });

  it('leaves 0 and 1 numbers and reads words for yes and no', async () => {
    const { report } = await read('a,b,c\n1,yes,是\n0,No,否\n');
    expect(report.columns.map(({ reading }) => reading.type)).toEqual(['number', 'boolean', 'boolean']);
    expect(report.columns[1].values).toEqual([
      { value: 'No', rows: 1 },
      { value: 'yes', rows: 1 },
    ]);
  });

  it('counts empty words as missing, marks only where numbers are expected, and Unknown never', async () => {
    const { report } = await read('n,t\n1,NA\n,null\n-,-\n?,Unknown\n2,x\n');
    expect(report.columns[0]).toMatchObject({ valid: 2, missing: 3, odd: 0 });
    expect(report.columns[1]).toMatchObject({ valid: 3, missing: 2, odd: 0 });
  });

  it('reads the whole column again when its sample was not like the rest', async () => {
    const numbers = Array.from({ length: 60_000 }, (_, i) => `${i},${i % 100}`);
    const words = Array.from({ length: 60_000 }, (_, i) => `x${i},${i % 100}`);
    const { report, rows } = await read(`code_a,n\n${[...numbers, ...words].join('\n')}\n`);
    expect(report.columns[0].odd).toBe(0);
    expect(['id', 'text']).toContain(report.columns[0].reading.type);
    expect(rows[59_999][0]).toBe('59999');
  });

  it('keeps leading zeros that come late in a column of numbers', async () => {
    const lines = Array.from({ length: 60_000 }, (_, i) => `${i + 1},a`);
    lines[50_001] = '00042,a';
    const { rows } = await read(`thing,t\n${lines.join('\n')}\n`);
    expect(rows[50_001][0]).toBe('00042');
  });
});

describe('the report', () => {
  it('tells where the file came from and what it looks like', async () => {
    const { report } = await read('id,n\r\n1,2\r\n');
    expect(report).toMatchObject({
      fileBytes: 11,
      delimiter: ',',
      quote: '"',
      headerRow: 0,
      rowCount: 1,
      preview: [['1', '2']],
    });
    // printf 'id,n\r\n1,2\r\n' | sha256sum
    expect(report.fileDigest).toBe('bd0cac09762661d1ba6b972d9e71137f01419c9ace2aaa9ef4d420cdd2d0cf81');
  });

  it('counts text cells with blanks around them, and shows the first five', async () => {
    const { report } = await read('t,n\n Ann ,1\nBo,2\n\u3000Cy,3\n   ,4\n NA,5\n"d ",6\nd e,7\n x,8\n y,9\n z,10\n');
    expect(report.columns[0].outerBlanks).toEqual({
      cells: 6,
      examples: [
        { line: 2, row: 0, raw: ' Ann ' },
        { line: 4, row: 2, raw: '\u3000Cy' },
        { line: 7, row: 5, raw: 'd ' },
        { line: 9, row: 7, raw: ' x' },
        { line: 10, row: 8, raw: ' y' },
      ],
    });
    expect(report.columns[1].outerBlanks).toBeUndefined();
  });

  it('lists rows of totals at the end', async () => {
    expect((await read('name,amount\nAnn,1\nBob,2\nTotal,3\n')).report.totalsRows).toEqual([2]);
    expect((await read('姓名,金额\n张三,1\n李四,2\n合计：,3\n')).report.totalsRows).toEqual([2]);
    expect((await read('name,amount\nTotal Wine,1\nBob,2\n')).report.totalsRows).toEqual([]);
  });

  it('has one shape for files with the same names', async () => {
    const [a, b, c] = await Promise.all([read('id,n\n1,2\n'), read('\ufeff"id";"n"\r\n3;4\r\n'), read('n,id\n1,2\n')]);
    expect(a.report.shape).toBe(b.report.shape);
    expect(a.report.shape).not.toBe(c.report.shape);
  });

  it('gives equal rows equal hashes, blanks at the ends aside, and no others', async () => {
    const { table } = await read('a,b\nx,1\n x ,1\nx,2\n1,x\n');
    const keys = Array.from(table.hashHigh, (high, i) => `${high}/${table.hashLow[i]}`);
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
  });
});

describe('the reading itself', () => {
  const source = bytesSource(encode(`id,n\n${'1,2\n'.repeat(200_000)}`));

  it('puts chunks of 65,536 rows, hidden columns last', async () => {
    const put: [number, number, string, number][] = [];
    await readTable(
      't',
      source,
      'f.csv',
      {},
      {
        async put(column, chunk, data) {
          put.push([column, chunk, data.kind, data.kind === 'text' ? data.codes.length : data.values.length]);
        },
        async restart() {
          put.length = 0;
        },
      },
    );
    expect(put.filter(([column]) => column === 1).map(([, chunk, , rows]) => [chunk, rows])).toEqual([
      [0, 65_536],
      [1, 65_536],
      [2, 65_536],
      [3, 200_000 - 3 * 65_536],
    ]);
    expect(new Set(put.filter(([column]) => column >= 2).map(([column, , kind]) => `${column} ${kind}`))).toEqual(
      new Set(['2 u32', '3 u32', '4 u32']),
    );
  });

  it('reports progress and stops when told', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const hooks = {
      signal: stop.signal,
      onProgress: ({ bytes }: { bytes: number }) => {
        seen.push(bytes);
        if (seen.length === 3) stop.abort();
      },
    };
    const sink = { put: async () => undefined, restart: async () => undefined };
    await expect(readTable('t', source, 'f.csv', {}, sink, hooks, { sliceBytes: 1 << 16 })).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen).toEqual([1 << 16, 2 << 16, 3 << 16]);
  });

  it('holds one slice at a time, however long the file is (F35)', async () => {
    const line = encode('12,some text here\n');
    const size = 20 << 20;
    let largest = 0;
    const endless: ByteSource = {
      size,
      async read(from, to) {
        largest = Math.max(largest, to - from);
        return Uint8Array.from({ length: to - from }, (_, i) => line[(from + i) % line.length]);
      },
    };
    let rows = 0;
    const sink = {
      put: async (column: number, _: number, data: { kind: string }) =>
        void (column === 2 && data.kind === 'u32' && (rows += (data as unknown as { values: Uint32Array }).values.length)),
      restart: async () => void (rows = 0),
    };
    const report = await readTable('t', endless, 'f.csv', { headerRow: -1 }, sink, {});
    expect(largest).toBeLessThanOrEqual(4 << 20);
    expect(rows).toBe(report.rowCount);
    expect(report.accounting.records).toBe(Math.ceil(size / line.length));
  });
});
