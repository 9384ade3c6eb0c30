/** One context's hold on the store: opens when first needed, reopens once when the browser dropped the handle. */
import { AppError } from '../core/errors.ts';
import { openConnection, type Connection } from './connection.ts';
import { isDeadHandle, storageError } from './storage-error.ts';

export interface Session {
  name: string;
  /**
   * Runs `work` on an open connection. A dead handle is replaced and the work done again from its start, once: never again
   * on the dead one. Errors: `storage-full`, `storage-unavailable`, `newer-vault`, `stale-tab`, `damaged`, or what `work` throws.
   */
  use<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /**
   * As `use`, for work that writes: refused with `read-only-tab` where another tab writes, and never done again in another
   * vault than it was meant for (`stale-tab`: everything was erased meanwhile).
   */
  change<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** Throws `read-only-tab` where another tab writes. */
  mayWrite(): void;
  close(): void;
}

export function openSession(name: string, isReadOnly: () => boolean): Session {
  let opening: Promise<Connection> | undefined;

  const connection = (): Promise<Connection> => (opening ??= openConnection(name));

  function drop(): void {
    opening?.then(({ close }) => close()).catch(() => undefined);
    opening = undefined;
  }

  async function attempt<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const used = connection();
    try {
      return await work(await used);
    } catch (thrown) {
      const dead = isDeadHandle(thrown) || !(await isOpen(used));
      // Another call may have put a fresh connection in place meanwhile; that one stays.
      if (dead && used === opening) drop();
      throw thrown;
    }
  }

  async function use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    try {
      return await attempt(work).catch((thrown: unknown) => {
        if (isDeadHandle(thrown)) return attempt(work);
        throw thrown;
      });
    } catch (thrown) {
      throw storageError(thrown);
    }
  }

  function mayWrite(): void {
    if (isReadOnly()) throw new AppError('read-only-tab');
  }

  return {
    name,
    use,
    async change(work) {
      mayWrite();
      let meant: string | undefined;
      return use((connection) => {
        meant ??= connection.vault.vaultId;
        if (meant !== connection.vault.vaultId) throw new AppError('stale-tab');
        return work(connection);
      });
    },
    mayWrite,
    close: drop,
  };
}

function isOpen(connection: Promise<Connection>): Promise<boolean> {
  return connection.then(
    ({ strict }) => strict.dexie.isOpen(),
    () => false,
  );
}
