/**
 * Files shared to the installed app arrive as a form that the system posts. It is answered here and never goes to the
 * network: the files lie in a cache of this origin until the page that opens next takes them (moments later) and reads
 * them into the encrypted store.
 */
import { SHARED_CACHE, SHARE_PATH } from '../../src/core/share.ts';

export function isShare(request: Request, scope: string): boolean {
  return request.method === 'POST' && new URL(request.url).pathname === new URL(SHARE_PATH, scope).pathname;
}

/** Keeps the files and leads to the Data screen. */
export async function takeShare(request: Request, scope: string, storage: CacheStorage): Promise<Response> {
  const form = await request.formData();
  const cache = await storage.open(SHARED_CACHE);
  let count = 0;
  for (const entry of form.values()) {
    if (typeof entry === 'string') continue;
    const headers = { 'content-type': entry.type || 'text/csv', 'x-file-name': encodeURIComponent(entry.name) };
    await cache.put(new URL(`${SHARE_PATH}/${Date.now()}-${count++}`, scope).href, new Response(entry, { headers }));
  }
  return Response.redirect(new URL('./#/data', scope).href, 303);
}
