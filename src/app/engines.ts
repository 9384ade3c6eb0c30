/**
 * Starts the workers at their first call, and again after a crash. One tab of the browser writes: this page asks for the
 * writer's lock when it loads and tells its workers what came of it.
 */
import { connect } from '../rpc/client.ts';
import type { DataWorker, LearnWorker } from '../rpc/protocol.ts';
import { acquireWriterLock } from '../store/writer-lock.ts';

export const writerLock = acquireWriterLock();

/** What a fresh worker has to know before its first call. */
const configuration = (): { readOnly: boolean } => ({ readOnly: !writerLock.isWriter() });

// The literals are what the bundler looks for; the Trusted Types `default` policy of the page lets them through.
export const dataEngine = connect<DataWorker>(
  () => new Worker(new URL('../../workers/data.worker.ts', import.meta.url), { type: 'module' }),
  (call) => call('configure', configuration()),
);
export const learnEngine = connect<LearnWorker>(
  () => new Worker(new URL('../../workers/learn.worker.ts', import.meta.url), { type: 'module' }),
  (call) => call('configure', configuration()),
);

/** Boots the data engine in a quiet moment, where a file is about to come. */
export function warmUp(): void {
  if (!dataEngine.isRunning()) setTimeout(() => void dataEngine.call('ping', {}).catch(() => undefined));
}

writerLock.onChange(() => {
  // A worker that dies at this very moment is told again when it is started afresh.
  if (dataEngine.isRunning()) dataEngine.call('configure', configuration()).catch(() => undefined);
  if (learnEngine.isRunning()) learnEngine.call('configure', configuration()).catch(() => undefined);
});
