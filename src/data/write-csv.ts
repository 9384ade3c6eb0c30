/**
 * Text of a CSV file (RFC 4180, CR LF) that no spreadsheet program runs as a formula: text cells that start with
 * = + - @ TAB CR LF, or the full-width ＝＋－＠, get an apostrophe before them (OWASP "CSV injection"; also behind
 * leading blanks, which some programs drop). Numbers are passed as numbers and stay numbers.
 */
const FORMULA = /^[\s\u00a0\u3000\ufeff]*[=+\-@\t\r\n＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$|^$/;

export type CsvCell = string | number | null;

export interface CsvOptions {
  /** A byte order mark makes Excel read the file as UTF-8. */
  bom?: boolean;
}

/** `null` is an empty cell; '' is written as "" so that a row of one empty cell is not a blank line. */
export function writeCsv(header: readonly string[], rows: Iterable<readonly CsvCell[]>, options: CsvOptions = {}): string {
  const lines = [header.map(csvCell).join(',')];
  for (const row of rows) lines.push(csvRow(row));
  return `${options.bom ? '\ufeff' : ''}${lines.join('\r\n')}\r\n`;
}

function csvRow(row: readonly CsvCell[]): string {
  const line = row.map(csvCell).join(',');
  return row.every((cell) => cell === null) && row.length > 0 ? `""${line}` : line;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
