/** The digest of a file, on a thread of its own where the file is worth one. */
import { AppError } from '../../src/core/errors.ts';
import { blobSource } from '../../src/data/byte-source.ts';
import { fileDigest } from '../../src/data/file-digest.ts';
import { connect } from '../../src/rpc/client.ts';
import type { DigestCalls } from '../../src/rpc/protocol.ts';

/** Below this a thread takes longer to start than the work takes. */
const MIN_BYTES = 8 << 20;

/** Errors: `file-changed`. */
export async function digestApart(file: Blob, pause: () => Promise<void>): Promise<string> {
  if (file.size < MIN_BYTES || typeof Worker === 'undefined') return fileDigest(blobSource(file), pause);
  const { call, end } = connect<DigestCalls>(() => new Worker(new URL('../digest.worker.ts', import.meta.url), { type: 'module' }));
  try {
    return await call('digest', { file });
  } catch (thrown) {
    // What a thread that died owed is done here, after all.
    if (thrown instanceof AppError && thrown.code === 'worker-crashed') return await fileDigest(blobSource(file), pause);
    throw thrown;
  } finally {
    end();
  }
}
