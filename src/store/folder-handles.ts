/**
 * Which folder or file is watched. A handle can only be kept as the browser clones it: not encrypted, in a small database of
 * its own. It holds the folder's name and no file; what it gives access to the browser asks for again.
 */
import { Dexie, type Table } from 'dexie';
import { DATABASE_NAME } from './database.ts';
import { storageError } from './storage-error.ts';

export type WatchedHandle = FileSystemDirectoryHandle | FileSystemFileHandle;

interface HandleRecord {
  id: 'watched';
  handle: WatchedHandle;
}

export function foldersName(name: string = DATABASE_NAME): string {
  return `${name}-folders`;
}

async function use<T>(name: string, work: (table: Table<HandleRecord, 'watched'>) => Promise<T>): Promise<T> {
  const dexie = new Dexie(foldersName(name), { cache: 'disabled' });
  dexie.version(1).stores({ handles: 'id' });
  try {
    return await work(dexie.table('handles'));
  } catch (thrown) {
    throw storageError(thrown);
  } finally {
    dexie.close();
  }
}

export async function keptHandle(name = DATABASE_NAME): Promise<WatchedHandle | undefined> {
  return (await use(name, async (table) => table.get('watched')))?.handle;
}

/** Undefined: none is watched any longer. Errors: `storage-full`, `storage-unavailable`. */
export async function keepHandle(handle: WatchedHandle | undefined, name = DATABASE_NAME): Promise<void> {
  await use(name, async (table) => (handle ? table.put({ id: 'watched', handle }) : table.delete('watched')));
}

export function eraseHandles(name = DATABASE_NAME): Promise<void> {
  return Dexie.delete(foldersName(name));
}
