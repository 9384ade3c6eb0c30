/** Tells every tab and worker what kind of record was written. Kinds only: what it was stays encrypted in the store. */
import type { RecordKind } from './contract.ts';

type Message = { changed: RecordKind[] } | { erased: true };

export interface Changes {
  /** To watchers here and elsewhere. */
  announce(kinds: RecordKind[]): void;
  /** To other tabs and workers: drop your keys. */
  announceErased(): void;
  watch(kinds: RecordKind[], changed: () => void): () => void;
  close(): void;
}

/** `onErased`: another tab has destroyed the keys. */
export function openChanges(name: string, kinds: readonly RecordKind[], onErased: () => void): Changes {
  const channel = new BroadcastChannel(`${name}-changes`);
  const watchers = new Set<{ kinds: RecordKind[]; changed: () => void }>();

  const tell = (changed: readonly RecordKind[]): void => {
    for (const watcher of watchers) if (watcher.kinds.some((kind) => changed.includes(kind))) watcher.changed();
  };

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if ('erased' in data) onErased();
    tell('erased' in data ? kinds : data.changed);
  };

  return {
    announce(changed) {
      if (changed.length === 0) return;
      channel.postMessage({ changed } satisfies Message);
      tell(changed);
    },
    announceErased() {
      channel.postMessage({ erased: true } satisfies Message);
    },
    watch(of, changed) {
      const watcher = { kinds: of, changed };
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    close: () => channel.close(),
  };
}
