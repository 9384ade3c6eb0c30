/** Which columns of a customer table give the answer away, before any model is trained on them. */
import type { Column, Table } from '../core/column.ts';
import type { Question, Roles } from '../core/recipe.ts';
import { featureMatrix } from '../data/customer-features.ts';
import { planColumn } from '../data/plan-features.ts';
import { takeTableRows } from '../data/take-rows.ts';
import { targetValues } from '../data/target-values.ts';
import { leakingColumns } from './set-aside-leaks.ts';

/** As many rows as it takes to be sure; of larger tables every n-th row is looked at. */
const MOST_ROWS = 20_000;

/** @param target the question's own column. Orders have no such columns: their answer lies in the future of all of them. */
export function tellsAnswer(column: Column, target: Column, question: Extract<Question, { target: string }>, roles: Roles): boolean {
  if (column.name === question.target) return false;
  const table = sampled([column, target]);
  const plan = planColumn(table.columns[0], table, roles);
  if ('reason' in plan) return false;
  const x = featureMatrix(table, plan.features);
  return leakingColumns({ features: plan.features, x, y: targetValues(table.columns[1], question) }, question).length > 0;
}

function sampled(columns: Column[]): Table {
  const [first] = columns;
  const rowCount = first.kind === 'text' ? first.codes.length : first.values.length;
  const none = new Uint32Array(rowCount);
  const table: Table = { rowCount, columns, sourceLine: none, hashHigh: none, hashLow: none };
  if (rowCount <= MOST_ROWS) return table;
  const stride = rowCount / MOST_ROWS;
  return takeTableRows(
    table,
    Uint32Array.from({ length: MOST_ROWS }, (_, i) => Math.floor(i * stride)),
  );
}
