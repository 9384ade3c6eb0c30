import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { anyTableOfBytes } from '../../lab/any-table.ts';
import { xlsxEntries, xlsxOf } from './workbook-of.ts';
import { zipOf } from './zip-of.ts';

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await anyTableOfBytes(bytes, 'book.xlsx');
    return 'read';
  } catch (thrown) {
    return thrown instanceof AppError ? thrown.code : String(thrown);
  }
}

const sheet = {
  name: 'S',
  rows: '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>4</v></c></row>',
};
const withSheet = (entry: { data: Uint8Array | string; packed?: Uint8Array; says?: { bytes?: number; crc?: number } }) =>
  zipOf([
    ...xlsxEntries({ sheets: [sheet] }).filter(({ name }) => !name.endsWith('sheet1.xml')),
    { name: 'xl/worksheets/sheet1.xml', ...entry },
  ]);

describe('hostile workbooks (F47, F48)', () => {
  it('stops a bomb of 128 MB in time, whatever it says of itself, without holding it', async () => {
    const zeros = deflateRawSync(Buffer.alloc(128 << 20, 0x20));
    for (const bytes of [128 << 20, 1000]) {
      const bomb = withSheet({ data: '', packed: zeros, says: { bytes, crc: 0 } });
      expect(bomb.length).toBeLessThan(200_000);
      const before = process.memoryUsage().rss;
      const start = process.cpuUsage();
      expect(await refusal(bomb)).toBe('file-unsafe');
      // Of the processor, in microseconds: the clock on the wall also counts what other programs do.
      expect(process.cpuUsage(start).user).toBeLessThan(5_000_000);
      expect(process.memoryUsage().rss - before).toBeLessThan(256 << 20);
    }
  }, 120_000);

  it('refuses sizes and check sums that lie', async () => {
    const data = `<worksheet><sheetData>${sheet.rows}</sheetData></worksheet>`;
    expect(await refusal(withSheet({ data }))).toBe('read');
    expect(await refusal(withSheet({ data, says: { bytes: 10 } }))).toBe('file-unsafe');
    expect(await refusal(withSheet({ data, says: { bytes: 100_000 } }))).toBe('workbook-broken');
    expect(await refusal(withSheet({ data, says: { crc: 1 } }))).toBe('workbook-broken');
    expect(await refusal(withSheet({ data, packed: Uint8Array.from([1, 2, 3, 4, 5]) }))).toBe('workbook-broken');
  });

  it('refuses 100,000 entries before looking at one', async () => {
    const bytes = zipOf(Array.from({ length: 100_000 }, (_, i) => ({ name: `xl/${i}`, data: '', packed: new Uint8Array(2) })));
    expect(await refusal(bytes)).toBe('file-unsafe');
  });

  it('refuses entries that share their bytes, paths out of the archive, and passwords', async () => {
    const twice = xlsxOf({ sheets: [sheet] });
    const view = new DataView(twice.buffer);
    // The second entry of the directory is made to start where the first does.
    const directory = view.getUint32(twice.length - 6, true);
    const second = directory + 46 + view.getUint16(directory + 28, true);
    view.setUint32(second + 42, 0, true);
    expect(await refusal(twice)).toBe('file-unsafe');
    expect(await refusal(zipOf([{ name: '../../xl/workbook.xml', data: '' }]))).toBe('file-unsafe');
    expect(await refusal(zipOf([{ name: 'xl/workbook.xml', data: 'x', says: { flags: 1 } }]))).toBe('file-encrypted');
  });

  it('refuses cells outside every sheet', async () => {
    for (const ref of ['XFE1', 'XFE1048577', '1', 'AAAA1']) {
      const rows = `<row r="1"><c r="${ref}"><v>1</v></c></row>`;
      expect(await refusal(xlsxOf({ sheets: [{ name: 'S', rows }] })), ref).toBe('workbook-broken');
    }
    expect(await refusal(xlsxOf({ sheets: [{ name: 'S', rows: '<row r="1048577"><c><v>1</v></c></row>' }] }))).toBe('workbook-broken');
  });

  it('refuses two far cells that would make a rectangle larger than memory', async () => {
    const rows =
      '<row r="1"><c r="XFD1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>';
    expect(await refusal(xlsxOf({ sheets: [{ name: 'S', rows }] }))).toMatch(/file-too-large|file-too-wide/);
  });

  it('never unfolds entities: a document type is refused', async () => {
    const lol = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
    const data = `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "lol">${lol}]><worksheet><sheetData><row r="1"><c t="str"><v>&l9;</v></c></row></sheetData></worksheet>`;
    expect(await refusal(withSheet({ data }))).toBe('file-unsafe');
  });

  it('takes time in proportion to what is there, however it is meant', async () => {
    const start = process.cpuUsage();
    const many = 1_000_000;
    await refusal(withSheet({ data: `<worksheet><sheetData a="${'>'.repeat(many - 100)}">${sheet.rows}</sheetData></worksheet>` }));
    await refusal(xlsxOf({ sheets: [sheet], formats: ['[$'.repeat(many)] }));
    await refusal(new TextEncoder().encode(`From: a@b.c${'a'.repeat(many)}\nDate: x\nContent-Type: text/html\n\n${'<'.repeat(many)}`));
    await refusal(new TextEncoder().encode(`<table><tr>${'<td rowspan=1000 colspan=1000>'.repeat(300)}`));
    await refusal(new TextEncoder().encode(`BEGIN:VCARD\nNOTE;QUOTED-PRINTABLE:${'=\n'.repeat(many / 4)}\nEND:VCARD\n`));
    expect(process.cpuUsage(start).user).toBeLessThan(15_000_000);
  }, 120_000);

  it('does not look into archives inside the workbook', async () => {
    const inner = zipOf([{ name: 'x', data: '', packed: deflateRawSync(Buffer.alloc(1 << 20)), says: { bytes: 1 << 20 } }]);
    expect(await refusal(xlsxOf({ sheets: [sheet], extra: [{ name: 'xl/embeddings/inner.zip', data: inner }] }))).toBe('read');
  });

  it('names what is no table, and how it is damaged', async () => {
    expect(await refusal(zipOf([{ name: 'word/document.xml', data: '' }]))).toBe('file-not-text');
    expect(await refusal(zipOf([{ name: 'photo.jpg', data: '' }]))).toBe('file-not-text');
    expect(await refusal(xlsxOf({ sheets: [sheet] }).subarray(0, 900))).toBe('workbook-broken');
    expect(await refusal(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(2000)]))).toBe(
      'workbook-broken',
    );
    expect(await refusal(new TextEncoder().encode('%PDF-1.7\n'))).toBe('file-not-text');
  });
});
