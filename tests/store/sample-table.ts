/** A small table with every kind of column, its report, and what it takes to stage it. */
import { CHUNK_ROWS, MISSING_CODE, type ColumnChunk } from '../../src/core/column.ts';
import { packWords } from '../../src/core/utf8-words.ts';
import type { Dataset } from '../../src/core/dataset.ts';
import type { CellType, ColumnReport, ReadReport } from '../../src/core/reading.ts';
import type { StagedTable } from '../../src/store/contract.ts';

/** Occurs in cells, names and records; must never be found in what is stored. */
export const SENTINEL = 'SENTINEL-张伟-13800138000';

const TYPES: CellType[] = ['id', 'money', 'date', 'boolean', 'datetime', 'text'];

export function sampleReport(tableId: string, rowCount: number): ReadReport {
  const columns = TYPES.map((type, index): ColumnReport => ({
    index,
    name: `${type} ${SENTINEL}`,
    originalName: type,
    reading: { type, decimal: '.', dateOrder: 'ymd', ...(type === 'money' ? { unit: 'CNY' } : {}) },
    valid: rowCount,
    missing: 0,
    odd: 0,
    oddCells: [],
    distinct: 1,
    firstRaw: [SENTINEL],
    firstRead: [SENTINEL],
  }));
  return {
    tableId,
    fileName: `${SENTINEL}.csv`,
    fileBytes: 1,
    fileDigest: 'd',
    encoding: 'utf-8',
    encodingEvidence: 'ascii',
    delimiter: ',',
    quote: '"',
    headerRow: 0,
    rowCount,
    columns,
    accounting: { records: rowCount, imported: rowCount, rejected: 0, blank: 0, headerRecords: 1, padded: 0 },
    rejections: [],
    preview: [[SENTINEL]],
    shape: 's',
    totalsRows: [],
  };
}

/** Chunk `chunk` of column `column` (hidden columns after the file's own), rows numbered from `from`. */
function sampleChunk(column: number, from: number, rows: number): ColumnChunk {
  const row = (i: number): number => from + i;
  const type = TYPES[column];
  switch (type) {
    case 'money':
      return { kind: 'number', values: Float64Array.from({ length: rows }, (_, i) => row(i) / 4) };
    case 'datetime':
      return { kind: 'datetime', values: Float64Array.from({ length: rows }, (_, i) => (i === 1 ? NaN : row(i))) };
    case 'date':
      return { kind: 'date', values: Int32Array.from({ length: rows }, (_, i) => row(i)) };
    case 'boolean':
      return { kind: 'boolean', values: Uint8Array.from({ length: rows }, (_, i) => row(i) % 2) };
    case 'id':
      // Each chunk has its own dictionary: words in another order, and one that only this chunk has.
      return {
        kind: 'text',
        codes: Uint32Array.from({ length: rows }, (_, i) => (i === 2 ? MISSING_CODE : i % 2)),
        words: packWords(from === 0 ? [SENTINEL, 'b'] : ['b', 'c']),
      };
    case 'text':
      return { kind: 'text', codes: new Uint32Array(rows), words: packWords([`note of ${SENTINEL}`]) };
    default:
      return { kind: 'u32', values: Uint32Array.from({ length: rows }, (_, i) => (column - TYPES.length + 1) * 1000 + row(i)) };
  }
}

export async function stageSample(staged: StagedTable, rowCount: number): Promise<void> {
  for (let from = 0, chunk = 0; from < rowCount; from += CHUNK_ROWS, chunk++) {
    for (let column = 0; column < TYPES.length + 3; column++) {
      await staged.put(column, chunk, sampleChunk(column, from, Math.min(CHUNK_ROWS, rowCount - from)));
    }
  }
}

export function sampleDataset(id: string, tableIds: string[]): Dataset {
  return {
    id,
    name: SENTINEL,
    sample: false,
    parts: tableIds.map((tableId) => ({ tableId, fileName: SENTINEL, superseded: Uint8Array.of(0), supersededCount: 0, addedAt: 1 })),
    recipe: { version: 1, shape: 's', read: {}, roles: { rowShape: 'order', who: SENTINEL }, steps: [] },
    rowCount: tableIds.length,
    customerCount: 1,
    cleaning: [],
    createdAt: 1,
    updatedAt: 1,
  };
}
