/**
 * Batches of encrypted chunks on their way into the database. A Blob made of memory is copied several times on its way to the
 * browser's own process; what lies in a file of this origin is there already, and the database takes a copy of the file. That halves
 * what storing costs. A file is gone as soon as the database has it.
 */
import type { Bytes } from '../privacy/envelope.ts';
import { stagingMarks } from './staging-marks.ts';

/** What is used of the handle; only the types of workers name it. */
interface SyncFile {
  truncate(size: number): void;
  write(bytes: Bytes, options: { at: number }): number;
  close(): void;
}
type WritableHandle = FileSystemFileHandle & { createSyncAccessHandle?(): Promise<SyncFile> };

export interface BatchFile {
  file: File;
  remove(): Promise<void>;
}

const directoryName = (database: string): string => `${database}-batches`;
const fileName = (tableId: string, batch: number): string => `${batch}.${tableId}`;
const tableOf = (name: string): string => name.slice(name.indexOf('.') + 1);

/** Chromium alone: what its database does with such a file is known. Elsewhere memory will do. */
function hasFiles(): boolean {
  return 'navigator' in globalThis && 'userAgentData' in navigator && 'storage' in navigator;
}

/** Undefined where files cannot be used, for whatever reason: then the parts are to be stored from memory. */
export async function writeBatchFile(
  database: string,
  tableId: string,
  batch: number,
  parts: readonly Bytes[],
): Promise<BatchFile | undefined> {
  if (!hasFiles()) return undefined;
  const name = fileName(tableId, batch);
  try {
    const root = await navigator.storage.getDirectory();
    const directory = await root.getDirectoryHandle(directoryName(database), { create: true });
    const remove = () => directory.removeEntry(name).catch(() => undefined);
    const handle: WritableHandle = await directory.getFileHandle(name, { create: true });
    try {
      const writer = await handle.createSyncAccessHandle?.();
      if (!writer) throw new DOMException('files are written in workers only', 'NotSupportedError');
      try {
        writer.truncate(0);
        let at = 0;
        for (const part of parts) at += writer.write(part, { at });
        if (at !== parts.reduce((sum, { length }) => sum + length, 0)) throw new DOMException('written in part', 'QuotaExceededError');
      } finally {
        writer.close();
      }
      return { file: await handle.getFile(), remove };
    } catch (thrown) {
      await remove();
      throw thrown;
    }
  } catch {
    return undefined;
  }
}

/** Removes what a worker that was killed has left: files that were there before it was asked who is staging, and that are nobody's. */
export async function removeBatchFiles(database: string): Promise<void> {
  if (!hasFiles()) return;
  try {
    const root = await navigator.storage.getDirectory();
    const directory = await root.getDirectoryHandle(directoryName(database));
    const names: string[] = [];
    for await (const name of directory.keys()) names.push(name);
    const isStaging = await stagingMarks(database);
    for (const name of names) if (!isStaging(tableOf(name))) await directory.removeEntry(name);
  } catch {
    // No directory, or a file that is in use: the next start tries again.
  }
}

export async function eraseBatchFiles(database: string): Promise<void> {
  if (!hasFiles()) return;
  try {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry(directoryName(database), { recursive: true });
  } catch {
    // There is none, or one file is being written: nothing in it can be read without the keys.
  }
}
