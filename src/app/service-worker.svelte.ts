/**
 * The service worker from the page's side: registered once, it keeps the app for offline use. A new version waits until
 * the person says so; nothing is ever replaced under their hands.
 */
import { session } from './session.svelte.ts';

const state = $state<{ waiting: ServiceWorker | undefined; dismissed: boolean }>({ waiting: undefined, dismissed: false });

/** A new version is ready, nobody has put it off, and no job is running that a reload would end. */
export function updateReady(): boolean {
  return state.waiting !== undefined && !state.dismissed && session.job === undefined;
}

export function putOffUpdate(): void {
  state.dismissed = true;
}

/** The waiting worker takes over; the page reloads once it has. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  state.waiting?.postMessage({ type: 'SKIP_WAITING' });
}

export async function registerServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const first = navigator.serviceWorker.controller === null;
  const hostSendsPolicy = first ? await sendsPolicy() : true;
  try {
    const registration = await navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`, { type: 'module' });
    watch(registration);
  } catch {
    // No offline copy then; everything else works.
    return;
  }
  // Hosts that cannot send headers: from now on the service worker adds them, to this page as well after one reload.
  if (first && !hostSendsPolicy) navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
}

async function sendsPolicy(): Promise<boolean> {
  try {
    const answer = await fetch(document.baseURI, { method: 'HEAD', cache: 'no-store' });
    return answer.headers.has('content-security-policy');
  } catch {
    return true;
  }
}

function watch(registration: ServiceWorkerRegistration): void {
  const ready = (worker: ServiceWorker | null) => {
    if (worker && navigator.serviceWorker.controller) Object.assign(state, { waiting: worker, dismissed: false });
  };
  ready(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => installing.state === 'installed' && ready(installing));
  });
}

const RELOADED = 'regulars.reloaded-for-chunk';

/** After an update in another tab the chunks of this page's version may be gone: load the page anew, but only once. */
export function reloadOnMissingChunk(): void {
  addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(RELOADED) ?? 0);
    if (Date.now() - last < 60_000) return;
    event.preventDefault();
    sessionStorage.setItem(RELOADED, String(Date.now()));
    location.reload();
  });
}
