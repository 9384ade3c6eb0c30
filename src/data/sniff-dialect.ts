/** How a file is cut into cells, and where its names are: found from the head of the text, shown to the person. */
import { AppError } from '../core/errors.ts';
import type { ReadOptions } from '../core/reading.ts';
import { findHeader, findSecondHeader } from './find-header.ts';
import { findSpreadNames, joinNames, type SpreadNames } from './join-names.ts';
import { findMarks } from './find-marks.ts';
import { parseRecords } from './parse-csv.ts';
import { plainText, type Marks } from './plain-text.ts';
import { commonWidth, effectiveWidth, isFilled } from './record-width.ts';

export interface Dialect extends Marks {
  headerRow: number;
  /** Records that the names are spread over, `headerRow` the last. */
  headerRows: 1 | 2;
  /** Index of a record below the header that holds names, units or notes as well; -1: none. */
  secondHeader: number;
  /** Cells of most records below the header. */
  cells: number;
  /** Names that the file gives, where most records below have more cells and no count of rows before them. */
  tooFewNames: number | undefined;
  /** The names as they stand in the file; '' where there is none. */
  header: string[];
  /** Records of the head, cells as they stand, header and titles included. */
  records: string[][];
}

/** More columns than any spreadsheet program shows a use for; each costs a chunk of memory. */
export const MAX_COLUMNS = 4096;

/** `head`: decoded text without byte order mark. Errors: `file-header-only`, `file-too-wide` {columns, limit}. */
export function sniffDialect(head: string, whole: boolean, options: ReadOptions): Dialect {
  if (whole && head.trim() === '') throw new AppError('file-header-only', { records: 0 });
  const marks = findMarks(head, whole, options);
  const text = plainText(head, marks);
  const cut = (isWhole: boolean): string[][] =>
    parseRecords(text, marks.delimiter, marks.quote !== 'none', isWhole, marks.quote === "'" ? "'" : '"').records;
  const records = cut(whole);
  // One record longer than the head: take what there is of it.
  if (records.length === 0) records.push(...cut(true).slice(0, 1));
  const found = options.headerRow ?? findHeader(records);
  const spread = spreadNames(records, found, options);
  const headerRow = spread?.row ?? found;
  const data = records.slice(headerRow + 1).filter(isFilled);
  const header = namesOf(headerRow < 0 ? undefined : (spread?.names ?? records[headerRow]), data);
  if (header.length > MAX_COLUMNS) throw new AppError('file-too-wide', { columns: header.length, limit: MAX_COLUMNS });
  const secondHeader = options.headerRow === undefined && !spread ? findSecondHeader(records, headerRow) : -1;
  // A told header may lie beyond the head, or there may be no record at all.
  const named = spread?.names ?? records.at(Math.max(0, headerRow));
  const tooFewNames = headerRow < 0 || headerRow >= records.length || !named ? undefined : namesMissing(named.length, data);
  return { ...marks, headerRow, headerRows: spread ? 2 : 1, tooFewNames, secondHeader, cells: commonWidth(data), header, records };
}

function spreadNames(records: string[][], row: number, { headerRow, headerRows }: ReadOptions): SpreadNames | undefined {
  if (headerRows === 1) return undefined;
  if (headerRow === undefined) return findSpreadNames(records, row);
  return headerRows === 2 && row > 0 && row < records.length ? { row, names: joinNames(records, row) } : undefined;
}

/** The number of names where there are fewer than cells; a first column that counts the rows, as R writes it, needs no name. */
function namesMissing(names: number, data: readonly (readonly string[])[]): number | undefined {
  const width = commonWidth(data);
  const wide = data.filter(({ length }) => length === width);
  if (wide.length === 0 || width <= names) return undefined;
  const start = Number(wide[0][0]);
  const areNumbered = wide.every(([cell], i) => cell.trim() !== '' && Number(cell) === start + i);
  return areNumbered ? undefined : names;
}

/** Names for all columns of the data: R leaves out the name of its row names, some programs that of the last column. */
function namesOf(record: readonly string[] | undefined, data: readonly (readonly string[])[]): string[] {
  const wide = commonWidth(data);
  if (!record) {
    const filledWidth = Math.max(0, ...data.map((cells) => effectiveWidth(cells, 0)));
    return Array.from({ length: Math.max(1, Math.min(wide, filledWidth)) }, () => '');
  }
  const names = [...record];
  const extra = data.filter((cells) => effectiveWidth(cells, names.length) === names.length + 1);
  if (extra.length > 0.5 * data.length) {
    const first = extra.map((cells) => cells[0]);
    const areRowNames = new Set(first).size === first.length && first.length > 1;
    return areRowNames ? ['', ...names] : [...names, ''];
  }
  return names;
}
