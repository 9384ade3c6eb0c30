/** Starts the second pair of eyes (`check.worker.ts`) for files that are worth a thread of their own. */
import { AppError } from '../../src/core/errors.ts';
import { blobSource } from '../../src/data/byte-source.ts';
import { countFileRecords } from '../../src/data/count-file-records.ts';
import { fileDigest } from '../../src/data/file-digest.ts';
import type { Aside } from '../../src/data/read-table.ts';
import { connect } from '../../src/rpc/client.ts';
import type { CheckCalls } from '../../src/rpc/protocol.ts';

/** Below this a thread takes longer to start than the work takes. */
const MIN_BYTES = 8 << 20;

export type AsideWorker = Aside & { end(): void };

/** Undefined for small files, and where a worker cannot have one of its own. */
export function checkAside(file: Blob): AsideWorker | undefined {
  if (file.size < MIN_BYTES || typeof Worker === 'undefined') return undefined;
  const { call, end } = connect<CheckCalls>(() => new Worker(new URL('../check.worker.ts', import.meta.url), { type: 'module' }));
  return {
    digest: () => call('digest', { file }).catch(here(() => fileDigest(blobSource(file)))),
    countRecords: (rules, signal) =>
      call('countRecords', { file, rules }, { signal }).catch(here(() => countFileRecords(blobSource(file), rules))),
    end,
  };
}

/** What a worker that died owed is done here, after all. */
function here<T>(work: () => Promise<T>): (thrown: unknown) => Promise<T> {
  return (thrown) => {
    if (thrown instanceof AppError && thrown.code === 'worker-crashed') return work();
    throw thrown;
  };
}
