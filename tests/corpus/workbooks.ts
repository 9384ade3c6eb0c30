/**
 * Workbooks against the CSV files that a spreadsheet program wrote from their sheets, cell by cell:
 *
 *   npx tsx tests/corpus/workbooks.ts FOLDER [--list]
 *
 * For `book.xlsx`, the key of its third sheet is any `book.xlsx.2.csv` below the folder. A key holds what the program
 * shows, so values are compared: a number with the digits it was shown with, a date as a day. Any other difference needs a
 * reason (`workbook-reasons.ts`); what has none is printed, and fails. `--list` prints all that differ.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Papa from 'papaparse';
import { toAppError } from '../../src/core/errors.ts';
import { bytesSource } from '../../src/data/byte-source.ts';
import { dateEvidence } from '../../src/data/cell-date.ts';
import { readNumber } from '../../src/data/cell-number.ts';
import { containerKind } from '../../src/data/sheets/container-kind.ts';
import { openFile } from '../../src/data/sheets/open-file.ts';
import { read, set_cptable, utils, type CellObject, type WorkBook, type WorkSheet } from '@e965/xlsx';
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs';
import { printSummary } from './summary.ts';
import { reasonOf, squeezed, type Reason } from './workbook-reasons.ts';

type Verdict = 'same' | 'value' | Reason;

set_cptable(codePages);
const hooks = { tick: async () => undefined };

interface Sheet {
  rows: string[][];
  /** 0-based, as the book counts; -1 where there are none. */
  namesRow: number;
}

async function cellsOf(bytes: Uint8Array): Promise<{ sheets: string[]; open: (sheet: string) => Promise<Sheet> }> {
  const source = bytesSource(bytes);
  const kind = await containerKind(source);
  if (!kind) throw new Error('no workbook');
  const { sheets } = await openFile(kind, source, {}, {}, hooks);
  return {
    sheets: sheets.map(({ name }) => name),
    async open(sheet) {
      const { table } = await openFile(kind, source, { sheet }, {}, hooks);
      const text = new TextDecoder().decode(await table.text.read(0, table.text.size));
      const names = table.notes.find(({ code }) => code === 'merged-names');
      const { data } = Papa.parse<string[]>(text.replace(/\n$/, ''), { delimiter: '\t', newline: '\n' });
      return { rows: data, namesRow: names ? Number(names.where[0]) - 1 : -1 };
    },
  };
}

function keyRows(path: string): string[][] {
  const bytes = readFileSync(path);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder('macintosh').decode(bytes);
  }
  return Papa.parse<string[]>(text.replace(/\r\n?/g, '\n'), { delimiter: ',', newline: '\n' }).data;
}

interface Block {
  rows: string[][];
  top: number;
  left: number;
}

/** Without the empty rows and columns around it: where a key begins differs from program to program. */
function trimmed(rows: string[][]): Block {
  const filled = rows.map((row) => row.map((cell) => cell ?? ''));
  const first = Math.min(...filled.map((row) => row.findIndex((cell) => cell.trim() !== '')).filter((at) => at >= 0));
  const left = Number.isFinite(first) ? first : 0;
  const cut = filled.map((row) => (Number.isFinite(first) ? row.slice(first) : []));
  for (const row of cut) while (row.length > 0 && row[row.length - 1].trim() === '') row.pop();
  while (cut.length > 0 && cut[cut.length - 1].length === 0) cut.pop();
  let top = 0;
  for (; cut.length > 0 && cut[0].length === 0; top++) cut.shift();
  return { rows: cut, top, left };
}

/** Equal as text, or the same value: a number with the digits it was shown with, a day. */
function isEqual(ours: string, key: string): 'same' | 'value' | undefined {
  if (squeezed(ours) === squeezed(key)) return 'same';
  const shown = key.replace(/[()]/g, (c) => (/^\(.*\)$/.test(key.trim()) ? c : ''));
  const [a, b] = [readNumber(ours, '.'), readNumber(shown, '.')];
  if (a && b) return isShownAs(a.value, key, b.value) ? 'value' : undefined;
  for (const order of ['mdy', 'dmy'] as const) {
    const [x, y] = [dateEvidence(ours, order), dateEvidence(key, order)];
    if (x && y && x.day === y.day && (x.seconds === y.seconds || y.seconds === 0)) return 'value';
  }
  return undefined;
}

function isShownAs(value: number, key: string, shown: number): boolean {
  const decimals = /\.(\d+)/.exec(key)?.[1].length ?? 0;
  const power = /e([+-]?\d+)/i.exec(key);
  const step = 10 ** (-decimals + (power ? Number(power[1]) : 0));
  return Math.abs(value - shown) <= 0.5000001 * step + 1e-9 * Math.abs(value);
}

/** Where the first row and the first column with anything in them are. */
function firstFilled(sheet: WorkSheet): { r: number; c: number } {
  const start = { r: Infinity, c: Infinity };
  for (const address of Object.keys(sheet)) {
    const { t, v } = sheet[address] as CellObject;
    if (address.startsWith('!') || t === 'z' || v === undefined || String(v).trim() === '') continue;
    const { r, c } = utils.decode_cell(address);
    start.r = Math.min(start.r, r);
    start.c = Math.min(start.c, c);
  }
  return start;
}

async function main([folder, ...flags]: string[]): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  const keys = files.filter((name) => name.endsWith('.csv'));
  const total: Record<string, number> = { files: 0, refused: 0, sheets: 0, 'missing sheet': 0, cells: 0, same: 0, value: 0 };
  const refusals = new Map<string, string[]>();
  const notes: string[] = [];
  for (const path of files.filter((name) => /\.(?:xls|xlsx|xlsm|xlsb|ods)$/i.test(name)).sort()) {
    total.files++;
    let book: Awaited<ReturnType<typeof cellsOf>>;
    let peer: WorkBook | undefined;
    const bytes = readFileSync(path);
    try {
      book = await cellsOf(bytes);
    } catch (thrown) {
      const { code, params } = toAppError(thrown);
      const reason = `${code} ${String(params.message ?? params.kind ?? '').slice(0, 60)}`;
      refusals.set(reason, [...(refusals.get(reason) ?? []), basename(path)]);
      total.refused++;
      continue;
    }
    const name = basename(path);
    for (const key of keys.filter(
      (other) => basename(other).startsWith(`${name}.`) && /^\d+\.csv$/.test(basename(other).slice(name.length + 1)),
    )) {
      const sheet = book.sheets[Number(/(\d+)\.csv$/.exec(key)?.[1])];
      const expected = trimmed(keyRows(key));
      if (sheet === undefined) {
        if (expected.rows.length > 0) total['missing sheet']++;
        continue;
      }
      total.sheets++;
      let found: Block = { rows: [], top: 0, left: 0 };
      let namesRow = -1;
      try {
        const opened = await book.open(sheet);
        found = trimmed(opened.rows);
        namesRow = opened.namesRow;
      } catch (thrown) {
        if (toAppError(thrown).code !== 'file-empty') throw thrown;
      }
      for (let row = 0; row < Math.max(found.rows.length, expected.rows.length); row++) {
        for (let column = 0; column < Math.max(found.rows[row]?.length ?? 0, expected.rows[row]?.length ?? 0); column++) {
          const [ours, theirs] = [found.rows[row]?.[column] ?? '', expected.rows[row]?.[column] ?? ''];
          if (ours === '' && theirs.trim() === '') continue;
          total.cells++;
          let verdict: Verdict | undefined = isEqual(ours, theirs);
          if (!verdict) {
            peer ??= read(bytes, { cellNF: true, cellFormula: true });
            const peerSheet = peer.Sheets[sheet];
            const start = firstFilled(peerSheet);
            verdict = reasonOf({
              ours,
              key: theirs,
              raw: peerSheet[utils.encode_cell({ r: row + start.r, c: column + start.c })] as CellObject | undefined,
              sheet: peerSheet,
              is1904: peer.Workbook?.WBProps?.date1904 === true,
              isNamesRow: row + found.top === namesRow,
              isOldCopy: /[\\/]biff5[\\/]/.test(path),
            });
            notes.push(
              `${verdict}: ${path.slice(folder.length + 1)} ${basename(key)} row ${row + 1} column ${column + 1}: ${JSON.stringify(ours)} | ${JSON.stringify(theirs.slice(0, 100))}`,
            );
          }
          total[verdict] = (total[verdict] ?? 0) + 1;
        }
      }
    }
  }
  for (const [reason, names] of refusals)
    console.log(`refused ${String(names.length).padStart(3)}  ${reason}: ${names.slice(0, 6).join(', ')}`);
  if (flags.includes('--list')) console.log(notes.join('\n'));
  console.table(total);
  for (const note of notes) if (note.startsWith('unexplained')) console.log(note);
  const { same, value, cells, unexplained = 0 } = total;
  printSummary({
    corpus: basename(folder),
    unit: 'cells',
    total: cells,
    right: same + value,
    asked: 0,
    refused: 0,
    said: cells - same - value - unexplained,
    silentlyWrong: unexplained,
    unknown: 0,
    addsUp: 0,
    note: `${total.files} files, ${total.refused} refused with a reason; said: shown otherwise, by a checked rule`,
  });
  if ((total.unexplained ?? 0) > 0) process.exitCode = 1;
}

await main(process.argv.slice(2));
