/** Paper is an exit like any other: it is written down first, then the browser's print dialog opens. */
import { logExit } from './exit-log.ts';

export async function printPage(rows: number, columns: readonly string[]): Promise<void> {
  await logExit('print', rows, columns);
  window.print();
}
