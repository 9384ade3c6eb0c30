/**
 * lab dedupe: who is twice in one table, or who of one table is who in another. No labels are used.
 *
 * Prints the pairs, or writes them to --out as CSV: row_a, row_b (data rows from 1; with --with, row_b is of the second file),
 * weight (bits of evidence with the prior), probability.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Table } from '../../src/core/column.ts';
import { bytesSource } from '../../src/data/byte-source.ts';
import { findPairs, type FoundPairs } from '../../src/data/linkage/find-pairs.ts';
import { linkageTable } from '../../src/data/linkage/linkage-columns.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { writeCsv } from '../../src/data/write-csv.ts';

export interface DedupeOptions {
  data: string;
  with?: string;
  out?: string;
  json: boolean;
}

export interface DedupeRun {
  rows: number;
  pairs: { rowA: number; rowB: number; weight: number; probability: number }[];
  groups: number;
  fields: { name: string; comparedAs: string; weights: number[] }[];
  compared: number;
  seconds: number;
}

/** Errors: those of reading the files. */
export async function dedupeLab({ data, with: second }: Pick<DedupeOptions, 'data' | 'with'>): Promise<DedupeRun> {
  const first = await readTable(data);
  const other = second === undefined ? undefined : await readTable(second);
  const started = performance.now();
  const table = linkageTable(first, other);
  const { linkage, groups, pairs } = findAll(table);
  return {
    rows: table.rowCount,
    pairs: pairs.map(({ a, b, bits, chance }) => ({
      rowA: a + 1,
      rowB: b + 1 - (other ? first.rowCount : 0),
      weight: Math.round(bits * 1000) / 1000,
      probability: Math.round(chance * 1e6) / 1e6,
    })),
    groups: groups.length,
    fields: linkage.fields.map(({ name, kind }, f) => ({ name, comparedAs: kind, weights: linkage.weights[f] })),
    compared: linkage.a.length,
    seconds: (performance.now() - started) / 1000,
  };
}

async function readTable(path: string): Promise<Table> {
  return (await readIntoMemory(bytesSource(new Uint8Array(await readFile(path))), basename(path))).table;
}

function findAll(table: ReturnType<typeof linkageTable>): FoundPairs {
  const job = findPairs(table);
  for (;;) {
    const step = job.next();
    if (step.done) return step.value;
  }
}

export function pairsCsv({ pairs }: DedupeRun): string {
  return writeCsv(
    ['row_a', 'row_b', 'weight', 'probability'],
    pairs.map(({ rowA, rowB, weight, probability }) => [rowA, rowB, weight, probability]),
  );
}

export async function printDedupe({ data, with: second, out, json }: DedupeOptions): Promise<void> {
  const run = await dedupeLab({ data, with: second });
  if (out !== undefined) await writeFile(out, pairsCsv(run));
  if (json) return console.log(JSON.stringify(run));
  if (out === undefined) console.log(pairsCsv(run).trimEnd());
  console.error(
    `${run.rows} rows, ${run.compared} pairs compared in ${run.seconds.toFixed(1)} s: ${run.pairs.length} pairs in ${run.groups} groups` +
      `\n${run.fields.map(({ name, comparedAs, weights }) => `  ${name} (${comparedAs}): ${weights.map((weight) => weight.toFixed(1)).join(' ')}`).join('\n')}`,
  );
}
