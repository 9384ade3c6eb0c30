/** The facts as SQL, run by SQLite on the very tables, against what our own code computes: every fact of everybody. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import startSql, { type Database } from 'sql.js';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../src/core/column.ts';
import type { FeatureSpec } from '../../src/core/features.ts';
import { columnOf } from '../../src/core/matrix.ts';
import type { Roles } from '../../src/core/recipe.ts';
import { blobSource } from '../../src/data/byte-source.ts';
import { cellText } from '../../src/data/cell-text.ts';
import { withLinks, type LinkedTable } from '../../src/data/link-features.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { orderFeatures } from '../../src/data/rfm.ts';
import { customerBase, type CustomerBase } from '../../src/insight/customer-base.ts';
import { featureColumns } from '../../src/insight/model-export/feature-columns.ts';
import { featuresSql } from '../../src/insight/model-export/features-sql.ts';
import { quotedName } from '../../src/insight/model-export/sql-source.ts';

const SAME = 1e-9;

async function tableOf(csv: string | Uint8Array<ArrayBuffer>): Promise<Table> {
  return (await readIntoMemory(blobSource(new Blob([csv])), 'x.csv', {})).table;
}
/** The Chinese one is in GB18030. */
const sample = (name: string) => new Uint8Array(readFileSync(join(import.meta.dirname, '../../sample-data', name)));

/** Numbers as numbers, everything else as text, as the app spells it; empty cells are NULL. */
function put(database: Database, name: string, table: Table): void {
  const columns = table.columns.map((column) => `${quotedName(column.name)} ${column.kind === 'number' ? 'REAL' : 'TEXT'}`);
  database.run(`CREATE TABLE ${quotedName(name)} (${columns.join(', ')})`);
  const insert = database.prepare(`INSERT INTO ${quotedName(name)} VALUES (${columns.map(() => '?').join(', ')})`);
  for (let row = 0; row < table.rowCount; row++) {
    insert.run(table.columns.map((column) => {
      const text = cellText(column, row);
      return text === '' ? null : column.kind === 'number' ? column.values[row] : text;
    })); // prettier-ignore
  }
  insert.free();
}

async function expectSame(base: CustomerBase, tableName: string): Promise<string> {
  const { features, x, ids } = base.facts;
  const names = featureColumns(features);
  const sql = featuresSql(base, features, names, tableName);
  const engine = await startSql();
  const database = new engine.Database();
  put(database, tableName, base.table);
  for (const { name, table } of base.linked) put(database, name, table);
  const [{ columns, values }] = database.exec(sql);
  database.close();
  const said = names.filter((name) => columns.includes(name));
  expect(columns.filter((name) => name !== 'customer')).toEqual(said);
  for (const name of names) if (!said.includes(name)) expect(sql).toContain(`left out: ${quotedName(name)}`);
  expect(values).toHaveLength(ids.length);
  const at = columns.indexOf('customer');
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  values.forEach((cells, place) => {
    const row = at < 0 ? place : (rowOf.get(String(cells[at])) ?? -1);
    names.forEach((name, j) => {
      if (!said.includes(name)) return;
      const ours = columnOf(x, j)[row];
      const theirs = cells[columns.indexOf(name)];
      const isSame = Number.isNaN(ours)
        ? theirs === null
        : theirs !== null && Math.abs(Number(theirs) - ours) <= SAME * Math.max(1, Math.abs(ours));
      expect(isSame, `${name} of ${ids[row]}: ${String(theirs)} there, ${ours} here`).toBe(true);
    });
  });
  return sql;
}

describe('of orders', () => {
  it.each(['sample-shop.csv', 'sample-shop-zh.csv'])('everybody has the same facts in %s', async (name) => {
    const table = await tableOf(sample(name));
    const column = (index: number) => table.columns[index].name;
    const roles: Roles = { rowShape: 'order', orderId: column(0), when: column(1), who: column(2), product: column(6), amount: column(8) };
    const base = customerBase(table, roles);
    const sql = await expectSame(base, name);
    expect(sql).not.toContain('Cannot be said');
    // As of an earlier day, nothing after it is looked at.
    const earlier = (base.facts.asOfDay ?? 0) - 120;
    const facts = base.lines ? orderFeatures(base.lines, earlier) : base.facts;
    await expectSame({ ...base, facts }, name);
  });

  const NASTY = `who,day,id,what,amount,pieces,price
A,2024-02-28,1,tea,10,1,10
A,2024-02-29,,tea,5.5,1,5.5
A,2024-02-29,,cup,,2,
A,2024-03-01,2,"pot ""x""",0.1,1,0.1
A,2024-03-01,2, pot,0.2,1,0.2
A,2024-12-31,3,tea,-4,1,-4
B,1999-12-31,4,tea,-4,1,-4
B,2000-03-01,5,cup,-6,2,-3
C,2023-01-01,6,,,,
D,2024-06-01,7,tea,0,1,0
D,2024-06-30,7,cup,0,1,0
 E ,2024-07-01,8,tea,3,1,3
E,2024-07-01,8,tea,4,1,4
,2024-07-02,9,tea,4,1,4
F,,10,tea,4,1,4
F,2024-10-02,11,tea,4,1,4
F,2024-10-02,12,tea,8,1,8
G,1969-07-20,13,tea,8,1,8
`;
  it.each<[string, Partial<Roles>]>([
    ['order numbers', { orderId: 'id', amount: 'amount', product: 'what' }],
    ['none', { amount: 'amount', product: 'what' }],
    ['pieces times price', { orderId: 'id', quantity: 'pieces', price: 'price' }],
    ['nothing but who and when', {}],
  ])('returns, gaps, leap days and orders without a number are as here: %s', async (_, roles) => {
    const base = customerBase(await tableOf(NASTY), { rowShape: 'order', who: 'who', when: 'day', ...roles });
    await expectSame(base, 'my "orders"');
  });

  it('facts from other tables as well; what only the order of rows says is named', async () => {
    const orders = await tableOf(NASTY);
    const people = await tableOf(
      'key,plan,joined,vip,"fee, monthly"\n' + 'A,gold,2024-01-02,yes,3\nB,silver,1999-01-01,no,\nC,gold,2025-05-05,yes,7\nD,silver,,no,8\nE,gold,2020-02-29,yes,9\nF,silver,2021-03-01,no,1\n', // prettier-ignore
    );
    const calls = await tableOf('who,at\nA,2024-12-30\nA,2024-03-01\nA,2025-01-01\nF,2024-01-01\nZ,2024-01-01\n');
    const linked: LinkedTable[] = [
      { role: 'customers', name: 'people', table: people, roles: { rowShape: 'customer' }, key: 'key' },
      { role: 'interactions', name: 'calls', table: calls, roles: { rowShape: 'order', when: 'at' }, key: 'who' },
    ];
    const roles: Roles = { rowShape: 'order', who: 'who', when: 'day', amount: 'amount' };
    const base = customerBase(orders, roles, linked);
    const linkedFacts = base.facts.features.filter((feature: FeatureSpec) => feature.kind !== 'order-fact');
    expect(linkedFacts.length).toBeGreaterThan(6);
    expect(await expectSame(base, 'orders')).not.toContain('Cannot be said');
    const byOther = linked.map((link) => ({ ...link, keyOf: new Map([['A', 'A']]) }));
    const other = { ...base, linked: byOther, facts: withLinks(orderFeatures(base.lines ?? (() => { throw new Error('no lines'); })(), base.facts.asOfDay ?? 0), byOther) }; // prettier-ignore
    expect(await expectSame(other, 'orders')).toContain('Cannot be said in SQL');
  });
});

describe('of customers', () => {
  it('the sample has the same facts', async () => {
    const table = await tableOf(sample('customer_data.csv'));
    await expectSame(customerBase(table, { rowShape: 'customer', target: 'purchased' }), 'customer_data');
  });

  it('dates with times, levels with quotes, rare levels, yes and no, holes', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => {
      const plan = i % 20 === 19 ? `rare ${i}` : ["gold's", '银', 'other', ''][i % 4];
      const seen = i % 7 === 0 ? '' : `2024-0${1 + (i % 9)}-1${i % 10} 0${i % 10}:30:${10 + (i % 50)}`;
      return [`K${i}`, plan, seen, ['是', '否', ''][i % 3], i % 5 === 0 ? '' : i / 3, `19${70 + (i % 30)}-02-0${1 + (i % 9)}`].join(',');
    });
    const table = await tableOf(`no,plan,seen,app,"fee ""net""",born\n${rows.join('\n')}\n`);
    const base = customerBase(table, { rowShape: 'customer', who: 'no' });
    expect(new Set(base.facts.features.map(({ kind }) => kind))).toEqual(new Set(['column', 'level', 'was-missing']));
    expect(table.columns.map(({ kind }) => kind)).toEqual(['text', 'text', 'datetime', 'boolean', 'number', 'date']);
    await expectSame(base, '客户');
  });
});
