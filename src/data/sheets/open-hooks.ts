/** How a long opening is watched and stopped. */
import { AppError } from '../../core/errors.ts';
import type { ReadHooks } from '../read-pass.ts';

export interface OpenHooks {
  /** To be awaited often. `bytes`: about how much of the file has been read. Errors: `cancelled`. */
  tick(bytes: number): Promise<void>;
}

const PAUSE_MS = 16;

export function openHooks({ signal, onProgress, pause }: ReadHooks, totalBytes: number): OpenHooks {
  let last = -Infinity;
  return {
    async tick(bytes) {
      if (signal?.aborted) throw new AppError('cancelled');
      const now = performance.now();
      if (now - last < PAUSE_MS) return;
      last = now;
      onProgress?.({ bytes: Math.min(bytes, totalBytes), totalBytes, rows: 0 });
      await pause?.();
      if (signal?.aborted) throw new AppError('cancelled');
    },
  };
}
