/** Which columns of a customer table give the answer away, before any model is trained on them. */
import type { Column, Table } from '../core/column.ts';
import { columnOf } from '../core/matrix.ts';
import type { Question, Roles } from '../core/recipe.ts';
import { featureMatrix } from './customer-features.ts';
import { givesAnswerAway } from './gives-answer-away.ts';
import { planColumn } from './plan-features.ts';
import { takeTableRows } from './take-rows.ts';
import { targetValues } from './target-values.ts';

/** As many rows as it takes to be sure; of larger tables every n-th row is looked at. */
const MOST_ROWS = 20_000;

/** @param target the question's own column. Orders have no such columns: their answer lies in the future of all of them. */
export function tellsAnswer(column: Column, target: Column, question: Extract<Question, { target: string }>, roles: Roles): boolean {
  if (column.name === question.target) return false;
  const table = sampled([column, target]);
  const plan = planColumn(table.columns[0], table, roles);
  if ('reason' in plan) return plan.reason === 'gives-answer-away';
  const x = featureMatrix(table, plan.features);
  return givesAnswerAway(
    plan.features.map((_, j) => columnOf(x, j)),
    targetValues(table.columns[1], question),
    question.kind,
  );
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
