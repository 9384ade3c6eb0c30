/** Columns of text cells as a table; '' = missing. */
import { MISSING_CODE, type Column, type Table } from '../../../src/core/column.ts';

export function textTable(columns: Record<string, readonly string[]>): Table {
  const made = Object.entries(columns).map(([name, cells]): Column => {
    const codeOf = new Map<string, number>();
    const codes = Uint32Array.from(cells, (cell) => {
      if (cell === '') return MISSING_CODE;
      const code = codeOf.get(cell) ?? codeOf.size;
      codeOf.set(cell, code);
      return code;
    });
    return { kind: 'text', name, use: 'text', codes, dictionary: [...codeOf.keys()] };
  });
  const rowCount = Object.values(columns)[0].length;
  const none = () => new Uint32Array(rowCount);
  return { rowCount, columns: made, sourceLine: none(), hashHigh: none(), hashLow: none() };
}
