/** Web Locks of one browser with several tabs: exclusive locks with `ifAvailable` and `steal`, freed when a tab closes. */
interface Waiting {
  tab: LockManager;
  name: string;
  grant(): void;
}

interface Held {
  tab: LockManager;
  name: string;
  lose(): void;
}

export class FakeLocks {
  #held: Held[] = [];
  #waiting: Waiting[] = [];

  /** The `navigator.locks` of a new tab. */
  tab(): LockManager {
    const manager = {
      request: (name: string, a: unknown, b?: unknown) => {
        const [options, callback] = (typeof a === 'function' ? [{}, a] : [a, b]) as [LockOptions, (lock: Lock | null) => unknown];
        return this.#request(manager, name, options, callback);
      },
      query: async () => ({
        held: this.#held.map(({ name }) => ({ name, mode: 'exclusive' as const })),
        pending: this.#waiting.map(({ name }) => ({ name, mode: 'exclusive' as const })),
      }),
    } as unknown as LockManager;
    return manager;
  }

  /** The tab is gone: its locks are freed, its callbacks never run again. */
  close(tab: LockManager): void {
    this.#waiting = this.#waiting.filter((one) => one.tab !== tab);
    const names = this.#held.filter((one) => one.tab === tab).map(({ name }) => name);
    this.#held = this.#held.filter((one) => one.tab !== tab);
    names.forEach((name) => this.#next(name));
  }

  async #request(tab: LockManager, name: string, options: LockOptions, callback: (lock: Lock | null) => unknown): Promise<unknown> {
    await Promise.resolve();
    const holder = this.#held.find((one) => one.name === name);
    if (holder && options.ifAvailable) return callback(null);
    if (holder && options.steal) {
      this.#held = this.#held.filter((one) => one !== holder);
      holder.lose();
    } else if (holder) {
      await new Promise<void>((resolve) => this.#waiting.push({ tab, name, grant: resolve }));
    }
    return new Promise((resolve, reject) => {
      const held: Held = { tab, name, lose: () => reject(new DOMException('stolen', 'AbortError')) };
      this.#held.push(held);
      void Promise.resolve(callback({ name, mode: 'exclusive' })).then((result) => {
        this.#held = this.#held.filter((one) => one !== held);
        resolve(result);
        this.#next(name);
      });
    });
  }

  #next(name: string): void {
    const at = this.#waiting.findIndex((one) => one.name === name);
    if (at >= 0) this.#waiting.splice(at, 1)[0].grant();
  }
}
