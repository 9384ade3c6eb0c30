/**
 * Bytes of a spreadsheet saved as text -> typed column chunks and the report of how they were read.
 *
 * One streaming pass as a rule. It is done again (the sink starts over) when the file turns out to be otherwise than
 * its sample: quoting that needs the careful parser, bytes that are not UTF-8, columns of another type.
 */
import { AppError } from '../core/errors.ts';
import type { ColumnReport, ReadOptions, ReadReport } from '../core/reading.ts';
import { BooleanBuilder } from './boolean-builder.ts';
import type { ByteSource } from './byte-source.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { DateBuilder } from './date-builder.ts';
import { drawSample } from './draw-sample.ts';
import { sniffEncoding, surveyEncoding } from './encoding.ts';
import { FileDigest } from './file-digest.ts';
import { checkFileKind } from './file-kind.ts';
import { uniqueNames } from './header-names.ts';
import { NumberBuilder } from './number-builder.ts';
import { planColumns, type ColumnPlan } from './plan-columns.ts';
import { readPass, type ChunkSink, type PassResult, type ReadHooks } from './read-pass.ts';
import { revisePlan } from './revise-plan.ts';
import { shapeOf } from './shape.ts';
import { MAX_COLUMNS, sniffDialect } from './sniff-dialect.ts';
import { TextBuilder } from './text-builder.ts';
import { textUse } from './text-use.ts';
import { SLICE_BYTES } from './utf8-pieces.ts';

export type { ChunkSink, ReadHooks } from './read-pass.ts';

const HEAD_BYTES = 1 << 16;
/** Readings after the first; the last one reads as text whatever is still in doubt. */
const MAX_REVISIONS = 2;

/** With more undecodable records than this the encoding is wrong, not the records. */
const MAX_UNDECODABLE_SHARE = 0.2;

/** For tests: the result must not depend on where the bytes are cut or which way they are read. */
export interface ReadTuning {
  sliceBytes?: number;
  way?: 'scanner' | 'papa';
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
  const fileHead = await source.read(0, Math.min(source.size, HEAD_BYTES));
  const sniffed = sniffEncoding(fileHead, options.encoding);
  checkFileKind(fileHead, sniffed?.encoding === 'utf-16le' || sniffed?.encoding === 'utf-16be');
  let choice = sniffed ?? (await surveyEncoding(source));
  let fileDigest: string | undefined;
  let widest = 0;
  let way: 'scanner' | 'papa' = tuning.way ?? 'scanner';

  for (;;) {
    const sample = await drawSample(source, choice);
    const dialect = sniffDialect(sample.head, sample.whole, options);
    const { delimiter, quote, headerRow } = dialect;
    // Without a header nothing says how wide the table is: the widest record does.
    const header =
      headerRow < 0 ? Array.from({ length: Math.max(dialect.header.length, Math.min(widest, MAX_COLUMNS)) }, () => '') : dialect.header;
    const names = uniqueNames(header);
    const { plans, samples, habits } = planColumns(names, dialect, sample, options.columns ?? {});
    if (delimiter.length !== 1 || delimiter.charCodeAt(0) > 126) way = 'papa';
    let current = plans;
    for (let revision = 0; ; revision++) {
      const digest = fileDigest === undefined ? new FileDigest(source.size) : undefined;
      const input = {
        source,
        choice,
        delimiter,
        quote,
        headerRow,
        header,
        plans: current,
        way,
        sliceBytes: tuning.sliceBytes ?? SLICE_BYTES,
      };
      const pass = await readPass({ ...input, onRaw: (bytes) => digest?.add(bytes) }, sink, hooks);
      if (pass === 'not-utf-8') {
        await sink.restart();
        choice = await surveyEncoding(source);
        break;
      }
      if (pass === 'irregular-quotes') {
        await sink.restart();
        way = 'papa';
        revision--;
        continue;
      }
      if (headerRow < 0 && pass.intake.widest > header.length && header.length < MAX_COLUMNS) {
        await sink.restart();
        widest = pass.intake.widest;
        break;
      }
      fileDigest ??= await digest?.hex();
      const better = current.map((plan, i) =>
        revisePlan(names[i], plan, pass.builders[i], samples[i], habits, revision >= MAX_REVISIONS - 1),
      );
      if (revision < MAX_REVISIONS && better.some((plan) => plan !== undefined)) {
        await sink.restart();
        current = current.map((plan, i) => better[i] ?? plan);
        continue;
      }
      checkAccounting(pass);
      return {
        tableId,
        fileName,
        fileBytes: source.size,
        fileDigest: fileDigest ?? '',
        encoding: choice.encoding,
        encodingEvidence: choice.evidence,
        delimiter,
        quote,
        headerRow,
        rowCount: pass.intake.imported,
        columns: names.map((name, i) => columnReport(i, name, header[i], current[i], pass.builders[i], samples[i])),
        accounting: accountingOf(pass),
        rejections: pass.intake.rejections,
        preview: pass.preview,
        shape: shapeOf(header),
        totalsRows: pass.totalsRows,
      };
    }
  }
}

function accountingOf({ intake, records }: PassResult): ReadReport['accounting'] {
  const { imported, rejected, blank, headerRecords, padded } = intake;
  return { records: records - headerRecords, imported, rejected, blank, headerRecords, padded };
}

/** The counter and the reader share no code: when they agree on every record, none was lost or made up. */
function checkAccounting(pass: PassResult): void {
  const { records, imported, rejected, blank } = accountingOf(pass);
  if (records !== imported + rejected + blank) {
    throw new AppError('internal', {
      message: `accounting: ${records} records, ${imported} imported, ${rejected} rejected, ${blank} blank`,
    });
  }
  if (pass.intake.undecodable > MAX_UNDECODABLE_SHARE * records)
    throw new AppError('encoding-broken', { records: pass.intake.undecodable });
  if (imported === 0 && rejected === 0) throw new AppError('file-header-only', { records: pass.records });
}

function columnReport(
  index: number,
  name: string,
  originalName: string,
  plan: ColumnPlan,
  builder: ColumnBuilder,
  sample: readonly string[],
): ColumnReport {
  const { valid, missing, odd, oddCells, firstRaw, firstRead } = builder;
  const distinct = builder.distinct.count;
  const reading = { ...plan.reading };
  if (builder instanceof TextBuilder && !plan.fixed) {
    reading.type =
      reading.type === 'id' && plan.idByValues ? 'id' : textUse(name, sample, valid, distinct, builder.distinct.newShare(valid));
  }
  const report: ColumnReport = { index, name, originalName, reading, valid, missing, odd, oddCells, distinct, firstRaw, firstRead };
  const values = valuesOf(builder);
  if (values) report.values = values;
  const [lowest, highest] = [builder.lowest(), builder.highest()];
  if (lowest !== undefined) report.lowest = lowest;
  if (highest !== undefined) report.highest = highest;
  const ambiguous = builder instanceof DateBuilder && !plan.orderChosen ? builder.ambiguousDate() : undefined;
  if (ambiguous) report.ambiguousDate = ambiguous;
  if (builder instanceof NumberBuilder && plan.ambiguousNumber) report.ambiguousNumber = plan.ambiguousNumber;
  if (builder instanceof TextBuilder && builder.digitsLost > 0 && plan.longDigits) report.digitsLost = builder.digitsLost;
  return report;
}

function valuesOf(builder: ColumnBuilder): ColumnReport['values'] {
  const counted =
    builder instanceof BooleanBuilder
      ? builder.spellings.map((value, i) => [value, builder.counts[i]] as const).filter(([, rows]) => rows > 0)
      : builder instanceof TextBuilder && builder.counts
        ? [...builder.counts]
        : undefined;
  return counted?.map(([value, rows]) => ({ value, rows })).sort((a, b) => b.rows - a.rows);
}
