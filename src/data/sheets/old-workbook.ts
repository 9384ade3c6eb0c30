/**
 * Workbooks of older programs (.xls, .xlsb, the XML of Excel 2003): SheetJS reads them whole. It gets no say in what a cell
 * means: numbers and formats come out as they stand in the file and are read as those of newer workbooks are.
 */
import { read, set_cptable, type CellObject, type WorkBook, type WorkSheet } from '@e965/xlsx';
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs';
import { AppError } from '../../core/errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { BestSheet } from './best-sheet.ts';
import { addressOf } from './cell-address.ts';
import { formatOfCode, type NumberFormat } from './number-format.ts';
import { numberText } from './number-text.ts';
import type { OpenHooks } from './open-hooks.ts';
import type { OpenedFile } from './sheet-table.ts';
import { SheetWriter } from './sheet-writer.ts';
import type { ZipDirectory } from './zip-directory.ts';
import { InflateBudget, unzip } from './zip-entry.ts';

/** Such files are held in memory whole, with every cell as an object. */
const MAX_FILE_BYTES = 128 << 20;
const MAX_UNPACKED_BYTES = 512 << 20;
const ERRORS: Record<number, string> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
};

/** Errors: `workbook-broken`, `file-encrypted`, `file-unsafe`, `file-too-large`, `sheet-missing`, `file-empty`, `file-changed`. */
export async function openOldWorkbook(
  source: ByteSource,
  format: 'xlsb' | 'xls' | 'xml-2003',
  zip: ZipDirectory | undefined,
  sheet: string | undefined,
  hooks: OpenHooks,
): Promise<OpenedFile> {
  if (source.size > MAX_FILE_BYTES) throw new AppError('file-too-large', { limit: MAX_FILE_BYTES >> 20 });
  if (zip) {
    // Counted before the library unpacks it into memory.
    const budget = new InflateBudget();
    for (const entry of zip.values()) {
      for await (const piece of unzip(source, entry, budget)) void piece;
      if (budget.used > MAX_UNPACKED_BYTES) throw new AppError('file-too-large', { limit: MAX_UNPACKED_BYTES >> 20 });
      await hooks.tick(0);
    }
  }
  const bytes = await source.read(0, source.size);
  await hooks.tick(source.size / 2);
  const workbook = parse(bytes);
  const is1904 = workbook.Workbook?.WBProps?.date1904 === true;
  const best = new BestSheet(sheet);
  for (const [i, name] of workbook.SheetNames.entries()) {
    const worksheet = workbook.Sheets[name];
    if (!worksheet || worksheet['!type'] === 'chart') continue;
    const writer = new SheetWriter(name, (workbook.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0);
    if (is1904) writer.notes.add('date-1904');
    writeSheet(worksheet, writer, is1904);
    best.offer(writer);
    await hooks.tick(source.size);
  }
  return best.take(format);
}

function parse(bytes: Uint8Array): WorkBook {
  // Texts of the nineties are in the code page of their country.
  set_cptable(codePages);
  try {
    return read(bytes, {
      type: 'array',
      dense: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: false,
      cellDates: false,
    });
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    if (/password|ECMA-376|EncryptionInfo|Encryption Flags/.test(message)) throw new AppError('file-encrypted');
    throw new AppError('workbook-broken', { message: message.slice(0, 200) });
  }
}

function writeSheet(worksheet: WorkSheet, writer: SheetWriter, is1904: boolean): void {
  const rows: (CellObject | undefined)[][] = worksheet['!data'] ?? [];
  const formats = new Map<string, NumberFormat>();
  const formatOf = (code: string | number | undefined): NumberFormat => {
    const key = String(code ?? 'General');
    let format = formats.get(key);
    if (!format) formats.set(key, (format = formatOfCode(key)));
    return format;
  };
  for (let row = 0; row < rows.length; row++) {
    const cells = (rows[row] ?? []).map((cell, column) => (cell ? cellText(cell, row, column, writer, formatOf, is1904) : ''));
    if (worksheet['!rows']?.[row]?.hidden && cells.some((cell) => cell !== '')) writer.notes.add('hidden-rows', String(row + 1));
    writer.rowAt(row + 1, cells);
  }
  worksheet['!cols']?.forEach((column, i) => {
    if (column?.hidden && i < writer.width) writer.notes.add('hidden-columns', addressOf(1, i).slice(0, -1));
  });
  for (const { s, e } of worksheet['!merges'] ?? []) {
    writer.merges.push({ top: s.r, left: s.c, bottom: e.r, right: e.c });
    writer.notes.add('merged', `${addressOf(s.r + 1, s.c)}:${addressOf(e.r + 1, e.c)}`);
  }
}

function cellText(
  cell: CellObject,
  row: number,
  column: number,
  writer: SheetWriter,
  formatOf: (code: string | number | undefined) => NumberFormat,
  is1904: boolean,
): string {
  switch (cell.t) {
    case 'n': {
      const format = formatOf(cell.z);
      if (format.kind === 'number' || format.kind === 'percent') writer.sawNumber(column);
      const text = numberText(String(cell.v), format, is1904);
      if (text.startsWith('1900-02-29') || text.startsWith('1900-01-00')) writer.notes.add('no-such-day', addressOf(row + 1, column));
      return text;
    }
    case 's':
      return String(cell.v ?? '');
    case 'b':
      return cell.v ? 'TRUE' : 'FALSE';
    case 'e': {
      const word = ERRORS[Number(cell.v)] ?? '#N/A';
      writer.notes.add('error-cells', `${addressOf(row + 1, column)} ${word}`);
      return word;
    }
    case 'd':
      return cell.v instanceof Date ? cell.v.toISOString().slice(0, 19).replace('T', ' ').replace(' 00:00:00', '') : String(cell.v ?? '');
    default:
      return '';
  }
}
