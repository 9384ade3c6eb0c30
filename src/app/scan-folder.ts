/** What a watched folder or file holds that was not brought in yet. Told by name, size and time first, by content then. */
import type { WatchedHandle } from '../store/folder-handles.ts';
import { isReadableName } from './readable-names.ts';

/** A file as it was when it was last looked at; its content is only digested again when one of the others differs. */
export interface SeenFile {
  /** Path below the folder. */
  name: string;
  size: number;
  modified: number;
  digest: string;
}

export interface FoundFile extends SeenFile {
  file: File;
  /** A file of this name was brought in before, with other content. */
  state: 'new' | 'changed';
}

export interface FolderNews {
  /** Oldest first: later files replace what earlier ones say. */
  found: FoundFile[];
  /** All files, to be remembered. */
  seen: SeenFile[];
}

export interface Known {
  seen: readonly SeenFile[];
  /** Digests of files that were brought in, or left out on purpose. */
  digests: ReadonlySet<string>;
  /** Names of files that were brought in. */
  names: ReadonlySet<string>;
}

/** Folders inside folders are not followed. Errors: `NotFoundError` where the folder is gone, `NotAllowedError`. */
export async function scanFolder(handle: WatchedHandle, known: Known, digestOf: (file: File) => Promise<string>): Promise<FolderNews> {
  const before = new Map(known.seen.map((seen) => [seen.name, seen]));
  const news: FolderNews = { found: [], seen: [] };
  for await (const file of filesOf(handle)) {
    const { name, size, lastModified: modified } = file;
    const last = before.get(name);
    const isSame = last?.size === size && last.modified === modified;
    const digest = isSame ? last.digest : await digestOf(file);
    news.seen.push({ name, size, modified, digest });
    if (!known.digests.has(digest))
      news.found.push({ name, size, modified, digest, file, state: known.names.has(name) ? 'changed' : 'new' });
  }
  news.found.sort((a, b) => a.modified - b.modified || (a.name < b.name ? -1 : 1));
  return news;
}

async function* filesOf(handle: WatchedHandle): AsyncGenerator<File> {
  if (handle.kind === 'file') return void (yield await handle.getFile());
  for await (const entry of handle.values()) if (entry.kind === 'file' && isReadableName(entry.name)) yield await entry.getFile();
}
