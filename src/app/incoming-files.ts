/** Files that come from outside the page: opened with the installed app, or shared to it. */
import { SHARED_CACHE } from '../core/share.ts';
import { fileQueue } from './file-queue.svelte.ts';
import { isReadableName } from './readable-names.ts';
import { go } from './route.svelte.ts';

/** Not in TypeScript's DOM library: https://wicg.github.io/web-app-launch/ */
interface LaunchQueue {
  setConsumer(consumer: (params: { files?: readonly { getFile(): Promise<File> }[] }) => void): void;
}

/** From now on what is opened with the app waits on the Data screen; what was shared before is taken now. */
export async function takeIncomingFiles(): Promise<void> {
  const { launchQueue } = globalThis as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files = [] }) => {
    void Promise.all(files.map((handle) => handle.getFile())).then(bring);
  });
  bring(await takeSharedFiles());
}

function bring(files: readonly File[]): void {
  const readable = files.filter(({ name }) => isReadableName(name));
  if (readable.length === 0) return;
  fileQueue.add(readable);
  go('data');
}

/** What was shared, and it is gone from the cache. Nothing where the browser has no caches (private windows). */
export async function takeSharedFiles(storage: CacheStorage | undefined = globalThis.caches): Promise<File[]> {
  if (!storage || !(await storage.has(SHARED_CACHE).catch(() => false))) return [];
  const cache = await storage.open(SHARED_CACHE);
  const files: File[] = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    if (!response) continue;
    const name = decodeURIComponent(response.headers.get('x-file-name') ?? 'shared.csv');
    files.push(new File([await response.blob()], name, { type: response.headers.get('content-type') ?? '' }));
  }
  await storage.delete(SHARED_CACHE);
  return files;
}
