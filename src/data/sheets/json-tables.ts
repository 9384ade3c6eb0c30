/**
 * One JSON value that holds tables: a list of objects or of lists, wherever in it. Each such list is a sheet by the path to it.
 */
import { AppError } from '../../core/errors.ts';
import type { Encoding } from '../../core/reading.ts';
import type { ByteSource } from '../byte-source.ts';
import { BestSheet } from './best-sheet.ts';
import { fieldOf, flatten, isObject, parseJson, type Json } from './json-values.ts';
import type { OpenHooks } from './open-hooks.ts';
import { RecordSheet } from './record-sheet.ts';
import type { OpenedFile } from './sheet-table.ts';
import { SheetWriter } from './sheet-writer.ts';
import { textEncoding, wholeText } from './text-source.ts';

const MAX_TABLES = 100;
const MAX_DEPTH = 6;
const TICK_ROWS = 5000;

/** Errors: `json-broken` {message}, `no-table`, `file-too-large`, `sheet-missing`, `encoding-unknown`, `file-changed`, `cancelled`. */
export async function openJson(
  source: ByteSource,
  encoding: Encoding | undefined,
  sheet: string | undefined,
  hooks: OpenHooks,
): Promise<OpenedFile> {
  const value = parseJson(await wholeText(source, await textEncoding(source, encoding), hooks));
  const tables = tablesIn(value);
  if (tables.length === 0) throw new AppError('no-table');
  const best = new BestSheet(sheet);
  for (const { name, rows } of tables) best.offer(await sheetOf(name, rows, () => hooks.tick(source.size)));
  return best.take('json');
}

interface JsonTable {
  name: string;
  rows: Json[];
}

/** Lists of objects or of lists; a lone object is a table of one row. Lists inside rows of a table are not looked into. */
function tablesIn(value: Json, name = 'JSON', depth = 0, found: JsonTable[] = []): JsonTable[] {
  if (found.length >= MAX_TABLES || depth > MAX_DEPTH) return found;
  if (Array.isArray(value)) {
    if (value.some((row) => isObject(row) || Array.isArray(row)) || (depth === 0 && value.length > 0)) found.push({ name, rows: value });
    return found;
  }
  if (!isObject(value)) return found;
  const columns = columnsOf(value);
  if (columns) found.push({ name, rows: columns });
  else for (const [key, inner] of Object.entries(value)) tablesIn(inner, depth === 0 ? key : `${name}.${key}`, depth + 1, found);
  if (depth === 0 && found.length === 0 && Object.keys(value).length > 0) found.push({ name, rows: rowsOf(value) });
  return found;
}

/** `{a: [1, 2], b: [3, 4]}` and `{columns: [...], data: [[...]]}`, as pandas writes them. */
function columnsOf(value: { [name: string]: Json }): Json[] | undefined {
  const { columns, data } = value;
  if (Array.isArray(columns) && Array.isArray(data) && data.every((row) => Array.isArray(row))) return [columns, ...data];
  const lists = Object.values(value);
  const length = Array.isArray(lists[0]) ? lists[0].length : 0;
  const areColumns =
    lists.length > 1 &&
    length > 0 &&
    lists.every((list) => Array.isArray(list) && list.length === length && !list.some((cell) => typeof cell === 'object' && cell !== null));
  if (!areColumns) return undefined;
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(Object.entries(value).map(([key, list]) => [key, Array.isArray(list) ? list[row] : null])),
  );
}

/** `{"C1": {...}, "C2": {...}}`: records by their keys; anything else is one record. */
function rowsOf(value: { [name: string]: Json }): Json[] {
  const entries = Object.entries(value);
  return entries.length > 1 && entries.every(([, inner]) => isObject(inner))
    ? entries.map(([key, inner]) => ({ key, ...(isObject(inner) ? inner : {}) }))
    : [value];
}

async function sheetOf(name: string, rows: readonly Json[], tick: () => Promise<void>): Promise<SheetWriter> {
  if (rows.every((row) => Array.isArray(row))) {
    const writer = new SheetWriter(name);
    for (const [i, row] of rows.entries()) {
      if (i % TICK_ROWS === 0) await tick();
      const cells = (Array.isArray(row) ? row : []).map((cell, column) => {
        const field = fieldOf(cell, `${name} ${i + 1}`, writer.notes);
        if (field?.isNumber) writer.sawNumber(column);
        return field?.text ?? '';
      });
      writer.row(i + 1, cells);
    }
    return writer;
  }
  const sheet = new RecordSheet(name);
  for (const [i, row] of rows.entries()) {
    if (i % TICK_ROWS === 0) await tick();
    sheet.add(i + 1, flatten(row, sheet.writer.notes));
  }
  return sheet.finish();
}
