/** Tables and reports from literal cells, for tests that do not go through the reader. */
import { MISSING_CODE, MISSING_DAY, type Column, type Table, type TextUse } from '../../src/core/column.ts';
import { dayNumber } from '../../src/core/civil-date.ts';
import type { ColumnReport, ReadReport } from '../../src/core/reading.ts';

/** '2024-01-03' as a day number. */
export function day(iso: string): number {
  const [year, month, date] = iso.split('-').map(Number);
  return dayNumber(year, month, date);
}

export function numbers(name: string, values: (number | null)[], unit?: string): Column {
  return { kind: 'number', name, values: Float64Array.from(values, (value) => value ?? NaN), ...(unit ? { unit } : {}) };
}

export function dates(name: string, values: (string | null)[]): Column {
  return { kind: 'date', name, values: Int32Array.from(values, (value) => (value === null ? MISSING_DAY : day(value))) };
}

export function words(name: string, values: (string | null)[], use: TextUse = 'category'): Column {
  const dictionary = [...new Set(values.filter((value) => value !== null))];
  return {
    kind: 'text',
    name,
    use,
    dictionary,
    codes: Uint32Array.from(values, (value) => (value === null ? MISSING_CODE : dictionary.indexOf(value))),
  };
}

/** Lines start at 2, below a header. Row hashes are those of the trimmed text of the cells: equal rows, equal hashes. */
export function tableOf(...columns: Column[]): Table {
  const rowCount = columns[0].kind === 'text' ? columns[0].codes.length : columns[0].values.length;
  const numberOfRow = new Map<string, number>();
  const hashLow = Uint32Array.from({ length: rowCount }, (_, row) => {
    const text = columns.map((column) => plain(column, row)).join('\u0000');
    if (!numberOfRow.has(text)) numberOfRow.set(text, fnv(text));
    return numberOfRow.get(text)!;
  });
  return {
    rowCount,
    columns,
    sourceLine: Uint32Array.from({ length: rowCount }, (_, row) => row + 2),
    hashHigh: hashLow.map((hash) => Math.imul(hash, 2654435761) >>> 0),
    hashLow,
  };
}

function plain(column: Column, row: number): string {
  if (column.kind !== 'text') return String(column.values[row]);
  return column.codes[row] === MISSING_CODE ? '' : column.dictionary[column.codes[row]].trim();
}

/** FNV-1a, 32 bit. */
function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A report that says only what cleaning asks of it. */
export function reportOf(table: Table, odd: Record<string, { line: number; raw: string }[]> = {}, totalsRows: number[] = []): ReadReport {
  const columns = table.columns.map(
    ({ name }, index) =>
      ({
        index,
        name,
        odd: odd[name]?.length ?? 0,
        oddCells: (odd[name] ?? []).map(({ line, raw }) => ({ line, raw, row: line - 2 })),
      }) as unknown as ColumnReport,
  );
  return { rowCount: table.rowCount, columns, totalsRows } as unknown as ReadReport;
}
