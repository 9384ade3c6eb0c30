/**
 * Workbooks against the CSV files that a spreadsheet program wrote from their sheets, cell by cell:
 *
 *   npx tsx tests/corpus/workbooks.ts FOLDER [--list]
 *
 * For `book.xlsx`, the key of its third sheet is any `book.xlsx.2.csv` below the folder. A key holds what the program
 * shows, so values are compared: a number with the digits it was shown with, a date as a day. `--list` prints what differs.
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

type Verdict = 'same' | 'value' | 'letters lost in the key' | 'shown otherwise' | 'names of merged cells' | 'different';

const hooks = { tick: async () => undefined };

async function cellsOf(bytes: Uint8Array): Promise<{ sheets: string[]; rows: (sheet: string) => Promise<string[][]> }> {
  const source = bytesSource(bytes);
  const kind = await containerKind(source);
  if (!kind) throw new Error('no workbook');
  const { sheets } = await openFile(kind, source, {}, {}, hooks);
  return {
    sheets: sheets.map(({ name }) => name),
    async rows(sheet) {
      const { table } = await openFile(kind, source, { sheet }, {}, hooks);
      const text = new TextDecoder().decode(await table.text.read(0, table.text.size));
      return Papa.parse<string[]>(text.replace(/\n$/, ''), { delimiter: '\t', newline: '\n' }).data;
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

/** Without the empty rows and columns around it: where a key begins differs from program to program. */
function trimmed(rows: string[][]): string[][] {
  const filled = rows.map((row) => row.map((cell) => cell ?? ''));
  const first = Math.min(...filled.map((row) => row.findIndex((cell) => cell.trim() !== '')).filter((at) => at >= 0));
  const cut = filled.map((row) => (Number.isFinite(first) ? row.slice(first) : []));
  for (const row of cut) while (row.length > 0 && row[row.length - 1].trim() === '') row.pop();
  while (cut.length > 0 && cut[cut.length - 1].length === 0) cut.pop();
  while (cut.length > 0 && cut[0].length === 0) cut.shift();
  return cut;
}

function compare(ours: string, key: string): Verdict {
  const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();
  if (squeeze(ours) === squeeze(key)) return 'same';
  // Excel 2011 for Mac wrote MacRoman with an underscore for every letter beyond it.
  const asMac = squeeze(key)
    .replace(/[^\u0020-\u007e]/g, '_')
    .replace(/_+/g, '_');
  if (
    key.includes('_') &&
    squeeze(ours)
      .replace(/[^\u0020-\u007e]/g, '_')
      .replace(/_+/g, '_') === asMac
  )
    return 'letters lost in the key';
  const [a, b] = [
    readNumber(ours, '.'),
    readNumber(
      key.replace(/[()]/g, (c) => (/^\(.*\)$/.test(key.trim()) ? c : '')),
      '.',
    ),
  ];
  if (a && b) return isShownAs(a.value, key, b.value) ? 'value' : 'different';
  for (const order of ['mdy', 'dmy'] as const) {
    const [x, y] = [dateEvidence(ours, order), dateEvidence(key, order)];
    if (x && y && x.day === y.day && (x.seconds === y.seconds || y.seconds === 0)) return 'value';
  }
  // ###, literal text around a number, names of months and weekdays: the program's own spelling.
  if (a || dateEvidence(ours, 'ymd') || /^-?\d+:\d\d/.test(ours)) return 'shown otherwise';
  return 'different';
}

function isShownAs(value: number, key: string, shown: number): boolean {
  const decimals = /\.(\d+)/.exec(key)?.[1].length ?? 0;
  const power = /e([+-]?\d+)/i.exec(key);
  const step = 10 ** (-decimals + (power ? Number(power[1]) : 0));
  return Math.abs(value - shown) <= 0.5000001 * step + 1e-9 * Math.abs(value);
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
    try {
      book = await cellsOf(readFileSync(path));
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
        if (expected.length > 0) total['missing sheet']++;
        continue;
      }
      total.sheets++;
      let found: string[][];
      try {
        found = trimmed(await book.rows(sheet));
      } catch (thrown) {
        if (toAppError(thrown).code !== 'file-empty') throw thrown;
        found = [];
      }
      for (let row = 0; row < Math.max(found.length, expected.length); row++) {
        for (let column = 0; column < Math.max(found[row]?.length ?? 0, expected[row]?.length ?? 0); column++) {
          const [ours, theirs] = [found[row]?.[column] ?? '', expected[row]?.[column] ?? ''];
          if (ours === '' && theirs.trim() === '') continue;
          total.cells++;
          const verdict = compare(ours, theirs);
          total[verdict] = (total[verdict] ?? 0) + 1;
          if (verdict !== 'same' && verdict !== 'value') {
            notes.push(
              `${verdict}: ${basename(key)} row ${row + 1} column ${column + 1}: ${JSON.stringify(ours)} | ${JSON.stringify(theirs)}`,
            );
          }
        }
      }
    }
  }
  for (const [reason, names] of refusals)
    console.log(`refused ${String(names.length).padStart(3)}  ${reason}: ${names.slice(0, 6).join(', ')}`);
  if (flags.includes('--list')) console.log(notes.join('\n'));
  console.table(total);
}

await main(process.argv.slice(2));
