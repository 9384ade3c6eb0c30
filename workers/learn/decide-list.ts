/** Scores everybody, applies the playbook, and writes the run with its tasks in one transaction. The same input gives the first run again. */
import { contactHistory, isWaiting, type ContactHistory } from '../../src/agent/contact-history.ts';
import { contactable, decide, usedValues, type Candidate, type Choice, type DecideInput } from '../../src/agent/decide.ts';
import { inputKey, rowsDigest } from '../../src/agent/input-key.ts';
import { overtakenTasks } from '../../src/agent/overtaken.ts';
import { parsePlaybook } from '../../src/agent/parse-rule.ts';
import { recordRun, type Explanation } from '../../src/agent/record-run.ts';
import type { Dataset } from '../../src/core/dataset.ts';
import { AppError } from '../../src/core/errors.ts';
import { featureKey } from '../../src/core/feature-key.ts';
import { columnOf, take } from '../../src/core/matrix.ts';
import type { StoredModel } from '../../src/core/model-card.ts';
import type { Run, Task } from '../../src/core/work.ts';
import { expectedCounts } from '../../src/insight/expected-counts.ts';
import { movedFacts } from '../../src/insight/model-fit.ts';
import { explainScores, listable, type Scores } from '../../src/insight/score-base.ts';
import type { LearnCalls } from '../../src/rpc/protocol.ts';
import type { RecordWrite, Store } from '../../src/store/contract.ts';
import { orderDays, requireModel, scoresOf } from './base-facts.ts';
import { candidateOf } from './candidate-of.ts';
import { loadBase, type Job } from './load-base.ts';
import { workRecords, type WorkRecords } from './work-records.ts';

type Decide = LearnCalls['decide'];

const DAY_MS = 86_400_000;
/** Customers explained between two pauses. */
const EXPLAIN_BATCH = 32;

let before: Promise<unknown> = Promise.resolve();

/** One after the other: two at once could both find no run and give a customer two tasks. Errors: `not-found`, `column-missing`, `bad-rule`, `read-only-tab`, `cancelled`. */
export function decideList(store: Store, args: Decide['args'], job: Job): Promise<Decide['result']> {
  const deciding = before.then(() => decideNow(store, args, job));
  before = deciding.catch(() => undefined);
  return deciding;
}

async function decideNow(store: Store, { datasetId, modelId, now, dryRun, ...args }: Decide['args'], job: Job): Promise<Decide['result']> {
  const playbook = parsePlaybook(args.playbook);
  const { dataset, base, beside } = await loadBase(store, datasetId, job);
  const model = await requireModel(store, modelId);
  const records = await workRecords(store, datasetId);
  const key = inputKey(dataset, rowsDigest(base.table), modelId, playbook, localDay(now), beside);
  const first = records.runs.find((run) => run.inputKey === key);
  if (first && !dryRun) return { run: first, newTasks: 0 };

  job.progress({ stage: 'score', done: 0, total: 1, rows: base.facts.ids.length });
  const scores = scoresOf(base, model);
  await job.pause();
  const daysOf = orderDays(base);
  const overtaken = daysOf ? overtakenTasks(records.tasks, records.runs, daysOf, now) : [];
  const rows = listable(model.card.question, scores);
  const salt = await saltOf(store, dataset);
  const candidates = rows.map((row) => candidateOf(base, scores, row));
  const history = dryRun ? contactHistory([], records.outcomes, now, now) : historyAfter(records, overtaken, now);
  const deciding: DecideInput = { candidates, features: scores.features, playbook, history, now, salt };
  const choices = decide(deciding);
  const waiting = dryRun ? [] : records.tasks.filter((task) => isWaiting(task, now) && !overtaken.some(({ id }) => id === task.id));
  await job.pause();

  const { run, tasks } = recordRun(
    {
      datasetId,
      modelId,
      playbook,
      inputKey: key,
      asOfDay: base.facts.asOfDay,
      seed: model.card.split.seed,
      now,
      features: scores.features,
      scored: rows.length,
      drift: model.baseline && movedFacts(model.baseline, scores.features, scores.x),
      expected: expectedOf(model, scores, rows, deciding, listed(candidates, choices, waiting)),
    },
    candidates,
    choices,
    await explained(model, scores, choices.map(({ candidate }) => rows[candidate]), job), // prettier-ignore
    () => crypto.randomUUID(),
  );
  if (dryRun) return { run, newTasks: tasks.length };
  if (job.signal.aborted) throw new AppError('cancelled');
  job.progress({ stage: 'store', done: 0, total: 1 });
  const writes: RecordWrite[] = [...overtaken, ...tasks].map((task) => ({ kind: 'task', put: task }));
  await store.write([{ kind: 'run', put: run }, ...writes]);
  return { run, newTasks: tasks.length };
}

/** The base's first file: the same people are kept aside whenever and wherever this file is worked on. */
async function saltOf(store: Store, { id, parts }: Dataset): Promise<string> {
  const manifest = parts.length > 0 ? await store.manifest(parts[0].tableId) : undefined;
  return manifest?.report.fileDigest ?? id;
}

/** Days since 1970-01-01 on the person's own calendar. */
function localDay(now: number): number {
  return Math.floor((now - new Date(now).getTimezoneOffset() * 60_000) / DAY_MS);
}

function historyAfter({ tasks, outcomes }: WorkRecords, overtaken: WorkRecords['tasks'], now: number): ContactHistory {
  const settled = new Set(overtaken.map((task) => task.id));
  const standing = tasks.filter((task) => !settled.has(task.id));
  return contactHistory(standing, outcomes, now, new Date(now).setHours(0, 0, 0, 0));
}

/** Who is on the list now: the newly chosen, and those whose task from before still waits. */
function listed(candidates: readonly Candidate[], choices: readonly Choice[], waiting: readonly Task[]): number[] {
  const waits = new Set(waiting.map((task) => task.customerId));
  const chosen = choices.filter((choice) => choice.arm === 'selected').map((choice) => choice.candidate);
  return [...chosen, ...candidates.flatMap(({ id }, i) => (waits.has(id) ? [i] : []))];
}

/**
 * What the list holds, against luck and the simple rule, among those whom the playbook lets anybody contact: a rule that
 * would find people long gone is no better way to make this list. `rows` of the base are the candidates.
 */
function expectedOf(
  { card }: StoredModel,
  { features, x, predicted, isChance }: Scores,
  rows: readonly number[],
  input: DecideInput,
  onList: readonly number[],
): Run['expected'] {
  const pool = [...new Set([...contactable(input), ...onList])].sort((a, b) => a - b);
  const place = new Map(pool.map((candidate, i) => [candidate, i]));
  const listed = onList.flatMap((candidate) => place.get(candidate) ?? []);
  const poolRows = pool.map((candidate) => rows[candidate]);
  const ruleKey = featureKey(card.ruleFeature);
  const column = features.findIndex((feature) => featureKey(feature) === ruleKey);
  const ruleFact = column < 0 ? new Float64Array(pool.length).fill(NaN) : take(columnOf(x, column), poolRows);
  const isWorthKnown = isChance && input.candidates.some(({ value }) => !Number.isNaN(value));
  const values = isWorthKnown ? take(usedValues(input.candidates), pool) : undefined;
  return expectedCounts(take(predicted, poolRows), values, listed, ruleFact);
}

async function explained(model: StoredModel, scores: Scores, rows: readonly number[], job: Job): Promise<Explanation[]> {
  const explanations: Explanation[] = [];
  for (let from = 0; from < rows.length; from += EXPLAIN_BATCH) {
    job.progress({ stage: 'explain', done: from, total: rows.length });
    explanations.push(...explainScores(model, scores, rows.slice(from, from + EXPLAIN_BATCH)));
    await job.pause();
  }
  return explanations;
}
