/** One cell in a column of others, through the whole reader: what it became, in one line. */
import type { ReadOptions } from '../../src/core/reading.ts';
import { bytesSource } from '../../src/data/byte-source.ts';
import { cellText } from '../../src/data/cell-text.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';

export interface Context {
  /** Other cells of the column. */
  beside?: readonly string[];
  name?: string;
  /** What stands between the columns of the file. */
  delimiter?: ',' | ';' | '\t';
  chosen?: NonNullable<ReadOptions['columns']>[number];
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** The column of a file of three columns, read. */
export async function readColumn(cells: readonly string[], { name = 'value', delimiter = ';', chosen }: Context = {}) {
  const lines = [['row', name, 'note'], ...cells.map((cell, i) => [`r${i}`, cell, 'x'])];
  const file = lines.map((line) => line.map(quoted).join(delimiter)).join('\n');
  const options: ReadOptions = chosen ? { columns: { 1: chosen } } : {};
  const { report, table } = await readIntoMemory(bytesSource(new TextEncoder().encode(`${file}\n`)), 'f.csv', options);
  const column = table.columns[1];
  return { report: report.columns[1], texts: cells.map((_, row) => cellText(column, row)) };
}

/**
 * `number 1234.56`, `money CNY 1280`, `date 2024-01-03`, `ask 1.234 or 1234`, `text`, `id`; `odd in number` for a cell
 * that does not read as its column's type, `missing` for one that says nothing.
 */
export async function readLiteral(literal: string, context: Context = {}): Promise<string> {
  const { report, texts } = await readColumn([literal, ...(context.beside ?? [])], context);
  const { type, unit } = report.reading;
  const { ambiguousNumber, ambiguousDate } = report;
  if (ambiguousNumber?.raw === literal && context.chosen?.decimal === undefined)
    return `ask ${ambiguousNumber.point} or ${ambiguousNumber.comma}`;
  if (ambiguousDate?.raw === literal) return `ask ${ambiguousDate.dmy} or ${ambiguousDate.mdy}`;
  const head = [type, unit].filter((part) => part !== undefined).join(' ');
  if (report.oddCells.some(({ row }) => row === 0)) return `odd in ${head}`;
  if (texts[0] === '') return 'missing';
  return type === 'text' || type === 'category' || type === 'id' ? (type === 'id' ? 'id' : 'text') : `${head} ${texts[0]}`;
}
