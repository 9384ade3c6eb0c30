/** What a customer of a customer table is worth: the amount column, or the one that by its name says what they have paid. */
import type { NumberColumn, Table } from '../core/column.ts';
import type { Roles } from '../core/recipe.ts';
import { findColumn } from '../data/find-column.ts';

/** Money that came from the customer; salaries, prices and credit limits do not. */
const PAID =
  /revenue|turnover|spend|spent|charge|sales|paid|monetary|trans.?am(oun)?t|purchase.?am(oun)?t|order.?value|\b(ltv|clv)\b|消费|营收|销售额|支付|付款|成交额|购买金额/i;
const NOT_PAID = /salary|wage|limit|target|ratio|share|percent|count|times|change|ct\b|率|次数/i;
/** Of several, what comes every month or year: that is what leaves with the customer, not what was paid long ago. */
const PER_PERIOD = /month|week|annual|year|quarter|每月|月|年/i;

/** undefined: nothing in the table says what anybody is worth. `target` is what is predicted, so it is no measure of worth. */
export function valueColumn(table: Table, roles: Roles): NumberColumn | undefined {
  const chosen = findColumn(table, roles.amount);
  if (chosen?.kind === 'number') return chosen;
  const spaced = (name: string) => name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replace(/[_-]/g, ' ');
  const candidates = table.columns.filter((column): column is NumberColumn => {
    const name = spaced(column.name);
    const isOpen = column.name !== roles.target && !roles.ignored?.includes(column.name);
    return column.kind === 'number' && column.unit !== '%' && isOpen && PAID.test(name) && !NOT_PAID.test(name);
  });
  return candidates.find((column) => PER_PERIOD.test(spaced(column.name))) ?? candidates[0];
}
