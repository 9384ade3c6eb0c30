/** The columns of one file as read, described one after the other: only one of them (and the answer) is in memory at a time. */
import type { Column } from '../../src/core/column.ts';
import { AppError } from '../../src/core/errors.ts';
import type { ColumnProfile, TableProfile } from '../../src/core/profile.ts';
import type { ColumnReport, ReadReport } from '../../src/core/reading.ts';
import type { Question, Roles, Step } from '../../src/core/recipe.ts';
import { notedCells, notedRows, NOTED_HEADER, type NotedCell } from '../../src/data/noted-cells.ts';
import { profileColumn } from '../../src/data/profile-column.ts';
import { nameOf } from '../../src/data/rejected-csv.ts';
import { RowHashIndex } from '../../src/data/row-hash-index.ts';
import { describeTable } from '../../src/data/worth-fixing.ts';
import { writeCsv, type CsvCell } from '../../src/data/write-csv.ts';
import { tellsAnswer } from '../../src/insight/tells-answer.ts';
import type { DataCalls } from '../../src/rpc/protocol.ts';
import type { HiddenColumns, Store } from '../../src/store/contract.ts';
import { findStaged } from './staged-tables.ts';
import type { Job } from './stored-table.ts';

type Args = DataCalls['profile']['args'];

interface Opened {
  report: ReadReport;
  roles: Roles;
  steps: Step[];
  question?: Question;
  column: (index: number) => Promise<Column>;
  hidden: () => Promise<HiddenColumns>;
}

/** Errors: `not-found`, `damaged`, `cancelled`. */
export async function profileTable(store: Store, args: Args, { signal, progress, pause }: Job): Promise<TableProfile> {
  const { report, roles, steps, question, column, hidden } = await open(store, args);
  const target = question && 'target' in question ? await columnNamed(report, question.target, column) : undefined;
  const profiles: ColumnProfile[] = [];
  for (const read of report.columns) {
    if (signal.aborted) throw new AppError('cancelled');
    progress({ stage: 'profile', done: read.index, total: report.columns.length });
    const values = await column(read.index);
    const tells = question && 'target' in question && target !== undefined && tellsAnswer(values, target, question, roles);
    profiles.push(profileColumn(values, read, { today: args.today, tells }));
    await pause();
  }
  const { hashHigh, hashLow } = await hidden();
  const seen = new RowHashIndex(report.rowCount);
  for (let row = 0; row < report.rowCount; row++) seen.add(hashHigh[row], hashLow[row]);
  const faults = { rows: report.rowCount, columns: profiles, twice: report.rowCount - seen.size, totalsRows: report.totalsRows.length };
  return describeTable(faults, roles, steps);
}

/** As CSV text: rejected records and every noted cell, by line. Errors: `not-found`, `damaged`, `cancelled`. */
export async function notedTable(store: Store, args: Args, { signal, progress, pause }: Job): Promise<{ csv: string; rows: number }> {
  const { report, steps, column, hidden } = await open(store, args);
  const { sourceLine } = await hidden();
  const cells: NotedCell[] = [];
  for (const read of report.columns) {
    if (signal.aborted) throw new AppError('cancelled');
    progress({ stage: 'profile', done: read.index, total: report.columns.length });
    for (const cell of notedCells(await column(read.index), read, sourceLine, steps, args.today)) cells.push(cell);
    await pause();
  }
  const records: CsvCell[][] = report.rejections.map(({ line, reason, column, raw }) => [line, reason, nameOf(report, column), raw, null]);
  const rows = [...records, ...notedRows(cells)].sort((a, b) => Number(a[0]) - Number(b[0]));
  return { csv: writeCsv(NOTED_HEADER, rows, { bom: true }), rows: rows.length };
}

async function open(store: Store, { tableId, datasetId }: Args): Promise<Opened> {
  const held = findStaged(tableId);
  const report = held?.report ?? (await store.manifest(tableId))?.report;
  if (!report) throw new AppError('not-found');
  const dataset = datasetId === undefined ? undefined : await store.get('dataset', datasetId);
  const { roles = { rowShape: 'order' }, steps = [], question } = dataset?.recipe ?? {};
  return {
    report,
    roles,
    steps,
    question,
    async column(index) {
      const [values] = held ? await held.staged.columns(report, [index]) : await store.columns(tableId, [index]);
      return values;
    },
    hidden: () => (held ? held.staged.hidden(report) : store.hidden(tableId)),
  };
}

async function columnNamed(report: ReadReport, name: string, column: Opened['column']): Promise<Column | undefined> {
  const found: ColumnReport | undefined = report.columns.find((one) => one.name === name);
  return found && column(found.index);
}
