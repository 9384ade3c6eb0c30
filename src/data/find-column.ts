/** Columns by name: the only way roles and steps point at them. */
import type { Column, Table } from '../core/column.ts';
import { AppError } from '../core/errors.ts';

export function findColumn(table: Table, name: string | undefined): Column | undefined {
  return name === undefined ? undefined : table.columns.find((column) => column.name === name);
}

/** Throws `column-missing` with the name, or with `role` when no column was matched to it. */
export function requireColumn(table: Table, name: string | undefined, role: string): Column {
  const column = findColumn(table, name);
  if (column === undefined) throw new AppError('column-missing', { column: name ?? role });
  return column;
}
