/** Everything of a file that was not taken as it stands, for a look in a spreadsheet program. */
import type { ReadReport } from '../core/reading.ts';
import { writeCsv, type CsvCell } from './write-csv.ts';

/** Name of the column that a rejection is about. */
export function nameOf({ columns }: ReadReport, column: number | undefined): string | null {
  return column === undefined ? null : (columns[column]?.name ?? null);
}

/** Rejected records (line, reason, column where one is to blame, record) and odd cells (line, column, cell), by line. `rows`: lines below the header. */
export function rejectedCsv(report: ReadReport): { csv: string; rows: number } {
  const records: CsvCell[][] = report.rejections.map(({ line, reason, column, raw }) => [line, reason, nameOf(report, column), raw]);
  const cells: CsvCell[][] = report.columns.flatMap((column) =>
    column.oddCells.map(({ line, raw }): CsvCell[] => [line, `not-a-${column.reading.type}`, column.name, raw]),
  );
  const rows = [...records, ...cells].sort((a, b) => Number(a[0]) - Number(b[0]));
  return { csv: writeCsv(['line', 'reason', 'column', 'raw'], rows, { bom: true }), rows: rows.length };
}
