/**
 * Any file of tables -> typed column chunks and the report, through one reader: what is no delimited text becomes a sheet
 * of text cells first, so that accounting, types, rejections and preview are the same for every format.
 */
import { AppError } from '../../core/errors.ts';
import type { ColumnReading, ReadOptions, ReadReport } from '../../core/reading.ts';
import type { ByteSource } from '../byte-source.ts';
import { fileDigest } from '../file-digest.ts';
import { readTable, type ChunkSink, type ReadHooks } from '../read-table.ts';
import { containerKind } from './container-kind.ts';
import { openFile, type FormatParts } from './open-file.ts';
import { openHooks } from './open-hooks.ts';
import { CELL_MARK, type OpenedFile, type SheetTable } from './sheet-table.ts';

/** Half of the progress is for turning the file into a sheet, half for reading the sheet. */
const OPENING_SHARE = 0.5;
const MAX_REJECTIONS = 1000;

/** Errors: those of `readTable` and of `openFile`. */
export async function readAnyTable(
  tableId: string,
  source: ByteSource,
  fileName: string,
  options: ReadOptions,
  sink: ChunkSink,
  hooks: ReadHooks = {},
  parts: FormatParts = {},
): Promise<ReadReport> {
  const kind = await containerKind(source);
  if (!kind) return readTable(tableId, source, fileName, options, sink, hooks);
  const { size } = source;
  const { onProgress } = hooks;
  const opened = await openFile(kind, source, options, parts, {
    ...openHooks({ ...hooks, onProgress: (at) => onProgress?.({ ...at, bytes: OPENING_SHARE * at.bytes }) }, size),
  });
  const { table } = opened;
  const report = await readTable(tableId, table.text, fileName, told(options, table), sink, {
    ...hooks,
    digestElsewhere: true,
    rowOf: rowOf(table),
    onProgress: (at) => {
      const done = OPENING_SHARE + (1 - OPENING_SHARE) * (at.bytes / Math.max(1, at.totalBytes));
      onProgress?.({ bytes: done * size, totalBytes: size, rows: at.rows });
    },
  });
  return inFile(report, opened, { fileBytes: size, fileDigest: hooks.digestElsewhere ? '' : await fileDigest(source, hooks.pause) });
}

/** The sheet's text needs no guessing, but for where its names are and what its columns mean. */
function told(options: ReadOptions, { numbers, headerRow }: SheetTable): ReadOptions {
  const columns: Record<number, Partial<ColumnReading>> = {};
  numbers.forEach((isNumber, index) => {
    if (isNumber) columns[index] = { decimal: '.' };
  });
  for (const [index, chosen] of Object.entries(options.columns ?? {})) columns[Number(index)] = { ...columns[Number(index)], ...chosen };
  return {
    encoding: 'utf-8',
    delimiter: CELL_MARK,
    quote: '"',
    escape: 'doubled',
    headerRow: options.headerRow ?? headerRow,
    headerRows: options.headerRows,
    columns,
  };
}

function rowOf({ rowOfLine }: SheetTable): (line: number) => number {
  return rowOfLine ? (line) => rowOfLine[line] : (line) => line;
}

/** The report as it is about the file: its rows, its bytes, what could not become a row. */
function inFile(report: ReadReport, { format, sheets, table }: OpenedFile, file: { fileBytes: number; fileDigest: string }): ReadReport {
  const { accounting } = report;
  // Who wrote the sheet's text counted its rows; who read it counted them twice. None may be lost between.
  if (table.records !== accounting.records + accounting.headerRecords) {
    throw new AppError('internal', { message: `sheet: ${table.records} rows, ${accounting.records} + ${accounting.headerRecords} read` });
  }
  const lineOf = rowOf(table);
  const rejections = [...report.rejections.map((other) => ({ ...other, line: lineOf(other.line) })), ...table.rejections];
  return {
    ...report,
    ...file,
    // A workbook's own numbers leave no doubt about their decimal mark.
    columns: report.columns.map(({ ambiguousNumber, ...column }) => ({
      ...column,
      ...(ambiguousNumber && !table.numbers[column.index] ? { ambiguousNumber } : {}),
    })),
    accounting: { ...accounting, records: accounting.records + table.rejected, rejected: accounting.rejected + table.rejected },
    rejections: rejections.sort((a, b) => a.line - b.line).slice(0, MAX_REJECTIONS),
    container: { format, sheets, sheet: table.info.name, notes: table.notes },
  };
}
