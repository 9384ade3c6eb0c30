/**
 * How well duplicates are found in the usual test sets: npx tsx tests/corpus/linkage.ts FOLDER
 * The labels are taken off before anything is compared; pairwise precision, recall and F1 at the default threshold.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Table } from '../../src/core/column.ts';
import { bytesSource } from '../../src/data/byte-source.ts';
import { cellText } from '../../src/data/cell-text.ts';
import { findPairs } from '../../src/data/linkage/find-pairs.ts';
import { linkageTable } from '../../src/data/linkage/linkage-columns.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';

const folder = process.argv[2] ?? '.';
const only = process.argv[3];
const isVerbose = process.argv.includes('--verbose');

async function readTable(name: string): Promise<Table> {
  const bytes = new Uint8Array(await readFile(join(folder, name)));
  return (await readIntoMemory(bytesSource(bytes), name)).table;
}

function labels(table: Table, name: string): string[] {
  const column = table.columns.find((found) => found.name.trim() === name);
  if (!column) throw new Error(`no column ${name}`);
  return Array.from({ length: table.rowCount }, (_, row) => cellText(column, row));
}

function without(table: Table, name: string): Table {
  return { ...table, columns: table.columns.filter((column) => column.name.trim() !== name) };
}

const key = (a: number, b: number): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

function truePairs(entities: readonly string[]): Set<string> {
  const rowsOf = new Map<string, number[]>();
  entities.forEach((entity, row) => rowsOf.set(entity, [...(rowsOf.get(entity) ?? []), row]));
  return new Set([...rowsOf.values()].flatMap((rows) => rows.flatMap((a, i) => rows.slice(i + 1).map((b) => key(a, b)))));
}

function score(title: string, first: Table, second: Table | undefined, truth: Set<string>): void {
  const started = performance.now();
  const job = findPairs(linkageTable(first, second));
  let step = job.next();
  while (!step.done) step = job.next();
  const { linkage, pairs } = step.value;
  const seconds = (performance.now() - started) / 1000;
  const hits = pairs.filter(({ a, b }) => truth.has(key(a, b))).length;
  const precision = hits / Math.max(1, pairs.length);
  const recall = hits / truth.size;
  const candidates = new Set(Array.from(linkage.a, (a, i) => key(a, linkage.b[i])));
  const reach = [...truth].filter((pair) => candidates.has(pair)).length / truth.size;
  const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall);
  console.log(
    `${title.padEnd(12)} P ${precision.toFixed(4)} R ${recall.toFixed(4)} F1 ${f1.toFixed(4)}  pairs ${pairs.length}/${truth.size}` +
      `  compared ${linkage.a.length} (reach ${reach.toFixed(4)})  ${seconds.toFixed(1)} s`,
  );
  if (!isVerbose) return;
  console.log(`  prior ${linkage.prior.toFixed(1)} bits, lambda ${linkage.model.lambda.toExponential(2)}, ${linkage.model.rounds} rounds`);
  linkage.fields.forEach((field, f) =>
    console.log(
      `  ${field.name.slice(0, 24).padEnd(24)} ${field.kind.padEnd(12)} ${linkage.weights[f].map((w) => w.toFixed(1)).join(' ')}   m ${linkage.model.m[f].map((w) => w.toFixed(3)).join(' ')}`,
    ),
  );
}

const RUNS: Record<string, () => Promise<void>> = {
  async 'FEBRL 1'() {
    const table = await readTable('febrl1.csv');
    const entities = labels(table, 'rec_id').map((id) => id.split('-')[1]);
    score('FEBRL 1', without(table, 'rec_id'), undefined, truePairs(entities));
  },
  async 'FEBRL 3'() {
    const table = await readTable('febrl3.csv');
    const entities = labels(table, 'rec_id').map((id) => id.split('-')[1]);
    score('FEBRL 3', without(table, 'rec_id'), undefined, truePairs(entities));
  },
  async Chicago() {
    const table = await readTable('chicago_early_childhood_true_ids.csv');
    score('Chicago', without(table, 'True Id'), undefined, truePairs(labels(table, 'True Id')));
  },
  async 'DBLP-ACM'() {
    const [first, second, gold] = await Promise.all(['dblp_acm_table_a.csv', 'dblp_acm_table_b.csv', 'dblp_acm_gold.csv'].map(readTable));
    const rowOf = (ids: string[]) => new Map(ids.map((id, row) => [id, row]));
    const [rowA, rowB] = [rowOf(labels(first, '_id')), rowOf(labels(second, '_id'))];
    const [id1, id2] = [labels(gold, 'id1'), labels(gold, 'id2')];
    const truth = new Set(id1.map((id, i) => key(rowA.get(id) ?? -1, first.rowCount + (rowB.get(id2[i]) ?? -1))));
    score('DBLP-ACM', without(first, '_id'), without(second, '_id'), truth);
  },
  async 'Abt-Buy'() {
    const [first, second] = await Promise.all(['abt_buy_Abt.csv', 'abt_buy_Buy.csv'].map(readTable));
    const ids = [...labels(first, 'unique_id'), ...labels(second, 'unique_id')];
    const across = [...truePairs(ids)].filter((pair) => {
      const [a, b] = pair.split(' ').map(Number);
      return a < first.rowCount && b >= first.rowCount;
    });
    score('Abt-Buy', without(first, 'unique_id'), without(second, 'unique_id'), new Set(across));
  },
};

for (const [name, run] of Object.entries(RUNS)) if (only === undefined || only.startsWith('--') || name === only) await run();
