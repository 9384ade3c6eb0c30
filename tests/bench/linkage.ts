/** `npx tsx tests/bench/linkage.ts [ROWS] [--json]`: seconds of processor time that finding the twins among made-up customers takes; 50,000 unless told. */
import { findPairs } from '../../src/data/linkage/find-pairs.ts';
import { linkageTable } from '../../src/data/linkage/linkage-columns.ts';
import { anyTable } from '../lab/any-table.ts';
import { customersFile } from './make-customers.ts';

const { table } = await anyTable(customersFile(Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 50_000)));
const before = process.cpuUsage();
const started = performance.now();
const job = findPairs(linkageTable(table));
let step = job.next();
while (!step.done) step = job.next();
const { user, system } = process.cpuUsage(before);
const { pairs, linkage } = step.value;
const cpuSeconds = (user + system) / 1e6;
if (process.argv.includes('--json')) console.log(JSON.stringify({ rows: table.rowCount, cpuSeconds }));
else
  console.log(
    `${table.rowCount} rows, ${linkage.a.length} pairs compared, ${pairs.length} found: ` +
      `${cpuSeconds.toFixed(1)} s of processor time, ${((performance.now() - started) / 1000).toFixed(1)} s on the clock`,
  );
