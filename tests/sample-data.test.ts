import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Roles } from '../src/core/recipe.ts';
import { bytesSource } from '../src/data/byte-source.ts';
import { boughtWithin } from '../src/data/churn-labels.ts';
import { gapSummary } from '../src/data/gaps.ts';
import { guessRoles } from '../src/data/guess-roles.ts';
import { readIntoMemory } from '../src/data/memory-table.ts';
import { orderLines } from '../src/data/order-lines.ts';
import { orderFeatures } from '../src/data/rfm.ts';
import { runSteps } from '../src/data/run-steps.ts';
import { suggestSteps } from '../src/data/suggest-steps.ts';
import { planUpsert, upsertKey } from '../src/data/upsert.ts';
import { cardText, makeSampleFiles } from '../sample-data/make-sample-files.ts';

const folder = join(import.meta.dirname, '../sample-data');
const files = makeSampleFiles();

/** Counts made with nothing but string splitting, so that they owe nothing to the product's reader. */
function records(name: string): { raw: string[]; cells: string[][] } {
  const card = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const text = new TextDecoder(card.encoding, { fatal: true }).decode(readFileSync(join(folder, `${name}.csv`)));
  const raw = text.split(/\r?\n/).filter((line) => line !== '');
  return { raw: raw.slice(1), cells: raw.slice(1).map((line) => line.split(',').map((cell) => cell.trim())) };
}

const isDate = (text: string) => /^\d{4}([-/])\d{1,2}\1\d{1,2}$|^\d{1,2} [A-Z][a-z]{2} \d{4}$|^\d{4}年\d{1,2}月\d{1,2}日$/.test(text);

describe('sample data', () => {
  it.each(files)('$name is what its generator writes, byte for byte', (file) => {
    expect(Buffer.compare(readFileSync(join(folder, `${file.name}.csv`)), file.bytes)).toBe(0);
    expect(readFileSync(join(folder, `${file.name}.json`), 'utf8')).toBe(cardText(file));
  });

  it.each(files)('$name is small enough to ship', ({ bytes }) => {
    expect(bytes.length).toBeLessThan(450_000);
  });

  it.each(['sample-shop', 'sample-shop-zh', 'sample-shop-next-month', 'sample-shop-next-month-zh'])(
    'the card of %s counts what was planted',
    (name) => {
      const { planted, rows } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
      const { cells } = records(name);
      const totals = cells.filter(([first]) => first === 'Total' || first === '合计');
      const orders = cells.filter((row) => !totals.includes(row));
      const distinct = [...new Map(orders.map((row) => [row.join('\u0000'), row])).values()];
      const dated = distinct.filter(([, date]) => isDate(date));
      expect(cells.length).toBe(rows);
      expect(cells.every((row) => row.length === 9)).toBe(true);
      expect({
        totalsRows: totals.length,
        duplicates: orders.length - distinct.length,
        unreadableDates: distinct.length - dated.length,
        orders: dated.length,
        customers: new Set(dated.map((row) => row[2])).size,
      }).toEqual({
        totalsRows: planted.totalsRows,
        duplicates: planted.duplicates,
        unreadableDates: planted.unreadableDates,
        orders: planted.orders,
        customers: planted.customers,
      });
      expect(new Set(distinct.map(([order]) => order)).size).toBe(distinct.length);
    },
  );

  it('the shop has 600 customers, 4,812 orders, 14 duplicates (some only by blanks), three unreadable dates and a totals row', () => {
    for (const name of ['sample-shop', 'sample-shop-zh']) {
      const { planted } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
      expect(planted).toMatchObject({ customers: 600, orders: 4812, duplicates: 14, unreadableDates: 3, totalsRows: 1 });
      const { raw } = records(name);
      expect(raw.length - new Set(raw).size).toBe(9);
    }
  });

  it.each([
    ['sample-shop', 'sample-shop-next-month'],
    ['sample-shop-zh', 'sample-shop-next-month-zh'],
  ])('next month of %s repeats, corrects and adds as its card says', (now, later) => {
    const before = new Map(records(now).cells.map((row) => [row[0], row.join()]));
    const after = records(later).cells.filter(([order]) => order !== 'Total' && order !== '合计');
    const { planted } = JSON.parse(readFileSync(join(folder, `${later}.json`), 'utf8'));
    expect(after.filter((row) => before.get(row[0]) === row.join()).length).toBe(planted.same);
    expect(after.filter((row) => before.has(row[0]) && before.get(row[0]) !== row.join()).length).toBe(planted.changed);
    expect(after.filter((row) => !before.has(row[0])).length).toBe(planted.added);
  });

  it('phones and e-mails belong to nobody', () => {
    for (const [name, phone] of [
      ['sample-shop', /^(07700900\d{3})?$/],
      ['sample-shop-zh', /^(1000000\d{4})?$/],
    ] as const) {
      for (const row of records(name).cells) {
        expect(row[4]).toMatch(phone);
        expect(row[5]).toMatch(/^([\w.]+@example\.com)?$/);
      }
    }
  });

  it('customer_data has both answers and a few blanks', () => {
    const { cells } = records('customer_data');
    const { planted } = JSON.parse(readFileSync(join(folder, 'customer_data.json'), 'utf8'));
    expect(cells.length).toBe(300);
    expect(cells.flat().filter((cell) => cell === '').length).toBe(planted.blanks);
    expect(cells.filter((row) => row[2] === '1').length).toBe(planted.purchased);
  });
});

async function readAndClean(name: string, given?: Roles) {
  const { report, table: asRead } = await readIntoMemory(bytesSource(readFileSync(join(folder, `${name}.csv`))), `${name}.csv`);
  const roles = given ?? guessRoles(report).roles;
  return { asRead, roles, ...runSteps(asRead, suggestSteps(asRead, roles, report), roles, report) };
}

describe('what the product makes of the sample', () => {
  it.each(['sample-shop', 'sample-shop-zh'])('finds in %s just what was planted', async (name) => {
    const { planted } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
    const { table, roles, effects } = await readAndClean(name);
    const dropped = (kind: string) => effects.filter(({ step }) => step.kind === kind).map(({ rows, cells }) => rows + cells);
    expect(dropped('trim')).toEqual([planted.cellsWithBlanks]);
    expect(dropped('drop-totals')).toEqual([planted.totalsRows]);
    expect(dropped('drop-duplicates')).toEqual([planted.duplicates]);
    expect(dropped('drop-unreadable')).toEqual([planted.unreadableDates]);
    expect(effects.length).toBe(4);
    const lines = orderLines(table, roles);
    expect([lines.ids.length, lines.orderCount, lines.skipped]).toEqual([planted.customers, planted.orders, 0]);
  });

  it.each([
    ['sample-shop', 'sample-shop-next-month'],
    ['sample-shop-zh', 'sample-shop-next-month-zh'],
  ])('tells the rows of the month after %s apart', async (now, later) => {
    const { planted } = JSON.parse(readFileSync(join(folder, `${later}.json`), 'utf8'));
    const before = await readAndClean(now);
    const after = await readAndClean(later, before.roles);
    const parts = [{ table: before.asRead, keep: before.keep }];
    const key = upsertKey([...parts, { table: after.asRead, keep: after.keep }], before.roles);
    expect(key).toBe(before.roles.orderId);
    const { plan } = planUpsert(parts, after.asRead, key, after.keep);
    expect(plan).toMatchObject({ added: planted.added, changed: planted.changed, same: planted.same, keyColumn: key });
  });

  it('has churn that depends on behaviour: who is late, and whose orders shrink, leaves more often', async () => {
    const { table, roles } = await readAndClean('sample-shop');
    const lines = orderLines(table, roles);
    const horizon = gapSummary(lines).suggestedHorizonDays;
    const asOf = Math.max(...lines.day) - horizon;
    const { ids, features, x } = orderFeatures(lines, asOf);
    const gone = boughtWithin(lines, ids, asOf, horizon);
    const fact = (name: string) => {
      const j = features.findIndex((feature) => feature.kind === 'order-fact' && feature.fact === name);
      return x.values.slice(j * x.rows, (j + 1) * x.rows);
    };
    const share = (isIn: (row: number) => boolean) => {
      const rows = ids.map((_, row) => row).filter(isIn);
      return rows.reduce((sum, row) => sum + gone[row], 0) / rows.length;
    };
    const [lateness, trend, orders] = ['lateness', 'amount-trend', 'frequency'].map(fact);
    expect(share(() => true)).toBeGreaterThan(0.35);
    expect(share(() => true)).toBeLessThan(0.65);
    expect(share((row) => lateness[row] > 3)).toBeGreaterThan(share((row) => lateness[row] < 1) + 0.3);
    expect(share((row) => trend[row] < 0.6 && orders[row] > 2)).toBeGreaterThan(share((row) => trend[row] >= 0.6 && orders[row] > 2) + 0.2);
    expect(share((row) => orders[row] === 1)).toBeGreaterThan(share((row) => orders[row] > 2));
  });
});
