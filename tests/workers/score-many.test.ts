/** Many at once: everybody's chances, and another file checked, scored beside its own rows, or refused; no row is lost. */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/core/dataset.ts';
import type { ModelCard } from '../../src/core/model-card.ts';
import type { ScoredFile } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open-store.ts';
import { pageScores } from '../../workers/learn/page-scores.ts';
import { scoreOtherFile } from '../../workers/learn/score-file.ts';
import { showCustomer } from '../../workers/learn/show-customer.ts';
import { trainModel } from '../../workers/learn/train-model.ts';
import { jobOf, keepSample } from './learn-shop.ts';

const WORDS = {
  chance: 'Chance',
  amount: 'Amount',
  line: 'Line',
  because: 'Why',
  column: 'Column',
  cell: 'Value',
  rejected: 'rejected',
  'bad-cell': 'bad cell',
  dropped: 'dropped',
  nobody: 'nobody',
};

let store: Store;
let shop: { dataset: Dataset; card: ModelCard };
let table: { dataset: Dataset; card: ModelCard };
const text = (name: string) => readFileSync(join(import.meta.dirname, '../../sample-data', name), 'utf8').replace(/^\ufeff/, '');

beforeAll(async () => {
  store = await openStore({ name: 'score-many' });
  const learned = async (name: string) => {
    const dataset = await keepSample(store, name);
    return { dataset, card: await trainModel(store, { datasetId: dataset.id, seed: 42, algorithms: ['logistic'] }, jobOf()) };
  };
  shop = await learned('sample-shop.csv');
  table = await learned('customer_data.csv');
});
afterAll(() => store.close());

const score = ({ dataset, card }: typeof shop, content: string, fileName = 'other.csv') =>
  scoreOtherFile(store, { datasetId: dataset.id, modelId: card.id, file: new Blob([content]), fileName, words: WORDS }, jobOf());

async function scored(of: typeof shop, content: string): Promise<ScoredFile & { lines: string[][] }> {
  const answer = await score(of, content);
  if ('refused' in answer) throw new Error(JSON.stringify(answer.refused));
  expect(answer.rows).toBe(answer.scored + answer.unscoredCount);
  const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode(answer.csv);
  expect(csv.startsWith('\ufeff')).toBe(true);
  return { ...answer, lines: csv.slice(1).trimEnd().split('\r\n').map((line) => line.split(',')) }; // prettier-ignore
}

const chances = async ({ dataset, card }: typeof shop) => {
  const found = new Map<string, number | null>();
  for (let from = 0; ; from += 200) {
    const page = await pageScores(store, { datasetId: dataset.id, modelId: card.id, from, count: 200 }, jobOf());
    for (const { id, chance } of page.rows) found.set(id, chance);
    if (from + 200 >= page.total) return found;
  }
};

describe('everybody', () => {
  it('has the chance and the three strongest reasons that the own page says', async () => {
    const { dataset, card } = shop;
    const { total, rows } = await pageScores(store, { datasetId: dataset.id, modelId: card.id, from: 200, count: 500 }, jobOf());
    expect([total, rows.length]).toEqual([600, 200]);
    for (const row of rows.slice(0, 15)) {
      const page = await showCustomer(store, { datasetId: dataset.id, modelId: card.id, id: row.id }, jobOf());
      expect([row.chance, row.name, row.reasons]).toEqual([page.chance, page.name, page.decision.reasons]);
    }
  });
});

describe('another file', () => {
  it('of orders, the very one that was learned from, gives everybody the chance they have here', async () => {
    const answer = await scored(shop, text('sample-shop.csv'));
    const known = await chances(shop);
    expect(answer.people).toBe(600);
    const [header, ...rows] = answer.lines;
    expect(header.at(-1)).toBe('Chance');
    const who = header.indexOf('Customer no');
    expect(rows).toHaveLength(answer.scored);
    for (const row of rows) expect(Number(row.at(-1))).toBe(known.get(row[who]));
  });

  it('of customers, columns in another order, gives each row the chance of that customer here', async () => {
    const [header, ...rows] = text('customer_data.csv').trimEnd().split(/\r?\n/).map((line) => line.split(',')); // prettier-ignore
    const turned = [header, ...rows].map((cells) => cells.toReversed().join(',')).join('\n');
    const answer = await scored(table, turned);
    expect([answer.rows, answer.scored, answer.unscoredCount]).toEqual([rows.length, rows.length, 0]);
    const known = [...(await chances(table)).values()];
    expect(answer.lines.slice(1).map((cells) => Number(cells.at(-1)))).toEqual(known);
  });

  it('lists each row that cannot be scored with line, column and value, and loses none', async () => {
    const lines = text('customer_data.csv').trimEnd().split(/\r?\n/);
    const column = table.card.ruleFeature;
    if (!('column' in column)) throw new Error('a column was expected');
    const at = lines[0].split(',').indexOf(column.column);
    const broken = lines.map((line, i) =>
      i === 5 || i === 9
        ? line
            .split(',')
            .with(at, i === 5 ? 'plenty' : '=1+1')
            .join(',')
        : line,
    );
    broken[20] += ',too,many';
    broken.splice(30, 0, '');
    const answer = await scored(table, broken.join('\n'));
    expect(answer.rows).toBe(lines.length - 1);
    expect(answer.unscored).toEqual([
      { line: 6, because: 'bad-cell', column: column.column, value: 'plenty' },
      { line: 10, because: 'bad-cell', column: column.column, value: '=1+1' },
      expect.objectContaining({ line: 21, because: 'rejected' }),
    ]);
    const list = new TextDecoder().decode(answer.unscoredCsv);
    expect(list).toContain(`10,bad cell,${column.column},'=1+1`);
    expect(list.trimEnd().split('\r\n')).toHaveLength(4);
  });

  it('does not let a cell of it act as a formula, and keeps its own column called Chance', async () => {
    const lines = text('sample-shop.csv').trimEnd().split(/\r?\n/);
    const named = lines.map((line, i) => `${line},${i === 0 ? 'Chance' : '@SUM(A1)'}`);
    const answer = await scored(shop, named.join('\n'));
    expect(answer.lines[0].slice(-2)).toEqual(['Chance', 'Chance (2)']);
    expect(new Set(answer.lines.slice(1).map((cells) => cells.at(-2)))).toEqual(new Set(["'@SUM(A1)"]));
  });

  it('is refused where a column of the model is gone, with its name', async () => {
    const lines = text('customer_data.csv').trimEnd().split(/\r?\n/).map((line) => line.split(',')); // prettier-ignore
    const column = table.card.ruleFeature;
    if (!('column' in column)) throw new Error('a column was expected');
    const at = lines[0].indexOf(column.column);
    const without = lines.map((cells) => cells.toSpliced(at, 1).join(',')).join('\n');
    expect(await score(table, without)).toEqual({ refused: { kind: 'missing', columns: [expect.stringContaining(column.column)] } });
  });

  it('is refused where its customers are another kind, or a column cannot be read', async () => {
    const lines = text('customer_data.csv').trimEnd().split(/\r?\n/).map((line) => line.split(',')); // prettier-ignore
    const column = table.card.ruleFeature;
    if (!('column' in column)) throw new Error('a column was expected');
    const at = lines[0].indexOf(column.column);
    const changed = (cell: (value: string) => string) => lines.map((cells, i) => (i === 0 ? cells : cells.with(at, cell(cells[at]))).join(',')).join('\n'); // prettier-ignore
    const moved = await score(
      table,
      changed((value) => String(Number(value) * 10 + 1000)),
    );
    expect(moved).toMatchObject({ refused: { kind: 'moved', drift: [{ feature: { column: column.column } }] } });
    // Kept by the page, a recipe says how each column is read.
    const { dataset } = table;
    const recipe = { ...dataset.recipe, read: { columns: { [at]: { type: 'number' as const } } } };
    await store.write([{ kind: 'dataset', put: { ...dataset, recipe, updatedAt: dataset.updatedAt + 1 } }]);
    const words = await score(
      table,
      changed(() => 'unknown quantity'),
    );
    expect(words).toEqual({ refused: { kind: 'unreadable', column: column.column, type: 'number' } });
  });
});
