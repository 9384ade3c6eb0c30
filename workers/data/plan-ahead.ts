/**
 * While a person looks at how a file was read, the plan for what the reader suggests is made already.
 * Mostly nothing is changed, and the next step is there at once.
 */
import { canonicalJson } from '../../src/core/digest.ts';
import { AppError } from '../../src/core/errors.ts';
import type { DataCalls, JobProgress } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { makePlan } from './make-plan.ts';
import type { Job } from './stored-table.ts';

type Plan = DataCalls['plan'];

/** What is done ahead starts this much later: the page draws what was read first, and has a processor to share. */
const QUIET_MS = 150;

/** As long as nobody waits for it, so much work is followed by so much rest: whoever clicks meanwhile is served first. */
const WORK_MS = 12;
const REST_MS = 6;

function restsBetween(work: number, rest: number): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < work) return;
    await new Promise((resolve) => setTimeout(resolve, rest));
    since = performance.now();
  };
}

/** Resolves once the page has had its turn. */
export function pageHasDrawn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, QUIET_MS));
}

interface Ahead {
  asked: string;
  controller: AbortController;
  plan: Promise<Plan['result']>;
  watch: { latest?: JobProgress; listener?: Job['progress'] };
}

let ahead: Ahead | undefined;

const keyOf = ({ tableId, roles, steps, datasetId, question }: Plan['args']): string =>
  canonicalJson([tableId, roles, steps ?? null, datasetId ?? null, question ?? null]);

/** Starts once the answer to the reading is on its way. */
export function planAhead(store: Store, args: Plan['args'], pause: Job['pause']): void {
  dropPlanAhead();
  const controller = new AbortController();
  const { signal } = controller;
  const watch: Ahead['watch'] = {};
  const rest = restsBetween(WORK_MS, REST_MS);
  const job: Job = {
    signal,
    progress: (progress) => {
      watch.latest = progress;
      watch.listener?.(progress);
    },
    async pause() {
      await pause();
      if (!watch.listener) await rest();
      if (signal.aborted) throw new AppError('cancelled');
    },
  };
  const plan = pageHasDrawn().then(() => makePlan(store, args, job));
  ahead = { asked: keyOf(args), controller, plan, watch };
  // Roles that do not do yet are no failure as long as nobody has asked.
  plan.catch(() => undefined);
}

/** What is being made, or was, if it is what is asked for. Errors: as `makePlan`. */
export async function plannedAhead(args: Plan['args'], { signal, progress }: Job): Promise<Plan['result'] | undefined> {
  if (ahead?.asked !== keyOf(args)) {
    dropPlanAhead();
    return undefined;
  }
  const { plan, watch } = ahead;
  if (watch.latest) progress(watch.latest);
  watch.listener = progress;
  signal.addEventListener('abort', dropPlanAhead);
  try {
    return await plan;
  } finally {
    signal.removeEventListener('abort', dropPlanAhead);
    watch.listener = undefined;
  }
}

export function dropPlanAhead(): void {
  ahead?.controller.abort();
  ahead = undefined;
}
