/** `learn(id)`: one subject in the worker; gives back its milliseconds and its figure. */
import type { Learned } from './subjects.ts';

const worker = new Worker(new URL('./learn-worker.ts', import.meta.url), { type: 'module' });

Object.assign(globalThis, {
  learn: (id: string): Promise<Learned> =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Learned | string>) => (typeof data === 'string' ? reject(new Error(data)) : resolve(data));
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(id);
    }),
});
