import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { connect, type Client } from '../../src/rpc/client.ts';
import type { Call } from '../../src/rpc/protocol.ts';
import { serve, withTransfer, type Handlers } from '../../src/rpc/serve.ts';
import { FakeWorker } from './fake-worker.ts';

interface TestCalls {
  double: Call<{ value: number }, never, number>;
  /** Answers only when `release` is called. */
  wait: Call<{ name: string }, never, string>;
  release: Call<{ name: string }, never, void>;
  fail: Call<{ how: 'ours' | 'foreign' }, never, void>;
  count: Call<{ to: number }, number, number>;
  /** Works until it is cancelled, obeying at every pause. */
  work: Call<Record<string, never>, number, void>;
  /** Never answers and never looks up. */
  hang: Call<Record<string, never>, never, void>;
  buffer: Call<{ buffer: ArrayBuffer }, never, { buffer: ArrayBuffer }>;
  whoami: Call<Record<string, never>, never, number>;
}

function start(greeted?: (call: Client<TestCalls>['call']) => Promise<unknown>): { client: Client<TestCalls>; workers: FakeWorker[] } {
  const workers: FakeWorker[] = [];
  const begin = (): FakeWorker => {
    const gates = new Map<string, () => void>();
    const number = workers.length + 1;
    const handlers: Handlers<TestCalls> = {
      double: ({ value }) => value * 2,
      wait: ({ name }) => new Promise((resolve) => gates.set(name, () => resolve(name))),
      release: ({ name }) => gates.get(name)?.(),
      fail: ({ how }) => {
        throw how === 'ours' ? new AppError('column-missing', { column: '金额' }) : new TypeError('x is undefined');
      },
      count: async ({ to }, { progress, pause }) => {
        for (let i = 1; i <= to; i++) {
          progress(i);
          await pause();
        }
        return to;
      },
      work: async (_args, { pause }) => {
        for (;;) {
          const until = performance.now() + 2;
          while (performance.now() < until);
          await pause();
        }
      },
      hang: () => new Promise(() => {}),
      buffer: ({ buffer }) => withTransfer({ buffer }, [buffer]),
      whoami: () => number,
    };
    const worker = new FakeWorker((scope) => serve<TestCalls>(scope, handlers));
    workers.push(worker);
    return worker;
  };
  const client = connect<TestCalls>(begin, greeted);
  toEnd.push(client);
  return { client, workers };
}

const toEnd: Client<TestCalls>[] = [];
afterEach(() => toEnd.splice(0).forEach((client) => client.end()));

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'no error',
    (thrown: unknown) => (thrown instanceof AppError ? thrown.code : `foreign: ${String(thrown)}`),
  );

describe('calls', () => {
  it('answer with the result of the handler of that name', async () => {
    const { client } = start();
    expect(await client.call('double', { value: 21 })).toBe(42);
  });

  it('may be answered out of order', async () => {
    const { client } = start();
    const order: string[] = [];
    const a = client.call('wait', { name: 'a' }).then((name) => order.push(name));
    const b = client.call('wait', { name: 'b' }).then((name) => order.push(name));
    await client.call('release', { name: 'b' });
    await b;
    await client.call('release', { name: 'a' });
    await a;
    expect(order).toEqual(['b', 'a']);
  });

  it('bring an error back with its code and parameters', async () => {
    const { client } = start();
    const thrown = await client.call('fail', { how: 'ours' }).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(AppError);
    expect(thrown).toMatchObject({ code: 'column-missing', params: { column: '金额' } });
  });

  it('bring an error that is not ours back as internal, with its message', async () => {
    const { client } = start();
    await expect(client.call('fail', { how: 'foreign' })).rejects.toMatchObject({
      code: 'internal',
      params: { message: 'x is undefined' },
    });
  });

  it('refuse a name nobody serves instead of staying silent', async () => {
    const { client } = start();
    expect(await codeOf(client.call('toString' as 'double', { value: 1 }))).toBe('internal');
  });

  it('refuse arguments that cannot be cloned', async () => {
    const { client } = start();
    expect(await codeOf(client.call('double', { value: (() => 1) as unknown as number }))).toBe('internal');
    expect(await client.call('double', { value: 4 })).toBe(8);
  });

  it('hand buffers over instead of copying them, both ways', async () => {
    const { client } = start();
    const buffer = new Uint8Array([1, 2, 3]).buffer;
    const result = await client.call('buffer', { buffer }, { transfer: [buffer] });
    expect(buffer.byteLength).toBe(0);
    expect([...new Uint8Array(result.buffer)]).toEqual([1, 2, 3]);
  });
});

describe('progress', () => {
  it('is throttled, and the last step always arrives before the result', async () => {
    const { client } = start();
    const seen: number[] = [];
    await client.call('count', { to: 10_000 }, { onProgress: (n) => seen.push(n) });
    expect(seen[0]).toBe(1);
    expect(seen.at(-1)).toBe(10_000);
    expect(seen.length).toBeLessThan(100);
  });
});

describe('cancel', () => {
  it('stops a busy handler at its next pause', async () => {
    const { client, workers } = start();
    const stop = new AbortController();
    const work = codeOf(client.call('work', {}, { signal: stop.signal }));
    await client.call('double', { value: 1 });
    stop.abort();
    expect(await work).toBe('cancelled');
    expect(workers[0].terminated).toBe(false);
    expect(await client.call('whoami', {})).toBe(1);
  });

  it('before the start sends nothing', async () => {
    const { client, workers } = start();
    expect(await codeOf(client.call('work', {}, { signal: AbortSignal.abort() }))).toBe('cancelled');
    expect(workers).toHaveLength(0);
  });

  it('ends a worker that does not obey, and the next call gets a fresh one', async () => {
    const { client, workers } = start();
    const stop = new AbortController();
    const hung = codeOf(client.call('hang', {}, { signal: stop.signal }));
    await client.call('double', { value: 1 });
    stop.abort();
    expect(await hung).toBe('cancelled');
    expect(workers[0].terminated).toBe(true);
    expect(await client.call('whoami', {})).toBe(2);
  });

  it('does not take a slow worker from others who wait for it, but lets go of one that is silent for seconds', async () => {
    const { client, workers } = start();
    const stop = new AbortController();
    const [hung, other] = [codeOf(client.call('hang', {}, { signal: stop.signal })), client.call('wait', { name: 'other' })];
    await client.call('double', { value: 1 });
    stop.abort();
    expect(await hung).toBe('cancelled');
    expect(workers[0].terminated).toBe(false);
    await client.call('release', { name: 'other' });
    expect(await other).toBe('other');

    const again = new AbortController();
    const stuck = codeOf(client.call('hang', {}, { signal: again.signal }));
    const waiting = codeOf(client.call('wait', { name: 'never' }));
    await client.call('double', { value: 1 });
    again.abort();
    expect(await stuck).toBe('cancelled');
    expect(await waiting).toBe('worker-crashed');
    expect(workers[0].terminated).toBe(true);
    expect(await client.call('whoami', {})).toBe(2);
  });

  it('after the answer does nothing', async () => {
    const { client, workers } = start();
    const stop = new AbortController();
    expect(await client.call('double', { value: 3 }, { signal: stop.signal })).toBe(6);
    stop.abort();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(workers[0].terminated).toBe(false);
  });
});

describe('a crash', () => {
  it('rejects every pending call, and the next call starts a fresh worker that is greeted first', async () => {
    const greetings: number[] = [];
    const { client, workers } = start((call) => call('whoami', {}).then((n) => greetings.push(n)));
    const a = codeOf(client.call('wait', { name: 'a' }));
    const b = codeOf(client.call('hang', {}));
    workers[0].crash('out of memory');
    expect(await a).toBe('worker-crashed');
    expect(await b).toBe('worker-crashed');
    expect(client.isRunning()).toBe(false);
    expect(await client.call('whoami', {})).toBe(2);
    expect(greetings).toEqual([2]);
  });

  it('is what a message that cannot be read counts as', async () => {
    const { client, workers } = start();
    const a = codeOf(client.call('hang', {}));
    workers[0].onmessageerror?.({} as MessageEvent);
    expect(await a).toBe('worker-crashed');
  });

  it('of an old worker does not touch the one that runs now', async () => {
    const { client, workers } = start();
    await client.call('double', { value: 1 });
    workers[0].crash('first');
    await client.call('double', { value: 1 });
    const late = client.call('wait', { name: 'late' });
    workers[0].crash('again, late');
    await client.call('release', { name: 'late' });
    expect(await late).toBe('late');
  });
});

it('end settles what is pending', async () => {
  const { client, workers } = start();
  const hung = codeOf(client.call('hang', {}));
  client.end();
  expect(await hung).toBe('cancelled');
  expect(workers[0].terminated).toBe(true);
});
