/** Everything of a file that was not taken as it stands, for a look in a spreadsheet program. */
import type { ReadReport } from '../core/reading.ts';
import { writeCsv, type CsvCell } from './write-csv.ts';

/** Rejected records (line, reason, record) and odd cells (line, column, cell), by line. `rows`: lines below the header. */
export function rejectedCsv(report: ReadReport): { csv: string; rows: number } {
  const records: CsvCell[][] = report.rejections.map(({ line, reason, raw }) => [line, reason, null, raw]);
  const cells: CsvCell[][] = report.columns.flatMap((column) =>
    column.oddCells.map(({ line, raw }): CsvCell[] => [line, `not-a-${column.reading.type}`, column.name, raw]),
  );
  const rows = [...records, ...cells].sort((a, b) => Number(a[0]) - Number(b[0]));
  return { csv: writeCsv(['line', 'reason', 'column', 'raw'], rows, { bom: true }), rows: rows.length };
}
