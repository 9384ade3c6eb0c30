/** Runs `task` while nothing else happens, as a task of its own. */
export function whenIdle(task: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(task);
  else setTimeout(task, 500);
}
