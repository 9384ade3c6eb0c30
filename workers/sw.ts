/**
 * The service worker: keeps the whole app (WASM and samples too) for offline use, adds the security headers where the
 * host cannot send them, answers no other origin, and waits to be told before it replaces a running version.
 * Of spreadsheets it sees only a file that is shared to the installed app: kept for the page, never sent on.
 */
import { addPlugins, cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { isShare, takeShare } from './sw/share-target.ts';
import { securityHeaders } from '../src/privacy/headers.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

function harden(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(securityHeaders())) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

// Before any route: a page that misbehaves gets an error for another origin, not the network.
self.addEventListener('fetch', (event) => {
  if (new URL(event.request.url).origin === self.location.origin) return;
  event.respondWith(Response.error());
  event.stopImmediatePropagation();
});

self.addEventListener('fetch', (event) => {
  const { scope } = self.registration;
  if (isShare(event.request, scope)) event.respondWith(takeShare(event.request, scope, caches));
});

addPlugins([{ handlerWillRespond: async ({ response }) => harden(response) }]);
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html')));

self.addEventListener('message', (event) => {
  if ((event.data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
