/**
 * `tsx tests/corpus/csv-corpora.ts FOLDER [names]`: every delimited file of the collections in FOLDER, read with nothing
 * told. Columns of the table: read and equal to the answer that comes with the file; read, no answer known (or one about
 * options we do not have); read otherwise than the answer; refused or asked, by code. A sum that does not add up or any
 * error that is not ours stops the run. `Object.prototype` is compared before and after.
 *
 * Answers are compared as text: cells trimmed, blank rows left out, short rows filled up, as our reader has them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../src/core/errors.ts';
import type { ReadOptions, ReadReport } from '../../src/core/reading.ts';
import { bytesSource } from '../../src/data/byte-source.ts';
import { cellText } from '../../src/data/cell-text.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { writeCsv } from '../../src/data/write-csv.ts';
import { openArchive } from './archive.ts';
import { isQuestion, printSummary, saysSomething } from './summary.ts';

type Outcome = 'equal' | 'read' | 'other' | 'refused';
interface Tally {
  /** Of the `other` ones: the page says something about it, or we say below why. */
  said: number;
  asked: number;
  counts: Record<Outcome, number>;
  codes: Map<string, number>;
}

/** Where we mean to read otherwise than the answer has it. */
const BY_DESIGN: Record<string, string> = {
  'Mixed slash n and slash r should choose first as precident': 'every kind of line break ends a record (F26)',
};
/** The file says 2095257564 where its answer says 1234567890. */
const ANSWER_SLIPS: Record<string, [wrong: string, right: string]> = {
  'csvs/location_coordinates.csv': ['1234567890', '2095257564'],
};

const tallies = new Map<string, Tally>();
const showNames = process.argv.includes('names');
const encoder = new TextEncoder();

/** Names and rows as text. Errors: as `readTable`. */
async function asText(bytes: Uint8Array, options: ReadOptions): Promise<{ report: ReadReport; rows: string[][] }> {
  const source = bytesSource(bytes);
  const { report } = await readIntoMemory(source, 'corpus.csv', options);
  const { records, imported, rejected, blank } = report.accounting;
  if (records !== imported + rejected + blank) throw new Error(`accounting: ${JSON.stringify(report.accounting)}`);
  const { encoding, delimiter, quote, escape } = report;
  const columns = Object.fromEntries(report.columns.map((_, i) => [i, { type: 'text' as const }]));
  // The header row is told only if it was: a row set aside below it stays set aside.
  const again = await readIntoMemory(source, 'corpus.csv', { ...options, encoding, delimiter, quote, escape, columns });
  const rows = Array.from({ length: again.table.rowCount }, (_, row) => again.table.columns.map((column) => cellText(column, row).trim()));
  return { report, rows };
}

function plain(rows: readonly (readonly unknown[])[], width: number): string {
  const text = rows.map((row) =>
    Array.from({ length: width }, (_, i) =>
      String(row[i] ?? '')
        .replace(/\r\n?/g, '\n')
        .trim(),
    ),
  );
  return JSON.stringify(text.filter((row) => row.some((cell) => cell !== '')));
}

/** `answer`: rows wanted (names first where the file has them), or undefined where none is known. */
async function judge(
  set: string,
  name: string,
  bytes: Uint8Array,
  options: ReadOptions,
  answer?: readonly (readonly unknown[])[],
): Promise<void> {
  const tally = tallies.get(set) ?? {
    said: 0,
    asked: 0,
    counts: { equal: 0, read: 0, other: 0, refused: 0 },
    codes: new Map<string, number>(),
  };
  tallies.set(set, tally);
  let outcome: Outcome;
  let note = '';
  try {
    const { report, rows } = await asText(bytes, options);
    const table = report.headerRow < 0 ? rows : [report.columns.map(({ originalName }) => originalName), ...rows];
    const width = Math.max(report.columns.length, ...(answer ?? []).map((row) => row.length));
    outcome = answer === undefined ? 'read' : plain(table, width) === plain(answer, width) ? 'equal' : 'other';
    if (outcome === 'other' && (name in BY_DESIGN || saysSomething(report))) tally.said++;
    if (outcome === 'other')
      note = `${BY_DESIGN[name] ?? ''} ${report.accounting.rejected} rejected; ${plain(table, width).slice(0, 150)} not ${plain(answer ?? [], width).slice(0, 150)}`;
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'internal') throw new Error(`${set}/${name}`, { cause: error });
    outcome = 'refused';
    if (isQuestion(error.code)) tally.asked++;
    note = error.message.slice(0, 150);
    tally.codes.set(error.code, (tally.codes.get(error.code) ?? 0) + 1);
  }
  tally.counts[outcome]++;
  if (showNames && (outcome === 'other' || outcome === 'refused')) console.log(`  ${outcome} ${set}/${name} ${note}`);
}

interface Vector {
  description: string;
  input: unknown;
  config?: {
    delimiter?: unknown;
    quoteChar?: unknown;
    escapeChar?: unknown;
    newline?: unknown;
    comments?: unknown;
    header?: unknown;
    preview?: unknown;
    dynamicTyping?: unknown;
    skipFirstNLines?: unknown;
    transform?: unknown;
  };
  expected: { data: unknown; errors?: unknown[] };
}

/** A PapaParse case as a file and its answer; no answer where it is about an option we do not have, or about errors. */
async function judgeVector(set: string, { description, input, config = {}, expected }: Vector): Promise<void> {
  if (typeof input !== 'string' || input.trim() === '') return;
  const { delimiter, quoteChar, ...others } = config;
  const rows = Array.isArray(expected.data) ? (expected.data as unknown[]) : [];
  // Quotation marks other than the two, and a line break between cells, are options that we do not have.
  const isOurs = (typeof quoteChar !== 'string' || ['"', "'"].includes(quoteChar)) && delimiter !== '\n';
  const isKnown =
    isOurs &&
    rows.every(Array.isArray) &&
    (expected.errors ?? []).length === 0 &&
    Object.keys(others).filter((key) => key !== 'newline').length === 0;
  const options: ReadOptions = { encoding: 'utf-8', headerRow: -1 };
  if (typeof delimiter === 'string' && delimiter !== '') options.delimiter = delimiter;
  if (quoteChar === "'") options.quote = "'";
  if (quoteChar === null || quoteChar === false) options.quote = 'none';
  await judge(set, description, encoder.encode(input), options, isKnown ? (rows as unknown[][]) : undefined);
}

const root = process.argv[2];
const before = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
const json = (bytes: Uint8Array | undefined): unknown => JSON.parse(new TextDecoder().decode(bytes));

const spectrum = openArchive(join(root, 'csv_spectrum.zip'));
for (const [path, bytes] of spectrum) {
  if (!path.endsWith('.csv')) continue;
  const answer = json(spectrum.get(path.replace('csvs/', 'json/').replace('.csv', '.json')));
  // One of the answers is a single record, without a list around it.
  const records = (Array.isArray(answer) ? answer : [answer]) as Record<string, unknown>[];
  const first = records.length > 0 ? [Object.keys(records[0])] : undefined;
  const [slip, mended] = ANSWER_SLIPS[path] ?? [];
  const values = records.map((record) => Object.values(record).map((value) => (value === slip ? mended : value)));
  await judge('csv-spectrum', path, bytes, {}, first && [...first, ...values]);
}
const vectors = json(readFileSync(join(root, 'papaparse_test_vectors.json'))) as Record<string, Vector[]>;
for (const set of ['CORE_PARSER_TESTS', 'PARSE_TESTS']) for (const vector of vectors[set]) await judgeVector(`PapaParse ${set}`, vector);
for (const archive of ['papaparse_files', 'udsv_bench_data', 'charlesnepote', 'frictionless_data', 'csv_wrangling_curated', 'w3c_csvw']) {
  for (const [path, bytes] of openArchive(join(root, `${archive}.zip`))) {
    if (/\.(?:csv|tsv|txt|csvy)$/i.test(path)) await judge(archive, path, bytes, {});
  }
}
const strings = json(readFileSync(join(root, 'naughty_strings_blns.json'))) as string[];
await judge('naughty strings', 'blns.txt', readFileSync(join(root, 'naughty_strings_blns.txt')), {});
for (const string of strings) {
  const guarded = writeCsv(
    ['n', 'text'],
    [
      [1, string],
      [2, 'end'],
    ],
    { bom: true },
  );
  const wanted = /^[\s\u00a0\u3000\ufeff]*[=+\-@\t\r\n＝＋－＠]/.test(string) ? `'${string}` : string;
  const isNothing = /^[\s\u200b]*$/.test(string) || ['NULL', 'null', '(null)', 'None', 'NaN'].includes(string);
  await judge('naughty strings', string, encoder.encode(guarded), {}, [
    ['n', 'text'],
    ['1', isNothing ? '' : wanted],
    ['2', 'end'],
  ]);
}

console.log(`${'collection'.padEnd(30)} equal  read  other  refused`);
for (const [set, { counts, codes }] of tallies) {
  const reasons = [...codes].map(([code, n]) => `${code} ${n}`).join(', ');
  console.log(
    `${set.padEnd(30)} ${String(counts.equal).padStart(5)} ${String(counts.read).padStart(5)} ${String(counts.other).padStart(6)} ${String(counts.refused).padStart(8)}  ${reasons}`,
  );
}
for (const [set, { counts, said, asked }] of tallies) {
  printSummary({
    corpus: set,
    unit: 'files',
    total: counts.equal + counts.read + counts.other + counts.refused,
    right: counts.equal,
    asked,
    refused: counts.refused - asked,
    said,
    silentlyWrong: counts.other - said,
    unknown: counts.read,
    addsUp: counts.equal + counts.read + counts.other,
    note: '',
  });
}
const isSame = before === JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
console.log(`records = imported + rejected + blank in every file; Object.prototype ${isSame ? 'untouched' : 'CHANGED'}`);
if (!isSame) process.exitCode = 1;
