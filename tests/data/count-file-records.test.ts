import { expect, it } from 'vitest';
import { bytesSource } from '../../src/data/byte-source.ts';
import { countFileRecords, type RecordRules } from '../../src/data/count-file-records.ts';

const count = (bytes: Uint8Array, rules: Partial<RecordRules> = {}, pause?: () => Promise<void>): Promise<number> =>
  countFileRecords(
    bytesSource(bytes),
    { choice: { encoding: 'utf-8', bomBytes: 0, evidence: 'ascii' } as RecordRules['choice'], delimiter: ',', quote: '"', ...rules },
    pause,
  );
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

it('counts the records of a file, quoted line breaks aside', async () => {
  expect(await count(utf8('a,b\n1,"x\ny"\n2,z'))).toBe(3);
  expect(await count(utf8('a,b\n1,"x\ny"\n2,z'), { quote: 'none' })).toBe(4);
});

it('counts in the encoding that was found, and with blanks as delimiters', async () => {
  const utf16 = Uint8Array.from(Buffer.from('\ufeffa\tb\n张\t2\n', 'utf16le'));
  const choice = { encoding: 'utf-16le', bomBytes: 2, evidence: 'bom' } as RecordRules['choice'];
  expect(await count(utf16, { choice, delimiter: '\t' })).toBe(2);
  expect(await count(utf8('  a   b\n "c  d" e\n'), { delimiter: ' ' })).toBe(2);
});

it('stops when told to', async () => {
  await expect(count(utf8('a\n'), {}, () => Promise.reject(new Error('cancelled')))).rejects.toThrow('cancelled');
});
