/**
 * One writer per browser: the page of one tab holds the Web Lock 'regulars-writer' and tells its workers that they may write.
 * Other tabs only read and take over by themselves when that tab closes or crashes (the browser frees the lock).
 */
const LOCK_NAME = 'regulars-writer';

export interface WriterLock {
  /** Resolves when it is known whether this tab writes: a moment after the start. */
  ready: Promise<boolean>;
  isWriter(): boolean;
  /** Called after every change. Returns the unsubscribe. */
  onChange(listener: (isWriter: boolean) => void): () => void;
  /** Makes this tab the writer; the tab that was only reads from then on. */
  takeOver(): void;
}

/** Without Web Locks (Node, very old browsers) there is one context only, and it writes. */
export function acquireWriterLock(locks: LockManager | undefined = globalThis.navigator?.locks): WriterLock {
  const listeners = new Set<(isWriter: boolean) => void>();
  let writer = false;
  let known: (isWriter: boolean) => void = () => undefined;
  const ready = new Promise<boolean>((resolve) => (known = resolve));

  const set = (isWriter: boolean): void => {
    known(isWriter);
    if (writer === isWriter) return;
    writer = isWriter;
    for (const listener of listeners) listener(isWriter);
  };

  /** Holds the lock until the tab ends or another tab takes over; `null` means that it was not to be had at once. */
  const hold = (lock: Lock | null): Promise<void> | void => {
    set(lock !== null);
    if (lock) return new Promise<void>(() => undefined);
    queue();
  };
  /** A lock taken by `steal` rejects its old holder, who then waits in line like everybody else. */
  const lost = (): void => {
    set(false);
    queue();
  };
  const queue = (): void => void locks?.request(LOCK_NAME, hold).catch(lost);

  if (locks) locks.request(LOCK_NAME, { ifAvailable: true }, hold).catch(lost);
  else set(true);

  return {
    ready,
    isWriter: () => writer,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    takeOver: () => void (writer || locks?.request(LOCK_NAME, { steal: true }, hold).catch(lost)),
  };
}
