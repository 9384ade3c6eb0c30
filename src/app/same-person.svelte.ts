/** Is anybody here twice: look, answer, take back. Answers are kept at once; lists and models count by them from then on. */
import { toAppError, AppError } from '../core/errors.ts';
import { leaderOf, personGroups, samePersonId, withoutMember, type Judgement, type SamePersonRecord, type SurvivorRule } from '../core/same-person.ts'; // prettier-ignore
import { leadingRow } from '../core/survivors.ts';
import type { LookAlike, LookAlikes } from '../insight/same-person.ts';
import type { JobProgress } from '../rpc/protocol.ts';
import { learnEngine } from './engines.ts';
import { pageStore } from './page-store.ts';
import { session, writableStore } from './session.svelte.ts';

/** Probability from which a pair may be called the same without a look at it. */
const SURE = 0.99;

class SamePerson {
  datasetId = $state<string>();
  found = $state.raw<LookAlikes>();
  judgements = $state.raw<readonly Judgement[]>([]);
  /** Which value is kept of people who are one, by column. */
  rules = $state.raw<Readonly<Record<string, SurvivorRule>>>({});
  /** Skipped in this session: asked again at the next look. */
  skipped = $state.raw<ReadonlySet<LookAlike>>(new Set());
  progress = $state.raw<JobProgress>();
  error = $state.raw<AppError>();
  /** Answers since the last look. */
  fresh = $state(0);
  /** Grows with each change that lists depend on. */
  version = $state(0);

  /** Pairs still to be answered: those that the answers decide already are left out. */
  get queue(): LookAlike[] {
    const groupOf = new Map(personGroups(this.judgements).flatMap((members, i) => members.map((id) => [id, i] as const)));
    const answered = new Set(this.judgements.map(({ a, b }) => pairKey(a, b)));
    return (this.found?.pairs ?? []).filter((pair) => {
      const group = groupOf.get(pair.a);
      const isDecided = group !== undefined && group === groupOf.get(pair.b);
      return !isDecided && !answered.has(pairKey(pair.a, pair.b)) && !this.skipped.has(pair);
    });
  }
}

export const samePerson = new SamePerson();
let controller: AbortController | undefined;
/** The last thing done was to skip this pair. */
let lastSkipped: LookAlike | undefined;

function pairKey(a: string, b: string): string {
  return a < b ? `${a}\u0000${b}` : `${b}\u0000${a}`;
}

/** Reads what was answered for the dataset in use. */
export async function openSamePerson(): Promise<void> {
  const id = session.dataset?.id;
  if (id === samePerson.datasetId) return;
  controller?.abort();
  samePerson.datasetId = id;
  samePerson.found = samePerson.error = undefined;
  samePerson.skipped = new Set();
  samePerson.fresh = 0;
  const kept = id === undefined ? undefined : (await (await pageStore()).get('setting', samePersonId(id)))?.value;
  // Written by `save` below and by nothing else.
  if (samePerson.datasetId !== id) return;
  const record = kept as SamePersonRecord | undefined;
  samePerson.judgements = record?.judgements ?? [];
  samePerson.rules = record?.rules ?? {};
}

/** Compares all customers; can be stopped. */
export async function lookForSamePerson(): Promise<void> {
  const id = samePerson.datasetId;
  if (id === undefined || samePerson.progress) return;
  const own = (controller = new AbortController());
  samePerson.error = undefined;
  samePerson.progress = { stage: 'load', done: 0, total: 0 };
  try {
    const found = await learnEngine.call(
      'lookAlikes',
      { datasetId: id },
      { signal: own.signal, onProgress: (progress) => (samePerson.progress = progress) },
    );
    if (samePerson.datasetId !== id) return;
    samePerson.found = found;
    samePerson.skipped = new Set();
    samePerson.fresh = 0;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'cancelled') samePerson.error = error;
  } finally {
    samePerson.progress = undefined;
  }
}

export function stopLooking(): void {
  controller?.abort();
}

export function judge(pair: LookAlike, same: boolean): Promise<void> {
  return save([...samePerson.judgements, judgementOf(pair, same)]);
}

/** Everything that is sure, without a look at each; each can be taken back on its own. */
export function judgeSure(): Promise<void> {
  const sure = samePerson.queue.filter(({ chance }) => chance >= SURE);
  return save([...samePerson.judgements, ...sure.map((pair): Judgement => ({ ...judgementOf(pair, true), unseen: true }))]);
}

export function sureOnes(): number {
  return samePerson.queue.filter(({ chance }) => chance >= SURE).length;
}

export function skip(pair: LookAlike): void {
  samePerson.skipped = new Set([...samePerson.skipped, pair]);
  lastSkipped = pair;
}

export function takeBack(judgementId: string): Promise<void> {
  return save(samePerson.judgements.filter(({ id }) => id !== judgementId));
}

/** Takes back the latest answer, or the skip after it. */
export async function undoAnswer(): Promise<void> {
  if (lastSkipped) {
    const back = lastSkipped;
    samePerson.skipped = new Set([...samePerson.skipped].filter((pair) => pair !== back));
    lastSkipped = undefined;
    return;
  }
  const last = samePerson.judgements.at(-1);
  if (last) await takeBack(last.id);
}

export function throwOut(customerId: string): Promise<void> {
  return save(withoutMember(samePerson.judgements, customerId, () => crypto.randomUUID(), Date.now()));
}

/** Of people who are one, of every merge in the dataset. */
export function chooseSurvivor(column: string, rule: SurvivorRule): Promise<void> {
  return save([...samePerson.judgements], { ...samePerson.rules, [column]: rule });
}

/** The one of the two with more known about it leads. */
function judgementOf({ a, b, nameA, nameB, parts }: LookAlike, same: boolean): Judgement {
  const told = { id: crypto.randomUUID(), same, at: Date.now() };
  const second = leadingRow([parts.map(({ left }) => left), parts.map(({ right }) => right)]) === 1;
  return second ? { ...told, a: b, b: a, nameA: nameB, nameB: nameA } : { ...told, a, b, nameA, nameB };
}

async function save(judgements: Judgement[], rules = samePerson.rules): Promise<void> {
  const id = samePerson.datasetId;
  if (id === undefined) return;
  try {
    const record: SamePersonRecord = { judgements, rules, at: Date.now() };
    const store = await writableStore();
    const dataset = await store.get('dataset', id);
    // Whoever is merged no longer counts, whoever is taken back does again.
    const fewer = leaderOf(judgements).size - leaderOf(samePerson.judgements).size;
    await store.write([
      { kind: 'setting', put: { id: samePersonId(id), value: record } },
      ...(dataset && fewer !== 0 ? [{ kind: 'dataset' as const, put: { ...dataset, customerCount: dataset.customerCount - fewer } }] : []),
    ]);
    samePerson.judgements = judgements;
    samePerson.rules = rules;
    lastSkipped = undefined;
    samePerson.fresh++;
    samePerson.version++;
    samePerson.error = undefined;
  } catch (thrown) {
    samePerson.error = toAppError(thrown);
  }
}
