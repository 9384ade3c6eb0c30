/**
 * `tsx tests/corpus/pollock.ts FOLDER [names]`: the 2,290 damaged tables of the Pollock benchmark
 * (`pollock_polluted_files.tar.gz`), read with nothing told.
 *
 * Score of a file, as `pollock/metrics.py` of the benchmark has it: success + precision, recall and F1 of the header, of
 * the records (cells joined) and of the cells, each as multisets; at most 10. An empty clean table scores 10 once loaded.
 *
 * What is compared: our table is written as the benchmark's systems write theirs, names first where the file has them,
 * then the rows that were taken (rejected rows are not in it). To have the file's own text and not the typed value, the
 * file is read a second time with every column as text, told only what the first reading found. Our reader trims cells;
 * so are those of the clean file. Records are compared in lower case, without the benchmark's further equating of
 * numbers, dates and prices, which can only raise a score. A refusal scores 0, also that of a file without any data.
 */
import { join } from 'node:path';
import { AppError } from '../../src/core/errors.ts';
import type { ColumnReading } from '../../src/core/reading.ts';
import { bytesSource } from '../../src/data/byte-source.ts';
import { cellText } from '../../src/data/cell-text.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { parseRecords } from '../../src/data/parse-csv.ts';
import { openArchive } from './archive.ts';
import { isQuestion, printSummary, saysSomething } from './summary.ts';

async function load(bytes: Uint8Array, name: string): Promise<{ rows: string[][]; isSaid: boolean }> {
  const source = bytesSource(bytes);
  const { report } = await readIntoMemory(source, name);
  const { encoding, delimiter, quote, escape, headerRow, headerRows } = report;
  const { records, imported, rejected, blank } = report.accounting;
  if (records !== imported + rejected + blank) throw new Error(`accounting: ${JSON.stringify(report.accounting)}`);
  const columns: Record<number, Partial<ColumnReading>> = Object.fromEntries(report.columns.map((_, i) => [i, { type: 'text' as const }]));
  const { table } = await readIntoMemory(source, name, { encoding, delimiter, quote, escape, headerRow, headerRows, columns });
  const rows = Array.from({ length: table.rowCount }, (_, row) => table.columns.map((column) => cellText(column, row).trim()));
  const named = headerRow < 0 ? rows : [report.columns.map(({ originalName }) => originalName.trim()), ...rows];
  return { rows: named, isSaid: saysSomething(report) };
}

/** Size of the intersection of two multisets. */
function common(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const item of a) counts.set(item, (counts.get(item) ?? 0) + 1);
  let shared = 0;
  for (const item of b) {
    const left = counts.get(item) ?? 0;
    if (left > 0) shared++;
    counts.set(item, left - 1);
  }
  return shared;
}

/** Precision + recall + F1, as the benchmark names them. */
function measures(source: readonly string[], loaded: readonly string[]): number {
  if (source.length === 0) return 3;
  const shared = common(source, loaded);
  if (shared === 0) return 0;
  const precision = shared / source.length;
  const recall = shared / loaded.length;
  return precision + recall + (2 * precision * recall) / (precision + recall);
}

function score(source: readonly string[][], loaded: readonly string[][]): number {
  if (source.length === 0) return 10;
  const lower = (cells: readonly string[] | undefined): string[] => (cells ?? []).map((cell) => cell.toLowerCase());
  const records = (rows: readonly string[][]): string[] => rows.slice(1).map((row) => lower(row).join(''));
  return (
    1 + measures(lower(source[0]), lower(loaded[0])) + measures(records(source), records(loaded)) + measures(source.flat(), loaded.flat())
  );
}

const members = openArchive(join(process.argv[2], 'pollock_polluted_files.tar.gz'));
const text = (path: string): string => new TextDecoder().decode(members.get(path));
const cleanOf: Record<string, string> = JSON.parse(text('polluted_files/clean_map.json'));
const weights: Record<string, number> = JSON.parse(text('pollock_weights.json'));
const kinds = new Map<string, { files: number; sum: number; refused: number }>();
let [sum, weighted, weight, files] = [0, 0, 0, 0];
const tally = { right: 0, asked: 0, refused: 0, said: 0, silentlyWrong: 0, addsUp: 0 };
/** Equal but for rounding. */
const FULL = 9.999;
for (const [path, bytes] of members) {
  if (!path.startsWith('polluted_files/csv/')) continue;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const source = parseRecords(text(`polluted_files/${cleanOf[name]}`), ',', true, true).records.map((row) =>
    row.map((cell) => cell.trim()),
  );
  let points = 0;
  let refused = '';
  try {
    const loaded = await load(bytes, name);
    points = score(source, loaded.rows);
    tally.addsUp++;
    tally[points >= FULL ? 'right' : loaded.isSaid ? 'said' : 'silentlyWrong']++;
    if (points < FULL && !loaded.isSaid) console.log(`silently wrong: ${name} ${points.toFixed(3)}`);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'internal') throw error;
    refused = error.message;
    tally[isQuestion(error.code) ? 'asked' : 'refused']++;
  }
  files++;
  sum += points;
  weighted += points * weights[name];
  weight += weights[name];
  const kindName = /^row_[a-z_]+?(?=_?\d|_row)/.exec(name)?.[0] ?? name;
  const kind = kinds.get(kindName) ?? { files: 0, sum: 0, refused: 0 };
  kinds.set(kindName, { files: kind.files + 1, sum: kind.sum + points, refused: kind.refused + (refused === '' ? 0 : 1) });
  if (process.argv.includes('names') && points < 9.7) console.log(`  ${name} ${points.toFixed(3)} ${refused}`);
}
for (const [kind, of] of kinds) console.log(`${(of.sum / of.files).toFixed(3)}  ${kind} (${of.files} files, ${of.refused} refused)`);
console.log(`Pollock: ${files} files, simple ${(sum / files).toFixed(3)}, weighted ${(weighted / weight).toFixed(3)}`);
printSummary({
  corpus: 'Pollock',
  unit: 'files',
  total: files,
  unknown: 0,
  ...tally,
  note: `simple ${(sum / files).toFixed(3)}, weighted ${(weighted / weight).toFixed(3)}`,
});
