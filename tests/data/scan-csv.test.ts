import { describe, expect, it } from 'vitest';
import { RecordIntake } from '../../src/data/record-intake.ts';
import { CsvScanner } from '../../src/data/scan-csv.ts';

function scan(text: string, width: number, pieceBytes = Infinity): { rows: string[][]; irregular: boolean; intake: RecordIntake } {
  const rows: string[][] = [];
  const intake = new RecordIntake(new Array<string>(width).fill(''), -1, ',', (batch) => {
    for (let row = 0; row < batch.rows; row++) rows.push(Array.from({ length: width }, (_, column) => batch.text(row * width + column)));
  });
  const scanner = new CsvScanner(intake, ',', true, []);
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) scanner.add(bytes.subarray(at, at + pieceBytes), at + pieceBytes >= bytes.length);
  return { rows, irregular: scanner.irregular, intake };
}

describe('the byte scanner', () => {
  it('unquotes, undoubles quotes and reads line breaks in cells as LF, wherever the bytes are cut', () => {
    const text = '"a""b","x\r\ny"\r\n"","z\rw"\n';
    for (let size = 1; size <= text.length; size++) {
      expect(scan(text, 2, size).rows).toEqual([
        ['a"b', 'x\ny'],
        ['', 'z\nw'],
      ]);
    }
  });

  it.each(['"a" ,b\n', '"a"b,c\n', 'a,"b\n', '"a""\n', 'a,"b"c"\n'])('hands %j over to the careful parser', (text) => {
    expect(scan(text, 2).irregular).toBe(true);
  });

  it.each(['a"b,c\n', 'a ,"b"\n', '"a","b"', 'a,b\r', '"a\n\n",b\n', '""""\n'])('reads %j itself', (text) => {
    const { irregular, intake } = scan(text, 2);
    expect(irregular).toBe(false);
    expect(intake.imported).toBe(1);
  });
});
