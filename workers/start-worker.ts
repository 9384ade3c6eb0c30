/** What every worker shares: its store, the calls all of them answer, and the one listener. */
import './trusted-types.ts';
import type { CallMap } from '../src/rpc/messages.ts';
import type { CommonCalls } from '../src/rpc/protocol.ts';
import { serve, type Handlers, type Scope } from '../src/rpc/serve.ts';
import type { Store } from '../src/store/contract.ts';
import { openStore } from '../src/store/open-store.ts';
import { tryToSend } from './try-to-send.ts';

// A dedicated worker's global scope; TypeScript names it after the shared base of all workers.
const scope = globalThis as unknown as Scope & { crossOriginIsolated: boolean };

let readOnly = true;
let opened: Promise<Store> | undefined;

/** This worker's store, opened at the first need; tried again when opening failed. */
export function workerStore(): Promise<Store> {
  opened ??= openStore({ readOnly: () => readOnly }).catch((thrown: unknown) => {
    opened = undefined;
    throw thrown;
  });
  return opened;
}

/** Serves the worker's own calls and the common ones. */
export function startWorker<Calls extends CallMap<Calls>>(handlers: Handlers<Calls>): void {
  const common: Handlers<CommonCalls> = {
    configure: (args) => void (readOnly = args.readOnly),
    tryToSend: ({ url }) => tryToSend(url),
    ping: () => ({ crossOriginIsolated: scope.crossOriginIsolated }),
  };
  serve<Calls & CommonCalls>(scope, { ...handlers, ...common } as Handlers<Calls & CommonCalls>);
}
