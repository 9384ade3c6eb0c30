/**
 * A folder (or one file) that is looked at whenever the page is: when it opens, when it gets the focus, and at once where the
 * browser tells of changes. Nothing is brought in by itself: what is new is said, with a button.
 */
import { toAppError, type AppError } from '../core/errors.ts';
import type { WatchedHandle } from '../store/folder-handles.ts';
import { dataEngine } from './engines.ts';
import { pageStore } from './page-store.ts';
import { scanFolder, type FoundFile, type SeenFile } from './scan-folder.ts';
import { session, writableStore } from './session.svelte.ts';

/** Not in TypeScript's DOM library: https://wicg.github.io/file-system-access/ and WICG/file-system-access#72. */
interface PickerWindow {
  showDirectoryPicker?: (options?: { id?: string; mode?: 'read' }) => Promise<FileSystemDirectoryHandle>;
  FileSystemObserver?: new (changed: () => void) => { observe(handle: WatchedHandle): Promise<void>; disconnect(): void };
}
type Permission = 'granted' | 'prompt' | 'denied';
interface AskingHandle {
  queryPermission?: (options: { mode: 'read' }) => Promise<Permission>;
  requestPermission?: (options: { mode: 'read' }) => Promise<Permission>;
}
interface Remembered {
  seen: SeenFile[];
  /** Digests of files that the person left out. */
  leftOut: string[];
}

const SETTING = 'watched-folder';
/** Changes of one save come in bursts. */
const CALM_MS = 300;

class WatchedFolder {
  /** This browser can watch at all (Chromium on a computer). */
  readonly canWatch = typeof (globalThis as PickerWindow).showDirectoryPicker === 'function';
  name = $state<string>();
  permission = $state<Permission>('prompt');
  news = $state.raw<readonly FoundFile[]>([]);
  scanning = $state(false);
  checkedAt = $state<number>();
  error = $state.raw<AppError>();

  #handle: WatchedHandle | undefined;
  #observer: { disconnect(): void } | undefined;
  #again = false;

  /** When the page opens: the folder of last time. Returns the way to stop looking. */
  start(): () => void {
    const look = () => void (document.visibilityState === 'visible' && this.scan());
    addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    void this.#resume();
    return () => {
      removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
      this.#observer?.disconnect();
    };
  }

  async #resume(): Promise<void> {
    if (!this.canWatch) return;
    const { keptHandle } = await import('../store/folder-handles.ts');
    const handle = await keptHandle().catch(() => undefined);
    if (handle) await this.#use(handle);
  }

  /** A click asks which folder. Dismissing the picker changes nothing. */
  async choose(): Promise<void> {
    const pick = (globalThis as PickerWindow).showDirectoryPicker;
    try {
      const handle = await pick?.({ id: 'regulars', mode: 'read' });
      if (!handle) return;
      const { keepHandle } = await import('../store/folder-handles.ts');
      await keepHandle(handle);
      await this.#use(handle);
    } catch (thrown) {
      if (!(thrown instanceof DOMException && thrown.name === 'AbortError')) this.error = toAppError(thrown);
    }
  }

  /** A click lets the browser ask for the permission again. */
  async allow(): Promise<void> {
    const handle: AskingHandle | undefined = this.#handle as AskingHandle | undefined;
    this.permission = (await handle?.requestPermission?.({ mode: 'read' })) ?? 'granted';
    await this.scan();
  }

  async forget(): Promise<void> {
    this.#observer?.disconnect();
    this.#observer = this.#handle = this.name = this.error = this.checkedAt = undefined;
    this.news = [];
    const { keepHandle } = await import('../store/folder-handles.ts');
    await keepHandle(undefined);
  }

  /** These are not wanted: they are not told of again unless they change. */
  async leaveOut(): Promise<void> {
    const { seen, leftOut } = await remembered();
    await remember({ seen, leftOut: [...new Set([...leftOut, ...this.news.map(({ digest }) => digest)])] });
    this.news = [];
  }

  /** The files that are new, for the queue. They count as brought in once they are kept. */
  take(): File[] {
    const files = this.news.map(({ file }) => file);
    this.news = [];
    return files;
  }

  /** Calls while a look is under way become one more look after it. */
  async scan(): Promise<void> {
    if (!this.#handle || session.phase !== 'ready') return;
    if (this.scanning) return void (this.#again = true);
    this.scanning = true;
    try {
      do {
        this.#again = false;
        await this.#look(this.#handle);
      } while (this.#again && this.#handle);
      this.error = undefined;
    } catch (thrown) {
      this.error = toAppError(thrown);
    } finally {
      this.scanning = false;
    }
  }

  async #look(handle: WatchedHandle): Promise<void> {
    this.permission = (await (handle as AskingHandle).queryPermission?.({ mode: 'read' })) ?? 'granted';
    if (this.permission !== 'granted') return;
    const { seen, leftOut } = await remembered();
    const store = await pageStore();
    const parts = session.datasets.flatMap((dataset) => dataset.parts);
    const reports = await Promise.all(parts.map(async ({ tableId }) => (await store.manifest(tableId))?.report));
    const digests = new Set([...leftOut, ...reports.flatMap((report) => report?.fileDigest ?? [])]);
    const names = new Set(parts.map(({ fileName }) => fileName));
    const news = await scanFolder(handle, { seen, digests, names }, (file) => dataEngine.call('digest', { file }));
    if (handle !== this.#handle) return;
    this.news = news.found;
    this.checkedAt = Date.now();
    if (JSON.stringify(news.seen) !== JSON.stringify(seen) && session.writable) await remember({ seen: news.seen, leftOut });
  }

  async #use(handle: WatchedHandle): Promise<void> {
    this.#observer?.disconnect();
    this.#handle = handle;
    this.name = handle.name;
    this.news = [];
    await this.scan();
    const { FileSystemObserver } = globalThis as PickerWindow;
    if (!FileSystemObserver || this.permission !== 'granted') return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new FileSystemObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void this.scan(), CALM_MS);
    });
    this.#observer = observer;
    // Without it (some folders cannot be observed) the focus still brings a look.
    await observer.observe(handle).catch(() => undefined);
  }
}

async function remembered(): Promise<Remembered> {
  const setting = await (await pageStore()).get('setting', SETTING);
  // Written by `remember` below and by nothing else.
  return (setting?.value as Remembered | undefined) ?? { seen: [], leftOut: [] };
}

async function remember(value: Remembered): Promise<void> {
  await (await writableStore()).write([{ kind: 'setting', put: { id: SETTING, value } }]);
}

export const watchedFolder = new WatchedFolder();
