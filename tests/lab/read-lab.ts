/** What the product makes of a file: how it was read, and the table that comes of it. */
import type { Table } from '../../src/core/column.ts';
import { AppError, toAppError } from '../../src/core/errors.ts';
import type { ColumnReport, ContainerNote, ReadOptions, ReadReport } from '../../src/core/reading.ts';
import { cellText } from '../../src/data/cell-text.ts';
import { nameOf } from '../../src/data/rejected-csv.ts';
import { anyTable } from './any-table.ts';

export interface LabQuestion {
  kind: 'date-order' | 'decimal-mark' | 'encoding' | 'quotes';
  column?: string;
  raw?: string;
  readings?: string[];
}

export interface LabReading {
  format: string;
  sheet: string | null;
  sheets: { name: string; rows: number; hidden: boolean }[];
  encoding: string | null;
  delimiter: string | null;
  quote: string | null;
  decimal: '.' | ',' | null;
  headerRow: number;
  columns: { name: string; type: string; unit?: string; missing: number; odd: number }[];
  records: number;
  imported: number;
  rejected: number;
  blank: number;
  /** The first 1,000, with the column where one is to blame. */
  rejections: { line: number; reason: string; column: string | null; raw: string }[];
  questions: LabQuestion[];
  notes: ContainerNote[];
}

/**
 * The reading and its table. A file whose encoding or quotes cannot be told is a question and has no table; any other
 * error of reading is thrown.
 */
export async function readLab(path: string, options: ReadOptions = {}): Promise<{ reading: LabReading; table?: Table }> {
  try {
    const { report, table } = await anyTable(path, options);
    return { reading: readingOf(report), table };
  } catch (thrown) {
    const { code, params } = toAppError(thrown);
    const kind = code === 'encoding-unknown' || code === 'encoding-broken' ? 'encoding' : code === 'lone-quote' ? 'quotes' : undefined;
    if (kind === undefined) throw thrown;
    return { reading: unread({ kind, raw: String(params.text ?? '') }) };
  }
}

function readingOf(report: ReadReport): LabReading {
  const { container, accounting, columns } = report;
  const numbers = columns.filter(({ reading: { type } }) => type === 'number' || type === 'money' || type === 'percent');
  const commas = numbers.filter(({ reading: { decimal } }) => decimal === ',').length;
  const isText = container === undefined;
  return {
    format: container?.format ?? (report.delimiter === '\t' ? 'tsv' : 'csv'),
    sheet: container?.sheet ?? null,
    sheets: (container?.sheets ?? []).map(({ name, rows, hidden }) => ({ name, rows, hidden })),
    encoding: isText ? report.encoding : null,
    delimiter: isText ? report.delimiter : null,
    quote: isText ? report.quote : null,
    decimal: numbers.length === 0 ? null : 2 * commas > numbers.length ? ',' : '.',
    headerRow: report.headerRow,
    columns: columns.map(({ name, reading: { type, unit }, missing, odd }) => ({
      name,
      type,
      ...(unit === undefined ? {} : { unit }),
      missing,
      odd,
    })),
    records: accounting.records,
    imported: accounting.imported,
    rejected: accounting.rejected,
    blank: accounting.blank,
    rejections: report.rejections.map(({ line, reason, column, raw }) => ({ line, reason, column: nameOf(report, column), raw })),
    questions: columns.flatMap(questionsOf),
    notes: container?.notes ?? [],
  };
}

function questionsOf({ name, ambiguousDate, ambiguousNumber }: ColumnReport): LabQuestion[] {
  const questions: LabQuestion[] = [];
  if (ambiguousDate) {
    const { raw, dmy, mdy } = ambiguousDate;
    questions.push({ kind: 'date-order', column: name, raw, readings: [dmy, mdy] });
  }
  if (ambiguousNumber) {
    const { raw, point, comma } = ambiguousNumber;
    questions.push({ kind: 'decimal-mark', column: name, raw, readings: [String(point), String(comma)] });
  }
  return questions;
}

function unread(question: LabQuestion): LabReading {
  const none = {
    sheet: null,
    sheets: [],
    encoding: null,
    delimiter: null,
    quote: null,
    decimal: null,
    headerRow: -1,
    columns: [],
    notes: [],
  };
  return { format: 'csv', ...none, records: 0, imported: 0, rejected: 0, blank: 0, rejections: [], questions: [question] };
}

/** CSV text of a table as it was read: ISO days, plain numbers, nothing for a missing value. For programs, so no apostrophes. */
export function canonicalCsv({ columns, rowCount }: Table): string {
  const cell = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const line = (cells: string[]): string => (cells.length === 1 && cells[0] === '' ? '""' : cells.map(cell).join(','));
  const rows = Array.from({ length: rowCount }, (_, row) => line(columns.map((column) => cellText(column, row))));
  return `${[line(columns.map(({ name }) => name)), ...rows].join('\n')}\n`;
}

export function readingPage(reading: LabReading): string {
  const { format, sheet, headerRow, records, imported, rejected, blank } = reading;
  const head = [
    `format      ${format}${sheet === null ? '' : `, table ${sheet}`}`,
    ...(reading.encoding === null
      ? []
      : [`text        ${reading.encoding}, delimiter ${JSON.stringify(reading.delimiter)}, quote ${reading.quote}`]),
    `names       ${headerRow < 0 ? 'none' : `record ${headerRow + 1}`}`,
    `records     ${records} = ${imported} imported + ${rejected} rejected + ${blank} blank`,
    ...reading.sheets.map(({ name, rows, hidden }) => `table       ${name}: ${rows} rows${hidden ? ', hidden' : ''}`),
    ...reading.notes.map(({ code, count, where }) => `note        ${code}: ${count} (${where.join(', ')})`),
    ...reading.questions.map(
      ({ kind, column, raw, readings }) => `question    ${kind} ${column ?? ''}: ${raw ?? ''} ${(readings ?? []).join(' or ')}`,
    ),
  ];
  const width = Math.max(4, ...reading.columns.map(({ name }) => name.length));
  const columns = reading.columns.map(
    ({ name, type, unit, missing, odd }) =>
      `${name.padEnd(width)}  ${`${type}${unit ? ` ${unit}` : ''}`.padEnd(12)} ${missing} empty, ${odd} odd`,
  );
  return [...head, '', ...columns].join('\n');
}

/** Errors: `bad-parameter` where there is no table to write. */
export function canonicalOf(table: Table | undefined): string {
  if (!table) throw new AppError('bad-parameter', { name: 'out', value: 'the file could not be read without an answer' });
  return canonicalCsv(table);
}
