/**
 * The worker's side of the boundary: one listener, one handler per name. Replies may come out of order; whatever a handler
 * throws crosses as `{code, params}`, never as an empty result.
 */
import { AppError, toAppError } from '../core/errors.ts';
import type { Call } from './protocol.ts';
import type { CallMap, Reply, Request } from './messages.ts';

/** Work between two turns of the event loop, in milliseconds: a cancel message waits at most this long. */
const SLICE_MS = 16;
/** At most ten progress messages a second. */
const PROGRESS_MS = 100;

export interface CallContext<Progress> {
  /** Aborted when the caller cancels. */
  signal: AbortSignal;
  /** Throttled; the last one always arrives. */
  progress: (progress: Progress) => void;
  /** To be awaited in long loops: lets messages in after every 16 ms of work, rejects with `cancelled` after a cancel. */
  pause: () => Promise<void>;
}

type Handler<C> =
  C extends Call<infer Args, infer Progress, infer Result>
    ? (args: Args, context: CallContext<Progress>) => Promise<Result> | Result
    : never;
export type Handlers<Calls> = { [K in keyof Calls]: Handler<Calls[K]> };

/** What `serve` needs of a worker's global scope (or of a MessagePort). */
export interface Scope {
  postMessage(message: Reply, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: { data: Request }) => void): void;
}

const transfers = new WeakMap<object, Transferable[]>();

/** Marks buffers of a result to be handed over instead of copied. */
export function withTransfer<T extends object>(result: T, transfer: Transferable[]): T {
  transfers.set(result, transfer);
  return result;
}

export function serve<Calls extends CallMap<Calls>>(scope: Scope, handlers: Handlers<Calls>): void {
  const running = new Map<number, AbortController>();
  // The types of arguments and results are held by `connect`, which is the only sender.
  const byName = handlers as Record<string, (args: unknown, context: CallContext<unknown>) => unknown>;

  scope.addEventListener('message', ({ data }) => {
    if ('cancel' in data) running.get(data.cancel)?.abort();
    else void answer(data.id, data.name, data.args);
  });

  async function answer(id: number, name: string, args: unknown): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    const progress = throttled((value) => scope.postMessage({ id, progress: value }, []));
    try {
      if (!Object.hasOwn(byName, name)) throw new AppError('internal', { message: `no handler for ${name}` });
      const result = await byName[name](args, { signal: controller.signal, progress: progress.send, pause: pauseOf(controller.signal) });
      progress.flush();
      scope.postMessage({ id, result }, typeof result === 'object' && result !== null ? (transfers.get(result) ?? []) : []);
    } catch (thrown) {
      progress.drop();
      const { code, params } = toAppError(thrown);
      scope.postMessage({ id, error: { code, params } }, []);
    } finally {
      running.delete(id);
    }
  }
}

function throttled(post: (value: unknown) => void): { send: (value: unknown) => void; flush: () => void; drop: () => void } {
  let sentAt = -Infinity;
  let waiting: { value: unknown } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const drop = (): void => {
    clearTimeout(timer);
    timer = waiting = undefined;
  };
  const flush = (): void => {
    const last = waiting;
    drop();
    if (!last) return;
    sentAt = performance.now();
    post(last.value);
  };
  const send = (value: unknown): void => {
    waiting = { value };
    const wait = sentAt + PROGRESS_MS - performance.now();
    if (wait <= 0) flush();
    else timer ??= setTimeout(flush, wait);
  };
  return { send, flush, drop };
}

/** A turn of the event loop that lets messages in; `scheduler.yield()` would come back before them. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    // A channel of its own each time: a port that is kept busy may go before the others.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

function pauseOf(signal: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < SLICE_MS) return;
    await turn();
    since = performance.now();
    if (signal.aborted) throw new AppError('cancelled');
  };
}
