import { describe, expect, it, vi } from 'vitest';
import { SHARED_CACHE } from '../../src/core/share.ts';
import { isShare, takeShare } from '../../workers/sw/share-target.ts';

vi.mock('../../src/app/engines.ts', () => ({ dataEngine: {}, writerLock: {} }));
vi.mock('../../src/app/page-store.ts', () => ({ pageStore: async () => ({}) }));
const { takeSharedFiles } = await import('../../src/app/incoming-files.ts');

/** As much of the browser's caches as both sides use. */
function caches(): CacheStorage & { names: () => string[] } {
  const kept = new Map<string, Map<string, Response>>();
  return {
    names: () => [...kept.keys()],
    has: async (name: string) => kept.has(name),
    delete: async (name: string) => kept.delete(name),
    open: async (name: string) => {
      const entries = kept.get(name) ?? new Map<string, Response>();
      kept.set(name, entries);
      return {
        put: async (url: string, response: Response) => void entries.set(url, response),
        keys: async () => [...entries.keys()].map((url) => new Request(url)),
        match: async (request: Request) => entries.get(request.url)?.clone(),
      };
    },
  } as unknown as CacheStorage & { names: () => string[] };
}

const SCOPE = 'https://shop.example/app/';

describe('a file shared to the installed app', () => {
  it('is kept for the page, which takes it once', async () => {
    const storage = caches();
    const form = new FormData();
    form.append('files', new File(['id\n1\n'], '订单 1.csv', { type: 'text/csv' }));
    form.append('files', new File(['id\n2\n'], 'two.csv', { type: 'text/csv' }));
    form.append('title', 'no file');
    const request = new Request(`${SCOPE}share`, { method: 'POST', body: form });
    expect(isShare(request, SCOPE)).toBe(true);
    const answer = await takeShare(request, SCOPE, storage);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${SCOPE}#/data`]);

    const files = await takeSharedFiles(storage);
    expect(await Promise.all(files.map(async (file) => [file.name, await file.text()]))).toEqual([
      ['订单 1.csv', 'id\n1\n'],
      ['two.csv', 'id\n2\n'],
    ]);
    expect(storage.names()).not.toContain(SHARED_CACHE);
    expect(await takeSharedFiles(storage)).toEqual([]);
  });

  it('is told from every other request', () => {
    expect(isShare(new Request(`${SCOPE}share`), SCOPE)).toBe(false);
    expect(isShare(new Request(`${SCOPE}other`, { method: 'POST' }), SCOPE)).toBe(false);
    expect(isShare(new Request('https://shop.example/share', { method: 'POST' }), SCOPE)).toBe(false);
  });
});
