import { describe, expect, it } from 'vitest';
import { pastedFile, pastedTable } from '../../src/app/pasted-table.ts';

describe('pasted table', () => {
  it('turns copied cells into a file with the same text', async () => {
    const file = pastedTable('name\tdate\r\n陈晓梅\t2026-11-05\r\n', 'pasted.tsv');
    expect(file?.name).toBe('pasted.tsv');
    expect(await file?.text()).toBe('name\tdate\r\n陈晓梅\t2026-11-05\r\n');
  });

  it('is no table when there is one line or one cell a line', () => {
    expect(pastedTable('name\tdate\n', 'x.tsv')).toBeUndefined();
    expect(pastedTable('hello\nworld', 'x.tsv')).toBeUndefined();
    expect(pastedTable('', 'x.tsv')).toBeUndefined();
  });
});

describe('what was copied', () => {
  const clipboard = (data: Record<string, string>): DataTransfer =>
    ({ getData: (type: string) => data[type] ?? '', files: [] as unknown as FileList }) as unknown as DataTransfer;
  const table = '<table><tr><td>a</td></tr></table>';

  it('is text with tabs before HTML, and HTML before text that only happens to have commas', () => {
    expect(pastedFile(clipboard({ 'text/plain': 'a\tb\n1\t2\n', 'text/html': table }), 'x')?.name).toBe('x.tsv');
    expect(pastedFile(clipboard({ 'text/plain': 'a, b\nc, d\n', 'text/html': table }), 'x')?.name).toBe('x.html');
    expect(pastedFile(clipboard({ 'text/plain': 'hello', 'text/html': '<p>hello</p>' }), 'x')).toBeUndefined();
  });
});
