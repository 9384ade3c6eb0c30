import { describe, expect, it } from 'vitest';
import { acquireWriterLock } from '../../src/store/writer-lock.ts';
import { FakeLocks } from './fake-locks.ts';

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('the writer lock', () => {
  it('makes the only context the writer where there are no locks', async () => {
    const lock = acquireWriterLock(undefined);
    expect(await lock.ready).toBe(true);
    expect(lock.isWriter()).toBe(true);
  });

  it('goes to the first tab; the second only reads until the first is gone', async () => {
    const browser = new FakeLocks();
    const first = browser.tab();
    const second = browser.tab();
    const a = acquireWriterLock(first);
    const b = acquireWriterLock(second);
    expect(await a.ready).toBe(true);
    expect(await b.ready).toBe(false);
    const heard: boolean[] = [];
    b.onChange((isWriter) => heard.push(isWriter));
    browser.close(first);
    await turn();
    expect(b.isWriter()).toBe(true);
    expect(heard).toEqual([true]);
  });

  it('can be taken over, and comes back when the taker is gone', async () => {
    const browser = new FakeLocks();
    const first = browser.tab();
    const second = browser.tab();
    const a = acquireWriterLock(first);
    const b = acquireWriterLock(second);
    await Promise.all([a.ready, b.ready]);
    b.takeOver();
    await turn();
    expect([a.isWriter(), b.isWriter()]).toEqual([false, true]);
    browser.close(second);
    await turn();
    expect(a.isWriter()).toBe(true);
  });
});
