/**
 * Bytes of a spreadsheet saved as text -> typed column chunks and the report of how they were read.
 *
 * One streaming pass as a rule. It is done again (the sink starts over) when the file turns out to be otherwise than
 * its sample: quoting that needs the careful parser, bytes that are not UTF-8, columns of another type.
 */
import { AppError } from '../core/errors.ts';
import type { ColumnReport, Escape, Quote, ReadOptions, ReadReport } from '../core/reading.ts';
import type { ByteSource } from './byte-source.ts';
import { columnReport } from './column-report.ts';
import { drawSample } from './draw-sample.ts';
import { sniffEncoding, surveyEncoding, type EncodingChoice } from './encoding.ts';
import { fileDigest } from './file-digest.ts';
import { checkFileKind } from './file-kind.ts';
import { uniqueNames } from './header-names.ts';
import { locateBadBytes } from './locate-bad-bytes.ts';
import { planColumns, type ColumnPlan } from './plan-columns.ts';
import { readPass, type PassResult, type ReadHooks } from './read-pass.ts';
import { revisePlan } from './revise-plan.ts';
import { shapeOf } from './shape.ts';
import { MAX_COLUMNS, sniffDialect } from './sniff-dialect.ts';
import type { ChunkSink } from './table-chunks.ts';
import { SLICE_BYTES } from './utf8-pieces.ts';

export type { ReadHooks } from './read-pass.ts';
export type { ChunkSink } from './table-chunks.ts';

const HEAD_BYTES = 1 << 16;
/** Readings after the first; the last one reads as text whatever is still in doubt. */
const MAX_REVISIONS = 2;
/** With more undecodable records than this the encoding is wrong, not the records. */
const MAX_UNDECODABLE_SHARE = 0.2;

/** So many short rows are no accident. */
const SHORT_SHARE = 0.9;
const MIN_ROWS = 3;

/** For tests: the result must not depend on where the bytes are cut or which way they are read. */
export interface ReadTuning {
  sliceBytes?: number;
  way?: 'scanner' | 'papa';
  /** False: plain TypeScript does all of it. */
  kernels?: boolean;
}

/** What is known about a file so far; each pass may teach more. */
interface Knowledge {
  choice: EncodingChoice;
  way: 'scanner' | 'papa';
  /** Cells of the widest record of a file without header. */
  widest: number;
}

/** A finished pass with what it was told. */
interface Reading {
  pass: PassResult;
  plans: readonly ColumnPlan[];
  samples: readonly (readonly string[])[];
  names: string[];
  header: readonly string[];
  delimiter: string;
  quote: Quote;
  escape: Escape;
  headerRow: number;
  headerRows: 1 | 2;
  /** Cells of most records below the header. */
  cells: number;
  tooFewNames: number | undefined;
}

/**
 * Reads a whole file. The report's `accounting` always adds up; anything else is an error.
 * Errors: `file-empty`, `file-header-only`, `file-not-text`, `file-is-workbook`, `file-changed`, `file-too-wide`,
 * `lone-quote` {line, text}, `encoding-unknown` {offset, text}, `encoding-broken` {records}, `cancelled`, `internal`.
 */
export async function readTable(
  tableId: string,
  source: ByteSource,
  fileName: string,
  options: ReadOptions,
  sink: ChunkSink,
  hooks: ReadHooks = {},
  tuning: ReadTuning = {},
): Promise<ReadReport> {
  const head = await source.read(0, Math.min(source.size, HEAD_BYTES));
  const sniffed = sniffEncoding(head, options.encoding);
  checkFileKind(head, sniffed?.encoding === 'utf-16le' || sniffed?.encoding === 'utf-16be');
  const known: Knowledge = {
    choice: sniffed ?? (await surveyEncoding(source)),
    way: tuning.way ?? 'scanner',
    widest: 0,
  };
  let reading: Reading | undefined;
  while (!reading) {
    reading = await tryReading(source, options, known, sink, hooks, tuning);
    if (!reading) await sink.restart();
  }
  const { pass, names, header } = reading;
  const accounting = checkedAccounting(pass);
  const { choice } = known;
  const columns = names.map((name, i) => columnReport(i, name, header[i], reading.plans[i], pass.builders[i], reading.samples[i]));
  const split = splitHeader(reading, columns, accounting.padded, accounting.imported);
  return {
    tableId,
    fileName,
    fileBytes: source.size,
    fileDigest: hooks.digestElsewhere ? '' : await fileDigest(source, hooks.pause),
    encoding: choice.encoding,
    encodingEvidence: choice.evidence === 'ascii' && pass.sequences > 0 ? 'valid-utf-8' : choice.evidence,
    delimiter: reading.delimiter,
    quote: reading.quote,
    escape: reading.escape,
    headerRow: reading.headerRow,
    ...(reading.headerRows === 2 ? { headerRows: 2 as const } : {}),
    rowCount: accounting.imported,
    columns,
    accounting,
    rejections:
      choice.encoding === 'utf-8' ? await locateBadBytes(source, choice.bomBytes, pass.intake.rejections) : pass.intake.rejections,
    preview: pass.preview,
    shape: shapeOf(header),
    totalsRows: pass.totalsRows,
    ...(split ? { splitHeader: split } : {}),
  };
}

/** Named columns at the end that hold nothing, or names beyond the cells of nearly all rows: a name was cut in two, it seems. Fewer names than cells: two have run together. */
function splitHeader(
  { headerRow, header, cells, tooFewNames }: Reading,
  columns: readonly ColumnReport[],
  padded: number,
  rows: number,
): ReadReport['splitHeader'] {
  const names = header.length;
  if (headerRow < 0 || rows < MIN_ROWS) return undefined;
  if (tooFewNames !== undefined) return { names: tooFewNames, cells };
  if (cells > 0 && cells < names && padded >= SHORT_SHARE * rows) return { names, cells };
  const used = columns.findLastIndex(({ valid, odd, originalName }) => valid + odd > 0 || originalName.trim() === '') + 1;
  return used > 0 && used < names ? { names, cells: used } : undefined;
}

/** Reads with what is known; undefined when that was wrong, and `known` is now better. */
async function tryReading(
  source: ByteSource,
  options: ReadOptions,
  known: Knowledge,
  sink: ChunkSink,
  hooks: ReadHooks,
  tuning: ReadTuning,
): Promise<Reading | undefined> {
  const { choice } = known;
  const sample = await drawSample(source, choice);
  const dialect = sniffDialect(sample.head, sample.whole, options);
  const { delimiter, quote, escape, headerRow, headerRows, secondHeader, cells, tooFewNames } = dialect;
  // Without a header nothing says how wide the table is: the widest record does.
  const width = headerRow < 0 ? Math.max(dialect.header.length, Math.min(known.widest, MAX_COLUMNS)) : dialect.header.length;
  const header = Array.from({ length: width }, (_, i) => dialect.header[i] ?? '');
  const names = uniqueNames(header);
  const first = planColumns(names, dialect, sample, options.columns ?? {});
  const { samples, habits } = first;
  if (delimiter.length !== 1 || delimiter.charCodeAt(0) > 126 || quote === "'") known.way = 'papa';
  let { plans } = first;
  for (let revision = 0; ; revision++) {
    const { way } = known;
    const { kernels = true, sliceBytes = SLICE_BYTES } = tuning;
    const pass = await readPass(
      { source, choice, delimiter, quote, escape, headerRow, secondHeader, header, plans, way, kernels, sliceBytes },
      sink,
      hooks,
    );
    if (pass === 'not-utf-8') {
      known.choice = await surveyEncoding(source);
      return undefined;
    }
    if (pass === 'irregular-quotes') {
      known.way = 'papa';
      return undefined;
    }
    if (headerRow < 0 && pass.intake.widest > width && width < MAX_COLUMNS) {
      known.widest = pass.intake.widest;
      return undefined;
    }
    const better = plans.map((plan, i) => revisePlan(names[i], plan, pass.builders[i], samples[i], habits, revision >= MAX_REVISIONS - 1));
    if (revision >= MAX_REVISIONS || better.every((plan) => plan === undefined)) {
      return { pass, plans, samples, names, header, delimiter, quote, escape, headerRow, headerRows, cells, tooFewNames };
    }
    plans = plans.map((plan, i) => better[i] ?? plan);
    await sink.restart();
  }
}

/** The counter and the reader share no code: when they agree on every record, none was lost or made up. */
function checkedAccounting({ intake, records: counted }: PassResult): ReadReport['accounting'] {
  const { imported, rejected, blank, headerRecords, padded } = intake;
  const records = counted - headerRecords;
  if (records !== imported + rejected + blank) {
    throw new AppError('internal', {
      message: `accounting: ${records} records, ${imported} imported, ${rejected} rejected, ${blank} blank`,
    });
  }
  if (intake.undecodable > MAX_UNDECODABLE_SHARE * records) throw new AppError('encoding-broken', { records: intake.undecodable });
  if (imported === 0 && rejected === 0) throw new AppError('file-header-only', { records: counted });
  return { records, imported, rejected, blank, headerRecords, padded };
}
