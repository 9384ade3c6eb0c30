/** Another name for a column. Those that say who, when or how much keep theirs: the rest of the app finds them by it. */
import type { Column } from '../../core/column.ts';
import type { StepOf } from '../../core/recipe.ts';
import { findColumn } from '../find-column.ts';
import { isUsedByRole, NOTHING } from './change-columns.ts';
import type { StepInput, StepResult } from './step-input.ts';

/** Nothing happens where another column has the name already. */
export function renameColumn({ table, roles }: StepInput, { column: name, into }: StepOf<'rename-column'>): StepResult {
  const old = findColumn(table, name);
  if (!old || name === into || findColumn(table, into) || isUsedByRole(roles, name)) return NOTHING;
  const columns = table.columns.map((column) => (column === old ? named(column, into) : column));
  return { rows: 0, cells: 0, examples: [{ line: 1, column: name, before: name, after: into }], columns };
}

/** Spelled out for text, whose dictionary may not have been read yet. */
function named(column: Column, name: string): Column {
  if (column.kind !== 'text') return { ...column, name };
  const { kind, use, codes, tidy } = column;
  return {
    kind,
    name,
    use,
    codes,
    ...(tidy === undefined ? {} : { tidy }),
    get dictionary() {
      return column.dictionary;
    },
  };
}
