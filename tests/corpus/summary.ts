/** One line per collection for `all.ts`: what was right, asked, refused, said to be in doubt, and wrong without a word. */
import type { ReadReport } from '../../src/core/reading.ts';

export interface Summary {
  corpus: string;
  /** What is counted: files, cells ... */
  unit: string;
  total: number;
  right: number;
  /** The person chooses: between encodings, or what to do about a lone quote. */
  asked: number;
  /** With a reason. */
  refused: number;
  /** Not as the answer has it, with a stated reason or a word about it on the page. */
  said: number;
  /** Not as the answer has it, and nothing is said. */
  silentlyWrong: number;
  /** No answer comes with it: it was read, and adds up. */
  unknown: number;
  /** Tables for which records = imported + rejected + blank was checked. */
  addsUp: number;
  note: string;
}

const MARK = 'summary ';

export function printSummary(summary: Summary): void {
  console.log(MARK + JSON.stringify(summary));
}

export function summariesIn(output: string): Summary[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith(MARK))
    .map((line) => JSON.parse(line.slice(MARK.length)) as Summary);
}

/** Errors that ask: the reading goes on with an answer. */
export function isQuestion(code: string): boolean {
  return code === 'encoding-unknown' || code === 'lone-quote';
}

/** The page says something about this reading: rows left out or filled up, names missing, joined or doubtful, cells that do not fit. */
export function saysSomething({ accounting, headerRow, headerRows, splitHeader, columns, totalsRows }: ReadReport): boolean {
  return (
    accounting.rejected > 0 ||
    accounting.padded > 0 ||
    headerRow < 0 ||
    headerRows !== undefined ||
    splitHeader !== undefined ||
    totalsRows.length > 0 ||
    columns.some(({ odd, ambiguousDate, ambiguousNumber, digitsLost }) => odd > 0 || ambiguousDate || ambiguousNumber || digitsLost)
  );
}
