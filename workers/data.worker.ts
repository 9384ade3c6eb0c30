/** The data engine: reads files, cleans, keeps and pages tables. Every flow is a file of `workers/data/`. */
import { workerStore, startWorker } from './start-worker.ts';
import { AppError } from '../src/core/errors.ts';
import { blobSource } from '../src/data/byte-source.ts';
import { fileDigest } from '../src/data/file-digest.ts';
import { rejectedCsv } from '../src/data/rejected-csv.ts';
import { writeCsv } from '../src/data/write-csv.ts';
import type { DataCalls } from '../src/rpc/protocol.ts';
import { matchTables, orphanTable } from './data/match-tables.ts';
import { keepTable } from './data/keep-table.ts';
import { pageRows } from './data/page-rows.ts';
import { dropPlanAhead } from './data/plan-ahead.ts';
import { planTable } from './data/plan-table.ts';
import { notedTable, profileTable } from './data/profile-table.ts';
import { readFile } from './data/read-file.ts';
import { offerSteps } from './data/offer-steps.ts';
import { recookDataset } from './data/recook-dataset.ts';
import { findStaged, releaseStaged } from './data/staged-tables.ts';

startWorker<DataCalls>({
  read: async (args, context) => readFile(await workerStore(), args, context),
  plan: async (args, job) => planTable(await workerStore(), args, job),
  keep: async (args, job) => keepTable(await workerStore(), args, job),
  offer: async (args, job) => offerSteps(await workerStore(), args, job),
  recook: async (args, job) => recookDataset(await workerStore(), args, job),
  async discard({ tableId }) {
    const held = findStaged(tableId);
    dropPlanAhead();
    releaseStaged(tableId);
    await held?.staged.abort();
  },
  rows: async (args, context) => pageRows(await workerStore(), args, { ...context, progress: () => undefined }),
  profile: async (args, job) => profileTable(await workerStore(), args, job),
  noted: async (args, job) => notedTable(await workerStore(), args, job),
  async rejected({ tableId }) {
    const report = findStaged(tableId)?.report ?? (await (await workerStore()).manifest(tableId))?.report;
    if (!report) throw new AppError('not-found');
    return rejectedCsv(report);
  },
  match: async (args, job) => matchTables(await workerStore(), args, job),
  orphans: async (args, job) => orphanTable(await workerStore(), args, job),
  digest: ({ file }, { pause }) => fileDigest(blobSource(file), pause),
  csv: ({ header, rows }) => writeCsv(header, rows, { bom: true }),
});
