import { utils, write } from '@e965/xlsx';
import startSql from 'sql.js';
import { describe, expect, it } from 'vitest';
import { anyTableOfBytes } from '../../lab/any-table.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string | Uint8Array, options = {}) =>
  anyTableOfBytes(typeof text === 'string' ? bytesOf(text) : text, 'file.csv', options);

describe('old workbooks', () => {
  const sheet = utils.aoa_to_sheet([
    ['客户', 'amount', 'ok'],
    ['陈晓梅', 1.234, true],
    ['王', -5, false],
  ]);
  sheet['A4'] = { t: 's', v: 'z' };
  sheet['!merges'] = [{ s: { r: 3, c: 0 }, e: { r: 3, c: 1 } }];
  sheet['D1'] = { t: 's', v: 'day' };
  sheet['D2'] = { t: 'n', v: 45351, z: 'yyyy-mm-dd' };
  sheet['D3'] = { t: 'e', v: 42 };
  sheet['!ref'] = 'A1:D4';
  const book = { SheetNames: ['订单', 'B'], Sheets: { 订单: sheet, B: utils.aoa_to_sheet([['x']]) } };

  it.each([
    ['biff8', 'xls'],
    ['xlsb', 'xlsb'],
    ['xlml', 'xml-2003'],
  ] as const)('reads %s by its content', async (bookType, format) => {
    const { report } = await read(new Uint8Array(write(book, { type: 'array', bookType })));
    expect(report.container).toMatchObject({ format, sheet: '订单' });
    expect(report.columns.map(({ name }) => name)).toEqual(['客户', 'amount', 'ok', 'day']);
    expect(report.preview).toEqual([
      ['陈晓梅', '1.234', 'TRUE', '2024-02-29'],
      ['王', '-5', 'FALSE', '#N/A'],
      ['z', '', '', ''],
    ]);
    expect(report.container?.notes.map(({ code }) => code).sort()).toEqual(['error-cells', 'merged']);
  });
});

describe('JSON', () => {
  it('flattens objects, unites their columns, keeps long numbers and never takes a point for a thousands mark', async () => {
    const { report } = await read(
      '{"meta":{"n":2},"data":[{"id":12345678901234567890,"a":{"city":"上海","zip":"02134"},"v":1.234,"tags":["x","y"]},{"id":12345678901234567891,"v":2.5,"ok":true,"__proto__":"p"}]}',
    );
    expect(report.container).toMatchObject({
      format: 'json',
      sheet: 'data',
      notes: [{ code: 'values-joined', count: 1, where: ['tags'] }],
    });
    expect(report.columns.map(({ name }) => name)).toEqual(['id', 'a.city', 'a.zip', 'v', 'tags', 'ok', '__proto__']);
    expect(report.preview).toEqual([
      ['12345678901234567890', '上海', '02134', '1.234', 'x; y', '', ''],
      ['12345678901234567891', '', '', '2.5', '', 'TRUE', 'p'],
    ]);
    expect(report.columns[3]).toMatchObject({ reading: { type: 'number', decimal: '.' } });
    expect(report.columns[3].ambiguousNumber).toBeUndefined();
  });

  it.each([
    ['a list of lists', '[["who","n"],["a",1],["b",2]]', ['who', 'n'], 2],
    ['a list of objects', '[{"who":"a","n":1},{"who":"b","n":2}]', ['who', 'n'], 2],
    ['columns', '{"who":["a","b"],"n":[1,2]}', ['who', 'n'], 2],
    ['columns and data', '{"columns":["who","n"],"data":[["a",1],["b",2]]}', ['who', 'n'], 2],
    ['objects by key', '{"C1":{"n":1},"C2":{"n":2}}', ['key', 'n'], 2],
    ['one object', '{"who":"a","n":1}', ['who', 'n'], 1],
  ])('reads %s', async (_, text, names, rows) => {
    const { report } = await read(text);
    expect(report.columns.map(({ name }) => name)).toEqual(names);
    expect(report.rowCount).toBe(rows);
  });

  it('offers every list as a table', async () => {
    const text = '{"shops":[{"s":1}],"orders":[{"o":1,"v":2},{"o":2,"v":3}]}';
    expect((await read(text)).report.container).toMatchObject({
      sheet: 'orders',
      sheets: [
        { name: 'shops', rows: 1 },
        { name: 'orders', rows: 2 },
      ],
    });
    expect((await read(text, { sheet: 'shops' })).report.columns[0].name).toBe('s');
  });

  it('says where it is no JSON, and where there is no table', async () => {
    await expect(read('{"a": [1, 2')).rejects.toMatchObject({ code: 'json-broken' });
    await expect(read('{}')).rejects.toMatchObject({ code: 'no-table' });
  });

  it('rejects broken lines of NDJSON with their number, and everything adds up', async () => {
    const { report, table } = await read('{"id":1,"v":1.5}\r\n{"id":2,"v":2}\r\n\r\n{broken\r\n{"id":3,"v":1e3}\r\n');
    expect(report.container?.format).toBe('ndjson');
    expect(report.accounting).toMatchObject({ records: 4, imported: 3, rejected: 1, blank: 0 });
    expect(report.rejections).toEqual([{ line: 4, reason: 'not-json', raw: '{broken' }]);
    expect(Array.from(table.sourceLine ?? [])).toEqual([1, 2, 5]);
    expect(report.preview[2]).toEqual(['3', '1000']);
  });
});

describe('saved web pages', () => {
  const page = `<html><head><title>x</title><style>td{}</style></head><body><table><tr><td>menu</td></tr></table>
    <table><caption>Sales &amp; more</caption><thead><tr><th rowspan=2>Region</th><th colspan=2>2024</th></tr><tr><th>Q1<th>Q2</tr></thead>
    <tbody><tr><td rowspan="2">N&uuml;rnberg<td>1,200.50</td><td>3</td></tr><tr><td>5</td><td>6</td></tr>
    <tr style="display:none"><td>South</td><td>7</td><td>8<table><tr><td>inner</td></tr></table></td></tr></tbody></table>`;

  it('takes the largest table, spreads merged cells, resolves entities', async () => {
    const { report } = await read(page);
    expect(report.container).toMatchObject({ format: 'html', sheet: 'Sales & more' });
    expect(report.columns.map(({ name }) => name)).toEqual(['Region', '2024 Q1', '2024 Q2']);
    expect(report.preview).toEqual([
      ['Nürnberg', '1,200.50', '3'],
      ['Nürnberg', '5', '6'],
      ['South', '7', '8'],
    ]);
    expect(report.container?.notes.map(({ code }) => code)).toContain('hidden-rows');
  });

  it('believes the page about its encoding', async () => {
    // 客户 in GB2312.
    const bytes = Uint8Array.from([
      ...bytesOf('<html><meta charset="gb2312"><table><tr><th>'),
      0xbf, 0xcd, 0xbb, 0xa7,
      ...bytesOf('</th><th>n</th></tr><tr><td>a</td><td>1</td></tr></table></html>'),
    ]); // prettier-ignore
    expect((await read(bytes)).report.columns[0].name).toBe('客户');
  });

  it('says where there is no table', async () => {
    await expect(read('<html><body><p>hello</p></body></html>')).rejects.toMatchObject({ code: 'no-table' });
  });
});

describe('address books', () => {
  it('reads vCard 2.1, 3.0 and 4.0 side by side', async () => {
    const { report, table } = await read(
      [
        'BEGIN:VCARD', 'VERSION:2.1', 'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=B8=89;;;',
        'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0=', '=E4=B8=89', 'TEL;CELL:13800138000', 'TEL;WORK:021-5555', 'BDAY:19800102', 'END:VCARD',
        'BEGIN:VCARD', 'VERSION:3.0', 'FN:Doe\\, John', 'ORG:ACME;Sales', 'ADR;TYPE=WORK:;;1 Main St;Town;;12345;US', 'NOTE:long', '  text\\nsecond', 'item1.EMAIL;TYPE=INTERNET:j@d.com', 'END:VCARD',
        'BEGIN:VCARD', 'VERSION:4.0', 'FN:Ana', 'TEL;VALUE=uri;TYPE="voice,home":tel:+49-30-1', 'PHOTO:data:image/png;base64,AAAA', 'END:VCARD', '',
      ].join('\r\n'), // prettier-ignore
    );
    expect(report.container?.format).toBe('vcard');
    const at = (name: string) => report.columns.findIndex((column) => column.name === name);
    const column = (name: string) => report.preview.map((row) => row[at(name)]);
    expect(column('name')).toEqual(['张三', 'Doe, John', 'Ana']);
    expect(column('phone')).toEqual(['13800138000', '', '+49-30-1']);
    expect(column('phone 2')).toEqual(['021-5555', '', '']);
    expect(column('birthday')).toEqual(['1980-01-02', '', '']);
    expect(column('address')[1]).toBe('1 Main St, Town, 12345, US');
    expect(column('note')[1]).toBe('long text\nsecond');
    expect(column('email')[1]).toBe('j@d.com');
    expect(Array.from(table.sourceLine ?? [])).toEqual([1, 10, 19]);
  });
});

describe('mail', () => {
  const first = [
    'From: =?UTF-8?B?5byg5LiJ?= <Z@x.cn>', 'To: Shop <me@shop.com>', 'Subject: =?gb2312?B?xOO6ww==?= =?gb2312?Q?=C4=E3?=',
    'Date: Tue, 1 Mar 2022 14:05:00 +0800', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable', '', 'Hello=20=E4=BD=A0', '>From me', '> quoted', '',
  ].join('\n'); // prettier-ignore

  it('reads one message', async () => {
    const { report } = await read(first);
    expect(report.container?.format).toBe('eml');
    expect(report.columns.map(({ name }) => name)).toEqual(['date', 'from', 'from name', 'to', 'cc', 'subject', 'text']);
    expect(report.preview[0].slice(0, 6)).toEqual(['2022-03-01 14:05:00', 'z@x.cn', '张三', 'me@shop.com', '', '你好你']);
    expect(report.preview[0][6]).toBe('Hello 你');
  });

  it('reads a mailbox: plain text before HTML, any encoding, lines that look like a start', async () => {
    const second =
      'From: b@c.com\nTo: me@shop.com\nSubject: second\nDate: Wed, 2 Mar 2022 10:00:00 +0000\nContent-Type: multipart/alternative; boundary="xx"\n\n--xx\nContent-Type: text/html\n\n<p>html</p>\n--xx\nContent-Type: text/plain; charset="gb2312"\nContent-Transfer-Encoding: base64\n\nxOO6w6Os\n--xx--\n';
    const { report } = await read(`From a@b Tue Mar  1 14:05:00 2022\n${first}\nFrom b@c Wed Mar  2 10:00:00 2022\n${second}`);
    expect(report.container?.format).toBe('mbox');
    expect(report.preview.map((row) => row[6])).toEqual(['Hello 你\nFrom me', '你好，']);
    expect(report.columns[0].reading.type).toBe('datetime');
  });
});

describe('SQLite', () => {
  it('lists tables, keeps 64-bit numbers, leaves pictures out', async () => {
    const sql = await startSql();
    const database = new sql.Database();
    database.run('create table small(x); create table "orders ""2024"""(id integer, who text, amount real, pic blob);');
    database.run(`insert into "orders ""2024""" values (9007199254740993, 'a' || char(10) || 'b', 1.234, x'00ff'), (2, 'c"d', 2.5, null)`);
    const { report } = await read(database.export());
    expect(report.container).toMatchObject({ format: 'sqlite', sheet: 'orders "2024"', notes: [{ code: 'binary-left-out', count: 1 }] });
    expect(report.container?.sheets.map(({ name, rows }) => [name, rows])).toEqual([['small', 0], ['orders "2024"', 2]]); // prettier-ignore
    expect(report.preview).toEqual([
      ['9007199254740993', 'a\nb', '1.234', ''],
      ['2', 'c"d', '2.5', ''],
    ]);
  });

  it('refuses a broken database', async () => {
    await expect(read('SQLite format 3\u0000 and then nothing of the kind')).rejects.toMatchObject({ code: 'workbook-broken' });
  });
});

describe('text that only looks like something else stays delimited text', () => {
  it.each([
    '[id],[name]\n1,a\n2,b\n',
    'From,Date\na,2024-01-05\nb,2024-01-06\n',
    '<id>,name\n1,a\n2,b\n',
    'BEGIN:VCARD,x\n1,2\n3,4\n',
    '{a},b\n1,2\n3,4\n',
  ])('%j', async (text) => {
    const { report } = await read(text);
    expect(report.container).toBeUndefined();
    expect(report.rowCount).toBe(2);
  });
});
