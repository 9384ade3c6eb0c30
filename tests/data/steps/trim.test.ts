import { describe, expect, it } from 'vitest';
import { MISSING_CODE } from '../../../src/core/column.ts';
import { runSteps } from '../../../src/data/run-steps.ts';
import { numbers, tableOf, words } from '../table-of.ts';

const roles = { rowShape: 'order' } as const;
const table = tableOf(words('name', ['Ann', ' Ann', 'Bo ', '  ', null, '\u3000Ann\u00a0']), numbers('n', [1, 2, 3, 4, 5, 6]));

describe('trim', () => {
  it('takes blanks of every script off both ends and lets equal words be one', () => {
    const { table: trimmed, effects } = runSteps(table, [{ kind: 'trim' }], roles);
    expect(trimmed.columns[0]).toMatchObject({ dictionary: ['Ann', 'Bo'] });
    expect(trimmed.columns[0]).toMatchObject({ codes: Uint32Array.of(0, 0, 1, MISSING_CODE, MISSING_CODE, 0) });
    expect(effects[0]).toMatchObject({ rows: 0, cells: 4 });
    expect(effects[0].examples[0]).toEqual({ line: 3, column: 'name', before: ' Ann', after: 'Ann' });
    expect(effects[0].examples[2]).toEqual({ line: 5, column: 'name', before: '  ', after: '' });
  });

  it('leaves the table it was given as it was', () => {
    expect(table.columns[0]).toMatchObject({ dictionary: ['Ann', ' Ann', 'Bo ', '  ', '\u3000Ann\u00a0'] });
  });

  it('keeps a column without outer blanks, the very same one', () => {
    const tidy = tableOf(words('name', ['Ann', 'B o']));
    expect(runSteps(tidy, [{ kind: 'trim' }], roles).table.columns[0]).toBe(tidy.columns[0]);
  });
});
