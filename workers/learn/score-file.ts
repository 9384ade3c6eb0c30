/** Another file of the dataset's shape read into memory, checked against the model and scored. Nothing of it is kept. */
import type { Dataset } from '../../src/core/dataset.ts';
import { AppError } from '../../src/core/errors.ts';
import type { ReadReport } from '../../src/core/reading.ts';
import { optionsFor } from '../../src/core/recipe-questions.ts';
import type { Table } from '../../src/core/column.ts';
import { blobSource } from '../../src/data/byte-source.ts';
import { MemorySink } from '../../src/data/memory-table.ts';
import { readAnyTable } from '../../src/data/sheets/read-any-table.ts';
import { writeCsv } from '../../src/data/write-csv.ts';
import { scoreFile } from '../../src/insight/score-file.ts';
import type { LearnCalls } from '../../src/rpc/protocol.ts';
import { withTransfer } from '../../src/rpc/serve.ts';
import type { Store } from '../../src/store/contract.ts';
import { requireModel } from './base-facts.ts';
import { loadBase, type Job } from './load-base.ts';

type Call = LearnCalls['scoreFile'];

/** Not-scored rows that the page shows; the file has all. */
const MOST_SHOWN = 50;

const sqliteWasm = async (): Promise<string> => (await import('../../src/data/sheets/sqlite-wasm.ts')).sqliteWasm;

/** Errors: `not-found`, those of `readAnyTable`, `cancelled`. */
export async function scoreOtherFile(store: Store, args: Call['args'], job: Job): Promise<Call['result']> {
  const { datasetId, modelId, file, fileName, words } = args;
  const model = await requireModel(store, modelId);
  const { dataset, base } = await loadBase(store, datasetId, job);
  const { table, report } = await readAlike(dataset, file, fileName, job);
  job.progress({ stage: 'score', done: 1, total: 1, rows: table.rowCount });
  await job.pause();
  const { roles, steps } = dataset.recipe;
  const scored = scoreFile(model, { table, report, roles, steps, linked: base.linked });
  if ('refused' in scored) return scored;
  const { header, cells, predicted, unscored } = scored;
  const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
  const columns = [...header, freeName(scored.isChance ? words.chance : words.amount, header)];
  const csv = encode(writeCsv(columns, cells.map((row, i) => [...row, predicted[i]]), { bom: true })); // prettier-ignore
  const unscoredCsv = encode(
    writeCsv(
      [words.line, words.because, words.column, words.cell],
      unscored.map(({ line, because, column, value }) => [line, words[because], column ?? null, value]),
      { bom: true },
    ),
  );
  if (job.signal.aborted) throw new AppError('cancelled');
  return withTransfer(
    {
      rows: scored.rows,
      scored: predicted.length,
      people: scored.people,
      unscoredCount: scored.unscoredCount,
      unscored: unscored.slice(0, MOST_SHOWN),
      columns,
      csv,
      unscoredCsv,
    },
    [csv.buffer, unscoredCsv.buffer],
  );
}

/** Read as the dataset's files were: column by column by name, wherever it stands now. */
async function readAlike({ recipe }: Dataset, file: Blob, fileName: string, job: Job): Promise<{ table: Table; report: ReadReport }> {
  const { columns: _, encoding: __, ...layout } = recipe.read;
  const hooks = {
    signal: job.signal,
    pause: job.pause,
    onProgress: ({ bytes, totalBytes, rows }: { bytes: number; totalBytes: number; rows: number }) =>
      job.progress({ stage: 'read', done: bytes, total: totalBytes, rows }),
    digestElsewhere: true,
  };
  const read = async (options: typeof recipe.read) => {
    const sink = new MemorySink();
    const report = await readAnyTable('scored', blobSource(file), fileName, options, sink, hooks, { sqliteWasm });
    return { report, table: sink.table(report) };
  };
  const first = await read(layout);
  return read(optionsFor(recipe, first.report, [], []));
}

function freeName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let n = 2; taken.includes(name); n++) name = `${wanted} (${n})`;
  return name;
}
