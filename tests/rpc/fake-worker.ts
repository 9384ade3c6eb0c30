/** A worker on a MessageChannel: the same cloning and ordering as a real one, in one thread. */
import type { WorkerLike } from '../../src/rpc/client.ts';
import type { Scope } from '../../src/rpc/serve.ts';

export class FakeWorker implements WorkerLike {
  onmessage: ((event: MessageEvent) => unknown) | null = null;
  onmessageerror: ((event: MessageEvent) => unknown) | null = null;
  onerror: ((event: ErrorEvent) => unknown) | null = null;
  terminated = false;
  readonly #channel = new MessageChannel();

  /** `run` is the worker's script: it gets the worker's global scope. */
  constructor(run: (scope: Scope) => void) {
    const inside = this.#channel.port2;
    run({
      postMessage: (message, transfer) => inside.postMessage(message, transfer),
      addEventListener: (_type, listener) => (inside.onmessage = listener),
    });
    this.#channel.port1.onmessage = (event: MessageEvent) => this.onmessage?.(event);
  }

  postMessage(message: unknown, transfer: unknown = []): void {
    this.#channel.port1.postMessage(message, transfer as Transferable[]);
  }

  terminate(): void {
    this.terminated = true;
    this.#channel.port1.close();
  }

  /** What the browser does when the script dies. */
  crash(message: string): void {
    this.onerror?.({ message } as ErrorEvent);
  }
}
