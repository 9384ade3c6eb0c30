/**
 * The page's side of the boundary: typed calls to one worker. Every call settles: with its result, with an AppError, or with
 * `worker-crashed`; after a crash the next call starts a fresh worker.
 */
import { AppError } from '../core/errors.ts';
import type { Call } from './protocol.ts';
import type { CallMap, Reply, Request } from './messages.ts';

/** How long a worker may take to obey a cancel before the caller is let go, and the worker, if nobody else waits for it, is ended, in ms. */
const CANCEL_MS = 250;
/** How long it may then be silent where others wait for it: on a slow machine a step takes longer, a stuck worker never speaks again. */
const SILENT_MS = 3000;
/** Calls longer than this leave a mark of their name on the browser's own timeline, in milliseconds. */
const MEASURE_MS = 4;

export interface CallOptions<Progress> {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  transfer?: Transferable[];
}

type ArgsOf<C> = C extends Call<infer Args, unknown, unknown> ? Args : never;
type ProgressOf<C> = C extends Call<unknown, infer Progress, unknown> ? Progress : never;
type ResultOf<C> = C extends Call<unknown, unknown, infer Result> ? Result : never;

export interface Client<Calls> {
  call<K extends keyof Calls & string>(
    name: K,
    args: ArgsOf<Calls[K]>,
    options?: CallOptions<ProgressOf<Calls[K]>>,
  ): Promise<ResultOf<Calls[K]>>;
  /** A worker is there (started, not crashed, not ended). */
  isRunning(): boolean;
  /** Ends the worker; what was pending rejects with `cancelled`. */
  end(): void;
}

/** What `connect` needs of a Worker. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate'> & {
  onmessage: ((event: MessageEvent) => unknown) | null;
  onmessageerror: ((event: MessageEvent) => unknown) | null;
  onerror: ((event: ErrorEvent) => unknown) | null;
};

interface Pending {
  resolve(result: unknown): void;
  reject(error: AppError): void;
  progress(progress: unknown): void;
}

/** `greet` runs for every fresh worker, before its first call: what a restarted worker has to be told again. */
export function connect<Calls extends CallMap<Calls>>(
  start: () => WorkerLike,
  greet?: (call: Client<Calls>['call']) => Promise<unknown>,
): Client<Calls> {
  const pending = new Map<number, Pending>();
  let worker: WorkerLike | undefined;
  let lastId = 0;
  let silence: ReturnType<typeof setTimeout> | undefined;

  /** Ends the worker and settles whatever it still owed. */
  function stop(why: 'worker-crashed' | 'cancelled', message = ''): void {
    clearTimeout(silence);
    worker?.terminate();
    worker = undefined;
    const owed = [...pending.values()];
    pending.clear();
    for (const one of owed) one.reject(new AppError(why, message ? { message } : {}));
  }

  function receive(reply: Reply): void {
    clearTimeout(silence);
    const one = pending.get(reply.id);
    if (!one) return;
    if ('progress' in reply) return one.progress(reply.progress);
    pending.delete(reply.id);
    if ('error' in reply) one.reject(new AppError(reply.error.code, reply.error.params));
    else one.resolve(reply.result);
  }

  function running(): WorkerLike {
    if (worker) return worker;
    const fresh = start();
    worker = fresh;
    // A late event of a worker that was replaced says nothing about the one that runs now.
    const ifCurrent = (action: () => void): void => (worker === fresh ? action() : undefined);
    fresh.onmessage = (event) => ifCurrent(() => receive(event.data as Reply));
    fresh.onmessageerror = () => ifCurrent(() => stop('worker-crashed', 'a message could not be read'));
    fresh.onerror = (event) => ifCurrent(() => stop('worker-crashed', event.message));
    // A worker that dies while it is greeted fails the calls that follow as well: they are the ones to tell.
    greet?.(call).catch(() => undefined);
    return fresh;
  }

  const call: Client<Calls>['call'] = (name, args, options = {}) => {
    const { signal, onProgress, transfer = [] } = options;
    if (signal?.aborted) return Promise.reject(new AppError('cancelled'));
    const target = running();
    const id = ++lastId;
    return new Promise<unknown>((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const cancel = (): void => {
        target.postMessage({ cancel: id } satisfies Request);
        timer = setTimeout(() => {
          pending.delete(id);
          settled(reject)(new AppError('cancelled'));
          const end = (): void => (worker === target ? stop('worker-crashed') : undefined);
          clearTimeout(silence);
          if (pending.size === 0) end();
          else silence = setTimeout(end, SILENT_MS);
        }, CANCEL_MS);
      };
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', cancel);
          settle(value);
        };
      // Progress is of the type the map names; only `serve` of the same map posts it.
      const progress = (value: unknown): void => onProgress?.(value as Parameters<typeof onProgress>[0]);
      const started = performance.now();
      const measured = (result: unknown): void => {
        if (performance.now() - started > MEASURE_MS) performance.measure(name, { start: started });
        resolve(result);
      };
      pending.set(id, { resolve: settled(measured), reject: settled(reject), progress });
      signal?.addEventListener('abort', cancel);
      try {
        target.postMessage({ id, name, args } satisfies Request, transfer);
      } catch (thrown) {
        pending.delete(id);
        settled(reject)(new AppError('internal', { message: String(thrown) }));
      }
    }) as Promise<ResultOf<Calls[typeof name]>>;
  };

  return { call, isRunning: () => worker !== undefined, end: () => stop('cancelled') };
}
