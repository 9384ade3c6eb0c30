import { describe, expect, it } from 'vitest';
import { pastedTable } from '../../src/app/pasted-table.ts';

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
