/** Makes fake-indexeddb fail at its N-th call, as disks, quotas and browsers do. */

export type Fault =
  /** The call itself throws: a dead handle, a corrupt file. */
  | 'throws'
  /** The transaction is aborted by the browser after the call, for lack of space. */
  | 'quota';

const OBJECT_STORE_CALLS = ['put', 'get', 'getAll', 'getAllKeys', 'delete', 'count', 'clear', 'openCursor', 'openKeyCursor'] as const;

interface Armed {
  fault: Fault;
  at: number;
  /** Every call from `at` on fails, not just that one. */
  lasting: boolean;
}

let armed: Armed | undefined;
let calls = 0;

/** Counts calls from now on, and fails as told. */
export function arm(fault: Fault, at: number, lasting = false): void {
  armed = { fault, at, lasting };
  calls = 0;
}

/** Back to normal. Returns how many calls there were. */
export function disarm(): number {
  armed = undefined;
  return calls;
}

function isDue(): Armed | undefined {
  if (!armed) return undefined;
  calls++;
  return calls === armed.at || (armed.lasting && calls > armed.at) ? armed : undefined;
}

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;
type Transaction = IDBTransaction & { _abort(error: string): void };

function wrap(prototype: object, name: string, transactionOf?: (self: unknown) => Transaction): void {
  const methods = prototype as Record<string, AnyFunction>;
  const original = methods[name];
  methods[name] = function (...args) {
    const due = isDue();
    if (due?.fault === 'throws') throw new DOMException('Connection to Indexed Database server lost.', 'UnknownError');
    const result = original.apply(this, args);
    const transaction = transactionOf?.(this);
    if (due?.fault === 'quota' && transaction?.mode === 'readwrite') transaction._abort('QuotaExceededError');
    return result;
  };
}

wrap(IDBFactory.prototype, 'open');
wrap(IDBDatabase.prototype, 'transaction');
for (const name of OBJECT_STORE_CALLS) wrap(IDBObjectStore.prototype, name, (self) => (self as IDBObjectStore).transaction as Transaction);
