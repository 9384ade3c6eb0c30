/** Where the person is, kept in the hash, never with data in it. */

export const SCREENS = ['today', 'customers', 'data', 'model', 'playbook', 'results', 'classroom', 'privacy'] as const;
export type ScreenName = (typeof SCREENS)[number];

export interface Route {
  screen: ScreenName;
  /** What stands behind the screen's name: `#/classroom/tree` gives ['tree']. */
  path: string[];
  query: URLSearchParams;
}

/** Any hash as a route; what is not known leads to Today. */
export function parseHash(hash: string): Route {
  const [way, query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [name, ...path] = way.split('/').filter(Boolean);
  const screen = SCREENS.find((candidate) => candidate === name) ?? 'today';
  return { screen, path, query: new URLSearchParams(query) };
}

let current = $state.raw(parseHash(''));

export function route(): Route {
  return current;
}

/** Follows the hash from now on. Returns the way to stop. */
export function followHash(): () => void {
  const read = (): void => {
    current = parseHash(location.hash);
  };
  read();
  addEventListener('hashchange', read);
  return () => removeEventListener('hashchange', read);
}

export function linkTo(screen: ScreenName, ...path: string[]): string {
  return `#/${[screen, ...path].join('/')}`;
}

export function go(screen: ScreenName, ...path: string[]): void {
  location.hash = linkTo(screen, ...path);
}
