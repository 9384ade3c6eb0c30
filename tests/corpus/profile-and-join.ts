/** Profiles files, and joins the first two: `npx tsx tests/corpus/profile-and-join.ts orders.csv customers.csv`. Prints scores, fixes and matches. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { bytesSource } from '../../src/data/byte-source.ts';
import { guessRoles } from '../../src/data/guess-roles.ts';
import { guessTableRole } from '../../src/data/guess-table-role.ts';
import { matchKeys } from '../../src/data/match-keys.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { profileColumn } from '../../src/data/profile-column.ts';
import { RowHashIndex } from '../../src/data/row-hash-index.ts';
import { suggestSteps } from '../../src/data/suggest-steps.ts';
import { describeTable } from '../../src/data/worth-fixing.ts';

const today = Math.floor(Date.now() / 86_400_000);
const tables = [];
for (const path of process.argv.slice(2)) {
  const { report, table } = await readIntoMemory(bytesSource(new Uint8Array(readFileSync(path))), basename(path));
  const { roles } = guessRoles(report);
  const from = performance.now();
  const columns = table.columns.map((column, i) => profileColumn(column, report.columns[i], { today }));
  const seen = new RowHashIndex(table.rowCount);
  for (let row = 0; row < table.rowCount; row++) seen.add(table.hashHigh[row], table.hashLow[row]);
  const faults = { rows: table.rowCount, columns, twice: table.rowCount - seen.size, totalsRows: report.totalsRows.length };
  const profile = describeTable(faults, roles, suggestSteps(table, roles, report));
  const ms = Math.round(performance.now() - from);
  console.log(`\n${basename(path)}: ${table.rowCount} x ${columns.length}, ${ms} ms`, guessTableRole(report.columns, report.rowCount));
  console.log(`score ${profile.score.toFixed(1)}, after the suggested steps ${profile.scoreAfter.toFixed(1)}`);
  for (const { problem, columns: named, affected, gain, step, done } of profile.fixes)
    console.log(`  ${done ? 'done' : 'open'} +${gain.toFixed(2)} ${problem} ${named.join(', ')} (${affected}) ${step?.kind ?? '-'}`);
  tables.push(table);
}
if (tables.length >= 2) {
  for (const { ownKey, otherKey, own, other } of matchKeys(tables[0], tables[1])) {
    const side = ({ rows, rowsFound, keys, keysFound, orphans }: typeof own) =>
      `${rowsFound}/${rows} rows, ${keysFound}/${keys} keys, without: ${orphans.slice(0, 5).join(' ')}`;
    console.log(`\n${ownKey} = ${otherKey}\n  first: ${side(own)}\n  second: ${side(other)}`);
  }
}
