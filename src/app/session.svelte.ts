/**
 * What every screen sees: the customer base in use, its model, list, tasks and outcomes, and the job that is running.
 * It is read from the store at the start and again whenever any tab or worker writes; verbs change the store, never this.
 */
import type { Dataset } from '../core/dataset.ts';
import { AppError, toAppError } from '../core/errors.ts';
import type { ModelCard } from '../core/model-card.ts';
import type { ExitEntry, Outcome, Playbook, Run, Task } from '../core/work.ts';
import type { Store } from '../store/contract.ts';
import { writerLock } from './engines.ts';
import { exitsOnDay } from './exit-log.ts';
import { pageStore } from './page-store.ts';
import { rememberKept, wasKept } from './settings.svelte.ts';

/** A job longer than a second. Its words follow the language while it runs. */
export interface Job {
  kind: 'sample' | 'train' | 'decide';
  title: () => string;
  detail?: () => string;
  done: number;
  /** 0: not known yet. */
  total: number;
  stop: () => void;
}

const CHOSEN = 'chosen-dataset';

class Session {
  phase = $state<'opening' | 'ready' | 'failed'>('opening');
  /** Why the store could not be opened. */
  error = $state.raw<AppError>();
  /** This tab only reads: another one writes. */
  readOnly = $state(false);
  /** Another tab has a newer version of the data: nothing may be written from here. */
  stale = $state(false);
  /** Something was kept here once, and the browser has cleared it. */
  lost = $state(false);

  datasets = $state.raw<readonly Dataset[]>([]);
  dataset = $state.raw<Dataset>();
  /** Cards of the dataset's models: the one in use, then those before it. */
  cards = $state.raw<readonly ModelCard[]>([]);
  playbook = $state.raw<Playbook>();
  /** Runs of the dataset, latest first. */
  runs = $state.raw<readonly Run[]>([]);
  tasks = $state.raw<readonly Task[]>([]);
  outcomes = $state.raw<readonly Outcome[]>([]);
  exitsToday = $state(0);
  /** Currency of the amount column, where its cells say one. */
  currency = $state<string>();

  job = $state.raw<Job>();
  /** What the last job ran into; stays until the next one starts. */
  jobError = $state.raw<AppError>();

  /** Card of the model in use: the one of the dataset that was made or chosen last. */
  get card(): ModelCard | undefined {
    return this.cards[0];
  }
  get run(): Run | undefined {
    return this.runs[0];
  }
  get writable(): boolean {
    return this.phase === 'ready' && !this.readOnly && !this.stale;
  }
}

export const session = new Session();

let store: Store | undefined;
let unwatch: (() => void) | undefined;
let unlisten: (() => void) | undefined;

/** Opens the store and reads everything. Safe to call again after a failure or an erasure. */
export async function startSession(): Promise<void> {
  session.phase = 'opening';
  session.error = undefined;
  try {
    unwatch?.();
    unlisten?.();
    session.readOnly = !(await writerLock.ready);
    unlisten = writerLock.onChange((isWriter) => (session.readOnly = !isWriter));
    store = await pageStore();
    unwatch = store.watch(['dataset', 'model', 'playbook', 'run', 'task', 'outcome', 'exit'], () => void refreshSession());
    await refreshSession();
    session.lost = session.datasets.length === 0 && wasKept();
    session.phase = 'ready';
  } catch (thrown) {
    session.error = toAppError(thrown);
    session.stale = session.error.code === 'stale-tab';
    session.phase = 'failed';
  }
}

let reading: Promise<void> | undefined;
let again = false;

/** Reads the records once more. Calls while a reading is under way become one more reading after it. */
export async function refreshSession(): Promise<void> {
  if (reading) {
    again = true;
    return reading;
  }
  reading = (async () => {
    do {
      again = false;
      await read();
    } while (again);
  })().finally(() => (reading = undefined));
  return reading;
}

async function read(): Promise<void> {
  if (!store) return;
  const [datasets, models, playbooks, runs, tasks, outcomes, exits, chosen] = await Promise.all([
    store.all('dataset'),
    store.all('model'),
    store.all('playbook'),
    store.all('run'),
    store.all('task'),
    store.all('outcome'),
    store.all('exit'),
    store.get('setting', CHOSEN),
  ]);
  // Written by `chooseDataset` below and by nothing else.
  const choice = chosen?.value as { id: string; at: number } | undefined;
  // In use is what was touched last: kept, added to, cleaned otherwise, or chosen.
  const touched = (one: Dataset) => Math.max(one.updatedAt, choice?.id === one.id ? choice.at : 0);
  const latestFirst = datasets.toSorted((a, b) => touched(b) - touched(a));
  const dataset: Dataset | undefined = latestFirst[0];
  const own = <T extends { datasetId: string }>(records: readonly T[]) => records.filter(({ datasetId }) => datasetId === dataset?.id);
  session.datasets = latestFirst;
  session.dataset = dataset;
  session.cards = own(models.map(({ card }) => card)).toSorted((a, b) => inUseSince(b) - inUseSince(a));
  session.playbook = own(playbooks).toSorted((a, b) => b.version - a.version)[0];
  session.runs = own(runs).toSorted((a, b) => b.at - a.at);
  session.tasks = own(tasks);
  session.outcomes = own(outcomes);
  session.exitsToday = countToday(exits);
  session.currency = dataset && (await currencyOf(dataset));
  if (datasets.length > 0) session.lost = false;
  if (datasets.length > 0 || !wasKept()) rememberKept(datasets.length > 0);
}

const inUseSince = ({ createdAt, chosenAt = 0 }: ModelCard): number => Math.max(createdAt, chosenAt);

function countToday(exits: readonly ExitEntry[]): number {
  return exitsOnDay(exits, Date.now());
}

async function currencyOf(dataset: Dataset): Promise<string | undefined> {
  const { amount, price } = dataset.recipe.roles;
  const manifest = await store?.manifest(dataset.parts[0].tableId);
  return manifest?.report.columns.find(({ name }) => name === (amount ?? price))?.reading.unit;
}

/** The open connection, for the verbs. Refused in a tab that may not write. */
export async function writableStore(): Promise<Store> {
  if (session.stale) throw new AppError('stale-tab');
  if (session.readOnly) throw new AppError('read-only-tab');
  return pageStore();
}

/** Makes another customer base the one in use. */
export async function chooseDataset(id: string): Promise<void> {
  await (await writableStore()).write([{ kind: 'setting', put: { id: CHOSEN, value: { id, at: Date.now() } } }]);
  await refreshSession();
}

/** After everything was erased: this is a first visit again, not a loss. */
export function forgetSession(): Promise<void> {
  rememberKept(false);
  return startSession();
}

type Progress = { done: number; total: number; detail?: () => string };

/**
 * Runs one long job: shows it, lets it be stopped, keeps its error in place. Resolves with undefined when it was stopped
 * or failed; a second job waits for nobody and is refused.
 */
export async function runJob<T>(
  kind: Job['kind'],
  title: () => string,
  work: (hooks: { signal: AbortSignal; onProgress: (progress: Progress) => void; retitle: (title: () => string) => void }) => Promise<T>,
): Promise<T | undefined> {
  if (session.job) return undefined;
  const controller = new AbortController();
  const stop = () => controller.abort();
  let current: Job = { kind, title, done: 0, total: 0, stop };
  const show = (change: Partial<Job>) => (session.job = current = { ...current, ...change });
  show({});
  session.jobError = undefined;
  try {
    return await work({
      signal: controller.signal,
      onProgress: (progress) => show({ detail: undefined, ...progress }),
      retitle: (next) => show({ title: next, detail: undefined, done: 0, total: 0 }),
    });
  } catch (thrown) {
    session.jobError = toAppError(thrown);
    if (session.jobError.code === 'stale-tab') session.stale = true;
    return undefined;
  } finally {
    session.job = undefined;
    await refreshSession().catch((thrown: unknown) => (session.error = toAppError(thrown)));
  }
}
