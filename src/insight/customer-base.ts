/** A cleaned table as people: who they are, how to reach them, and what is known of each on the last day. */
import type { Table } from '../core/column.ts';
import type { FeatureTable } from '../core/features.ts';
import type { Roles } from '../core/recipe.ts';
import { cellText } from '../data/cell-text.ts';
import { customerFeatures } from '../data/customer-features.ts';
import { findColumn } from '../data/find-column.ts';
import { withLinks, type LinkedTable } from '../data/link-features.ts';
import { orderLines, type OrderLines } from '../data/order-lines.ts';
import { valueColumn } from './customer-value.ts';
import { leaveScoringRows } from './who-will-leave.ts';

/** `facts`, `phones` and `emails` have one entry per customer, in the same order. */
export interface CustomerBase {
  table: Table;
  roles: Roles;
  /** Only where each row is an order. */
  lines?: OrderLines;
  facts: FeatureTable;
  phones: readonly (string | undefined)[];
  emails: readonly (string | undefined)[];
  /** Other tables about the same people; orders only. */
  linked: readonly LinkedTable[];
}

/** Errors: `no-usable-rows`, `column-missing` (orders without who or when). */
export function customerBase(table: Table, roles: Roles, linked: readonly LinkedTable[] = []): CustomerBase {
  if (roles.rowShape === 'order') {
    const lines = orderLines(table, roles);
    // Every customer has a line on or before the last day, so the rows are those of `lines.ids`.
    return { table, roles, lines, facts: withLinks(leaveScoringRows(lines), linked), phones: lines.phones, emails: lines.emails, linked };
  }
  const cells = (name: string | undefined) => {
    const column = findColumn(table, name);
    return Array.from({ length: table.rowCount }, (_, row) => (column && cellText(column, row).trim()) || undefined);
  };
  const facts = namedByLine(customerFeatures(table, roles), table);
  const value = valueColumn(table, roles)?.values ?? facts.value;
  return {
    table,
    roles,
    facts: { ...facts, value },
    phones: cells(roles.phone),
    emails: cells(roles.email),
    linked: [],
  };
}

/** A row whose customer number is empty goes by its line in the file, like the rows of a file without numbers. */
export function namedByLine<T extends FeatureTable>(features: T, table: Table): T {
  if (!features.ids.includes('')) return features;
  const ids = features.ids.map((id, row) => id || String(table.sourceLine[row]));
  return { ...features, ids, names: features.names.map((name, row) => name || ids[row]) };
}
