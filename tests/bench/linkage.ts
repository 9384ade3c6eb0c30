/** `npx tsx tests/bench/linkage.ts [ROWS]`: seconds of processor time that finding the twins among made-up customers takes; 50,000 unless told. */
import { findPairs } from '../../src/data/linkage/find-pairs.ts';
import { linkageTable } from '../../src/data/linkage/linkage-columns.ts';
import { anyTable } from '../lab/any-table.ts';
import { customersFile } from './make-customers.ts';

const { table } = await anyTable(customersFile(Number(process.argv[2] ?? 50_000)));
const before = process.cpuUsage();
const started = performance.now();
const job = findPairs(linkageTable(table));
let step = job.next();
while (!step.done) step = job.next();
const { user, system } = process.cpuUsage(before);
const { pairs, linkage } = step.value;
console.log(
  `${table.rowCount} rows, ${linkage.a.length} pairs compared, ${pairs.length} found: ` +
    `${((user + system) / 1e6).toFixed(1)} s of processor time, ${((performance.now() - started) / 1000).toFixed(1)} s on the clock`,
);
