/** The live self-test of the Privacy screen: each check asks the browser itself and hands back its answer as evidence. */
import { securityHeaders } from '../privacy/headers.ts';
import { compareHeaders, type HeaderCheck } from './compare-headers.ts';
import { dataEngine, learnEngine } from './engines.ts';
import { listLoads, type Loads } from './list-loads.ts';

/** Where a real send would go. Reserved for examples by RFC 2606: it belongs to nobody who could misuse it. */
export const TEST_ADDRESS = 'https://example.com/';

export interface PolicyCheck {
  headers: HeaderCheck[];
  inForce: boolean;
}

export interface SendCheck {
  where: 'page' | 'data-worker' | 'learn-worker';
  /** The browser's own policy refused it. A send that failed for another reason (no network) proves nothing. */
  refused: boolean;
  /** The directive that refused, or what the browser said instead. */
  detail: string;
}

export interface OfflineCheck {
  supported: boolean;
  /** The page is served by the offline copy. */
  controlled: boolean;
  /** Files in the offline copy. */
  files: number;
  online: boolean;
}

/** Policy that came with this very document. The dev server sends a looser one, on purpose. */
export async function checkPolicy(): Promise<PolicyCheck> {
  const response = await fetch(document.baseURI, { cache: 'no-store' });
  const expected = securityHeaders(import.meta.env.DEV ? 'dev' : 'build');
  const headers = compareHeaders((name) => response.headers.get(name), expected);
  return { headers, inForce: headers.every(({ same }) => same) };
}

/** Tries to send one byte to another origin from the page, as a leak would. */
export async function tryToSendFromPage(url: string): Promise<SendCheck> {
  let directive = '';
  const listen = (event: SecurityPolicyViolationEvent): void => {
    if (event.blockedURI.startsWith(new URL(url).origin)) directive = event.effectiveDirective;
  };
  document.addEventListener('securitypolicyviolation', listen);
  try {
    await fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'omit', body: 'x' });
    return { where: 'page', refused: false, detail: '' };
  } catch (thrown) {
    // The violation is announced in its own task, which may come after the rejection.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { where: 'page', refused: directive !== '', detail: directive || String(thrown) };
  } finally {
    document.removeEventListener('securitypolicyviolation', listen);
  }
}

/** The same from the page and from both workers. A worker that cannot answer counts as not refused. */
export async function checkSends(): Promise<SendCheck[]> {
  const fromWorker = async (where: SendCheck['where'], ask: () => Promise<{ refused: boolean; detail: string }>): Promise<SendCheck> => {
    try {
      return { where, ...(await ask()) };
    } catch (thrown) {
      return { where, refused: false, detail: String(thrown) };
    }
  };
  return Promise.all([
    tryToSendFromPage(TEST_ADDRESS),
    fromWorker('data-worker', () => dataEngine.call('tryToSend', { url: TEST_ADDRESS })),
    fromWorker('learn-worker', () => learnEngine.call('tryToSend', { url: TEST_ADDRESS })),
  ]);
}

/** Loads of the page since it started. `sends`: the test sends, whose refused address some browsers list as well. */
export function checkLoads(sends: readonly SendCheck[]): Loads {
  const addresses = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map(({ name }) => name);
  const refused = sends.some(({ where, refused }) => where === 'page' && refused) ? [TEST_ADDRESS] : [];
  return listLoads(addresses, location.origin, refused);
}

export async function checkOffline(): Promise<OfflineCheck> {
  const supported = 'serviceWorker' in navigator;
  let files = 0;
  if ('caches' in globalThis) {
    for (const name of await caches.keys()) files += (await (await caches.open(name)).keys()).length;
  }
  return { supported, controlled: Boolean(supported && navigator.serviceWorker.controller), files, online: navigator.onLine };
}
