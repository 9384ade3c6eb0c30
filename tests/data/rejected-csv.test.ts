import { expect, it } from 'vitest';
import { bytesSource } from '../../src/data/byte-source.ts';
import { readIntoMemory } from '../../src/data/memory-table.ts';
import { rejectedCsv } from '../../src/data/rejected-csv.ts';

it('lists rejected records and odd cells by line, safe to open in a spreadsheet program', async () => {
  const good = Array.from({ length: 30 }, (_, i) => `${i},2024-01-03`).join('\n');
  const file = `n,day\n${good}\n31,"=HYPERLINK(1)"\n32,2024-01-03,too,many\n`;
  const { report } = await readIntoMemory(bytesSource(new TextEncoder().encode(file)), 'f.csv');
  expect(rejectedCsv(report)).toEqual({
    rows: 2,
    csv: '\ufeffline,reason,column,raw\r\n32,not-a-date,day,\'=HYPERLINK(1)\r\n33,too-many-fields,,"32,2024-01-03,too,many"\r\n',
  });
});
