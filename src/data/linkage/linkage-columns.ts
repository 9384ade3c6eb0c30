/** One or two tables as columns of words, one under the other: what is compared when the same customer is looked for. */
import { MISSING_CODE, type Column, type Table } from '../../core/column.ts';
import { cellText } from '../cell-text.ts';

export interface LinkageColumn {
  name: string;
  /** Index into `words` for each row, MISSING_CODE = empty. */
  codes: Uint32Array;
  words: string[];
  from: Column['kind'];
}

export interface LinkageTable {
  rowCount: number;
  /** Rows from here on are the second table's; `rowCount` where there is one table. */
  split: number;
  columns: LinkageColumn[];
}

/** Two tables are put together column by column: those of one name (case and separators aside); others are left out. */
export function linkageTable(first: Table, second?: Table): LinkageTable {
  const rowCount = first.rowCount + (second?.rowCount ?? 0);
  const nameOf = (column: Column) => column.name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const partner = new Map(second?.columns.map((column) => [nameOf(column), column]));
  const columns = first.columns.flatMap((column) => {
    const other = partner.get(nameOf(column));
    if (second && !other) return [];
    return [wordsOf(other ? [column, other] : [column], rowCount)];
  });
  return { rowCount, split: first.rowCount, columns };
}

function wordsOf(parts: Column[], rowCount: number): LinkageColumn {
  const codes = new Uint32Array(rowCount).fill(MISSING_CODE);
  const codeOf = new Map<string, number>();
  let at = 0;
  for (const column of parts) {
    const length = column.kind === 'text' ? column.codes.length : column.values.length;
    // A word of a dictionary is looked up once, not once a row.
    const known = column.kind === 'text' ? new Int32Array(column.dictionary.length).fill(-1) : undefined;
    for (let row = 0; row < length; row++, at++) {
      const own = column.kind === 'text' ? column.codes[row] : MISSING_CODE;
      if (column.kind === 'text' && own === MISSING_CODE) continue;
      let code = known?.[own] ?? -1;
      if (code < 0) {
        const text = cellText(column, row).trim();
        if (text === '') continue;
        code = codeOf.get(text) ?? codeOf.size;
        codeOf.set(text, code);
        if (known) known[own] = code;
      }
      codes[at] = code;
    }
  }
  return { name: parts[0].name, codes, words: [...codeOf.keys()], from: parts[0].kind };
}
