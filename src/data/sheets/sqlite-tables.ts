/** Tables of an SQLite database, each a sheet: SQLite itself reads it, as WebAssembly, from a copy in memory. */
import startSql, { type BindParams, type Database, type SqlValue, type Statement } from 'sql.js';
import { AppError } from '../../core/errors.ts';
import type { SheetInfo } from '../../core/reading.ts';
import type { ByteSource } from '../byte-source.ts';
import { plainNumber } from './number-text.ts';
import type { FormatParts } from './open-file.ts';
import type { OpenHooks } from './open-hooks.ts';
import type { OpenedFile } from './sheet-table.ts';
import { SheetWriter } from './sheet-writer.ts';

const MAX_FILE_BYTES = 256 << 20;
const MAX_TABLES = 500;
const TICK_ROWS = 2000;

/** Errors: `workbook-broken` {message}, `file-encrypted`, `file-too-large`, `sheet-missing`, `file-empty`, `file-changed`, `cancelled`. */
export async function openSqlite(source: ByteSource, sheet: string | undefined, parts: FormatParts, hooks: OpenHooks): Promise<OpenedFile> {
  if (source.size > MAX_FILE_BYTES) throw new AppError('file-too-large', { limit: MAX_FILE_BYTES >> 20 });
  const wasm = await parts.sqliteWasm?.();
  if (wasm === undefined) throw new AppError('internal', { message: 'no SQLite here' });
  const sql = await startSql({ locateFile: () => wasm });
  const database = new sql.Database(await source.read(0, source.size));
  try {
    return await readDatabase(database, sheet, hooks);
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('workbook-broken', { message: thrown instanceof Error ? thrown.message : String(thrown) });
  } finally {
    database.close();
  }
}

async function readDatabase(database: Database, wanted: string | undefined, hooks: OpenHooks): Promise<OpenedFile> {
  const list = database.exec(
    `SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, rowid LIMIT ${MAX_TABLES}`,
  );
  const names = (list[0]?.values ?? []).map(([name]) => String(name));
  const sheets: SheetInfo[] = names.map((name) => {
    const rows = Number(database.exec(`SELECT count(*) FROM ${quoted(name)}`)[0]?.values[0]?.[0] ?? 0);
    const columns = database.exec(`SELECT count(*) FROM pragma_table_info(${literal(name)})`)[0]?.values[0]?.[0];
    return { name, rows, columns: Number(columns ?? 0), hidden: false };
  });
  if (wanted !== undefined && !names.includes(wanted)) throw new AppError('sheet-missing', { sheet: wanted, sheets: names.join(', ') });
  const best =
    wanted ?? sheets.reduce((a: SheetInfo | undefined, b) => (a && a.rows * a.columns >= b.rows * b.columns ? a : b), undefined)?.name;
  if (best === undefined || !sheets.some(({ rows }) => rows > 0)) throw new AppError('file-empty');
  return { format: 'sqlite', sheets, table: (await readOne(database, best, hooks)).finish() };
}

/** The types of sql.js do not know this argument; its documentation does. */
interface Reader extends Statement {
  get(params?: BindParams, config?: { useBigInt: boolean }): SqlValue[];
}

async function readOne(database: Database, name: string, hooks: OpenHooks): Promise<SheetWriter> {
  const writer = new SheetWriter(name);
  const statement: Reader = database.prepare(`SELECT * FROM ${quoted(name)}`);
  try {
    writer.row(0, statement.getColumnNames());
    writer.headerRow = 0;
    writer.namesAdded = true;
    for (let row = 1; statement.step(); row++) {
      if (row % TICK_ROWS === 0) await hooks.tick(0);
      // Whole numbers have 64 bits there: a float would change the last digits of long ones.
      const values = statement.get(null, { useBigInt: true });
      writer.row(
        row,
        values.map((value, column) => cellText(value, column, row, writer)),
      );
    }
  } finally {
    statement.free();
  }
  return writer;
}

function cellText(value: SqlValue | bigint, column: number, row: number, writer: SheetWriter): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) {
    writer.notes.add('binary-left-out', String(row));
    return '';
  }
  writer.sawNumber(column);
  return typeof value === 'bigint' ? String(value) : plainNumber(String(value));
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}
