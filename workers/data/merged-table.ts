/** A cleaned table as its customers are counted: those who were said to be one person have one number. */
import type { Table } from '../../src/core/column.ts';
import type { Roles } from '../../src/core/recipe.ts';
import { leaderOf } from '../../src/core/same-person.ts';
import { mergeCustomers } from '../../src/data/merge-customers.ts';
import type { Store } from '../../src/store/contract.ts';
import { samePerson } from '../learn/same-person-record.ts';

export async function mergedTable(store: Store, datasetId: string, table: Table, roles: Roles): Promise<Table> {
  const { judgements, rules } = await samePerson(store, datasetId);
  return mergeCustomers(table, roles, leaderOf(judgements), rules);
}
