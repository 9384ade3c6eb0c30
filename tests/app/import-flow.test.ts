import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import type { Dataset } from '../../src/core/dataset.ts';
import type { Step } from '../../src/core/recipe.ts';

/** What the data worker would answer, by call; each test sets what it needs. */
const worker = vi.hoisted(() => ({
  answers: new Map<string, (args: Record<string, unknown>, signal?: AbortSignal) => unknown>(),
  calls: [] as { name: string; args: Record<string, unknown> }[],
  datasets: [] as unknown[],
}));

vi.mock('../../src/app/engines.ts', () => ({
  dataEngine: {
    call: async (name: string, args: Record<string, unknown>, options: { signal?: AbortSignal } = {}) => {
      worker.calls.push({ name, args });
      return worker.answers.get(name)?.(args, options.signal);
    },
  },
}));
vi.mock('../../src/app/page-store.ts', () => ({
  pageStore: async () => ({ all: async () => worker.datasets, get: async () => undefined, write: async () => undefined }),
}));

const { importFlow } = await import('../../src/app/import-flow.svelte.ts');
const { switched } = await import('../../src/app/clean-data.ts');

const trim: Step = { kind: 'trim' };
const unique: Step = { kind: 'drop-duplicates' };
const question = { kind: 'will-not-return', horizonDays: 84 } as const;
let tables = 0;

function report(change: object = {}): object {
  return {
    tableId: `table-${++tables}`,
    shape: 'shape',
    encoding: 'utf-8',
    delimiter: ',',
    quote: '"',
    headerRow: 0,
    columns: [],
    roles: { rowShape: 'order', who: 'id', when: 'date' },
    guesses: [],
    ...change,
  };
}

function plan(args: Record<string, unknown>): object {
  return {
    roles: args.roles,
    steps: args.steps ?? [trim, unique],
    effects: [],
    rowsIn: 10,
    rowsOut: 9,
    customers: 3,
    question: args.question ?? question,
  };
}

const file = (name = 'orders.csv') => new File(['id,date\n1,2026-01-01\n'], name);
const calls = (name: string) => worker.calls.filter((call) => call.name === name);

async function toCheck(): Promise<void> {
  await importFlow.choose(file());
  await importFlow.next();
  await importFlow.next();
}

beforeEach(() => {
  importFlow.leave();
  worker.calls.length = 0;
  worker.datasets = [];
  worker.answers.clear();
  worker.answers.set('read', () => report());
  worker.answers.set('plan', plan);
  worker.answers.set('keep', (args) => ({ id: 'd1', name: args.name, recipe: args.recipe, parts: [{ tableId: args.tableId }] }));
});

describe('import flow', () => {
  it('reads, matches, checks and keeps with the steps and the question as decided', async () => {
    await toCheck();
    expect(importFlow.stage).toBe('check');
    const dataset = await importFlow.keep();
    expect(importFlow.stage).toBe('kept');
    expect(dataset?.name).toBe('orders');
    expect(dataset?.recipe).toMatchObject({ shape: 'shape', steps: [trim, unique], question });
  });

  it('keeps the former reading when a reading anew fails', async () => {
    await importFlow.choose(file());
    const before = importFlow.report;
    worker.answers.set('read', () => Promise.reject(new AppError('encoding-broken', { line: 3 })));
    await importFlow.reread({ encoding: 'big5' });
    expect(importFlow.stage).toBe('read-back');
    expect(importFlow.report).toBe(before);
    expect(importFlow.error?.code).toBe('encoding-broken');
    expect(importFlow.options.encoding).toBeUndefined();
  });

  it('reads the same file again with the offered remedy after a first reading failed', async () => {
    worker.answers.set('read', (args) =>
      (args.options as { quote?: string }).quote === 'none'
        ? report({ quote: 'none' })
        : Promise.reject(new AppError('lone-quote', { line: 2 })),
    );
    await importFlow.choose(file());
    expect(importFlow.stage).toBe('start');
    await importFlow.reread({ quote: 'none' });
    expect(importFlow.stage).toBe('read-back');
    expect(importFlow.error).toBeUndefined();
  });

  it('throws the former reading away only once the new one is there', async () => {
    await importFlow.choose(file());
    const first = importFlow.report?.tableId;
    expect(calls('discard')).toEqual([]);
    await importFlow.reread({ delimiter: ';' });
    expect(calls('discard').map(({ args }) => args.tableId)).toEqual([first]);
  });

  it('says that nothing was changed when a job is stopped', async () => {
    worker.answers.set(
      'read',
      (_, signal) => new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new AppError('cancelled')))),
    );
    const reading = importFlow.choose(file());
    importFlow.cancel();
    await reading;
    expect(importFlow.stage).toBe('start');
    expect(importFlow.stopped).toBe(true);
    expect(importFlow.error).toBeUndefined();
  });

  it('puts a step back in its place and leaves "predict nothing" alone', async () => {
    await toCheck();
    importFlow.ask(undefined);
    await importFlow.changeLines(switched(importFlow.lines, 0, false));
    expect(calls('plan').at(-1)?.args.steps).toEqual([{ ...trim, off: true }, unique]);
    await importFlow.changeLines(switched(importFlow.lines, 0, true));
    expect(calls('plan').at(-1)?.args.steps).toEqual([trim, unique]);
    expect(importFlow.plan?.question).toBeUndefined();
  });

  it('does not plan again when the person only went back to look', async () => {
    await toCheck();
    await importFlow.changeLines(switched(importFlow.lines, 1, false));
    importFlow.back();
    await importFlow.next();
    expect(importFlow.stage).toBe('check');
    expect(importFlow.lines.map(({ on }) => on)).toEqual([true, false]);
    expect(calls('plan')).toHaveLength(2);
  });

  it('replays the steps of last time into the same dataset, whatever its encoding this time', async () => {
    const known = {
      id: 'd9',
      name: 'Tea',
      updatedAt: 1,
      parts: [],
      recipe: { shape: 'shape', read: { encoding: 'gb18030' }, roles: { rowShape: 'order', who: 'id' }, steps: [unique] },
    };
    worker.datasets = [known, { ...known, id: 'other', recipe: { ...known.recipe, shape: 'another' } }];
    await importFlow.choose(file());
    expect(importFlow.known.map(({ id }) => id)).toEqual(['d9']);
    const [dataset] = importFlow.known;
    await importFlow.replay({ recipe: dataset.recipe, dataset });
    expect(importFlow.stage).toBe('check');
    expect(calls('read')).toHaveLength(1);
    expect(calls('plan')[0].args).toMatchObject({ datasetId: 'd9', steps: [unique] });
    expect(importFlow.plan?.question).toBeUndefined();
    await importFlow.keep();
    expect(calls('keep')[0].args).toMatchObject({ datasetId: 'd9', name: 'Tea' });
  });

  it('replays on a file that is cut by another separator, which gave the same columns', async () => {
    worker.answers.set('read', () => report({ delimiter: ';', headerRow: 2 }));
    const recipe = { shape: 'shape', read: { delimiter: ',', headerRow: 0 }, roles: { rowShape: 'order', who: 'id' }, steps: [] };
    worker.datasets = [{ id: 'd9', name: 'Tea', updatedAt: 1, parts: [], recipe }];
    await importFlow.choose(file());
    await importFlow.replay(importFlow.known[0]);
    expect(importFlow.stage).toBe('check');
    expect(calls('read')).toHaveLength(1);
    expect(importFlow.options).toMatchObject({ delimiter: ';', headerRow: 2 });
  });

  it('treats a table that was committed a moment before the stop as kept', async () => {
    await toCheck();
    const tableId = importFlow.report?.tableId;
    worker.answers.set('keep', () => {
      worker.datasets = [{ id: 'd1', parts: [{ tableId }] } as unknown as Dataset];
      return Promise.reject(new AppError('cancelled'));
    });
    const dataset = await importFlow.keep();
    expect(dataset?.id).toBe('d1');
    expect(importFlow.stage).toBe('kept');
  });

  it('keeps the plan when keeping fails', async () => {
    await toCheck();
    worker.answers.set('keep', () => Promise.reject(new AppError('storage-full', { megabytes: 40 })));
    expect(await importFlow.keep()).toBeUndefined();
    expect(importFlow.stage).toBe('check');
    expect(importFlow.plan?.steps).toEqual([trim, unique]);
    expect(importFlow.error?.code).toBe('storage-full');
  });

  describe('answers about columns', () => {
    const amount = (reading: object = {}) => ({
      index: 0,
      name: 'amount',
      reading: { type: 'number', decimal: '.', dateOrder: 'dmy', ...reading },
      ambiguousNumber: { raw: '1.234', point: 1.234, comma: 1234 },
    });
    const readAs = (args: Record<string, unknown>) => {
      const { columns = {} } = (args.options ?? {}) as { columns?: Record<number, object> };
      return report({ columns: [amount(columns[0])] });
    };

    it('are kept in the recipe apart from what was found', async () => {
      worker.answers.set('read', readAs);
      await importFlow.choose(file());
      await importFlow.chooseColumns({ 0: { decimal: ',' } });
      await importFlow.next();
      await importFlow.next();
      const dataset = await importFlow.keep();
      expect(dataset?.recipe.answers).toEqual({ 0: { decimal: ',' } });
      expect(dataset?.recipe.read.columns?.[0]).toMatchObject({ type: 'number', decimal: ',' });
    });

    it('hold for the next file of the shape: it is read so at once, and nothing is asked', async () => {
      worker.answers.set('read', readAs);
      worker.datasets = [{ id: 'd0', name: 'Shop', updatedAt: 1, parts: [], recipe: { shape: 'shape', answers: { 0: { decimal: ',' } } } }];
      await importFlow.choose(file('next.csv'));
      expect(importFlow.stage).toBe('read-back');
      expect(importFlow.report?.columns[0].reading.decimal).toBe(',');
      expect(importFlow.options.columns).toEqual({ 0: { decimal: ',' } });
      expect(importFlow.remembered).toBe(true);
      // The first reading, which asked, was given up.
      expect(calls('read')).toHaveLength(2);
      expect(calls('discard')).toHaveLength(1);
    });

    it('cost no second reading where the file reads so anyway', async () => {
      worker.answers.set('read', readAs);
      worker.datasets = [{ id: 'd0', name: 'Shop', updatedAt: 1, parts: [], recipe: { shape: 'shape', answers: { 0: { decimal: '.' } } } }];
      await importFlow.choose(file('next.csv'));
      expect(importFlow.options.columns).toEqual({ 0: { decimal: '.' } });
      expect(calls('read')).toHaveLength(1);
    });

    it('are forgotten when the columns are cut elsewhere, and can be taken back', async () => {
      worker.answers.set('read', readAs);
      await importFlow.choose(file());
      await importFlow.chooseColumns({ 0: { decimal: ',', type: 'money' } });
      await importFlow.chooseColumns({ 0: { type: undefined } });
      expect(importFlow.answers).toEqual({ 0: { decimal: ',' } });
      await importFlow.reread({ delimiter: ';' });
      expect(importFlow.answers).toEqual({});
      expect(importFlow.options.columns).toEqual({});
    });
  });
});
