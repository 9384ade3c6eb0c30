/** The learn engine: trains, scores, decides, explains. Every flow is a file of `workers/learn/`. */
import { workerStore, startWorker } from './start-worker.ts';
import type { LearnCalls } from '../src/rpc/protocol.ts';
import { ask, askForm } from './learn/ask.ts';
import { bringModel } from './learn/bring-model.ts';
import { decideList } from './learn/decide-list.ts';
import { exportModel } from './learn/export-model.ts';
import { findLookAlikes } from './learn/find-look-alikes.ts';
import { learnFromFewer } from './learn/learn-from-fewer.ts';
import { listHeldOut } from './learn/list-held-out.ts';
import { pageCustomers } from './learn/page-customers.ts';
import { pageScores } from './learn/page-scores.ts';
import { planContacts } from './learn/plan-contacts.ts';
import { scoreOtherFile } from './learn/score-file.ts';
import { showCustomer } from './learn/show-customer.ts';
import { showSum } from './learn/show-sum.ts';
import { stateRules } from './learn/state-rules.ts';
import { sumResults } from './learn/sum-results.ts';
import { traceFact } from './learn/trace-fact.ts';
import { traceTree } from './learn/trace-tree.ts';
import { trainModel } from './learn/train-model.ts';
import { whatIfCustomer } from './learn/what-if-customer.ts';

const silent = { progress: () => undefined };

startWorker<LearnCalls>({
  train: async (args, job) => trainModel(await workerStore(), args, job),
  decide: async (args, job) => decideList(await workerStore(), args, job),
  customers: async (args, context) => pageCustomers(await workerStore(), args, { ...context, ...silent }),
  customer: async (args, context) => showCustomer(await workerStore(), args, { ...context, ...silent }),
  askForm: async (args, context) => askForm(await workerStore(), args, { ...context, ...silent }),
  ask: async (args) => ask(await workerStore(), args),
  whatIf: async (args, context) => whatIfCustomer(await workerStore(), args, { ...context, ...silent }),
  factSum: async (args, context) => showSum(await workerStore(), args, { ...context, ...silent }),
  scores: async (args, job) => pageScores(await workerStore(), args, job),
  scoreFile: async (args, job) => scoreOtherFile(await workerStore(), args, job),
  lookAlikes: async (args, job) => findLookAlikes(await workerStore(), args, job),
  results: async (args, context) => sumResults(await workerStore(), args, { ...context, ...silent }),
  bringModel: async (args, job) => bringModel(await workerStore(), args, job),
  exportModel: async (args, job) => exportModel(await workerStore(), args, job),
  traceFact: async (args, job) => traceFact(await workerStore(), args, job),
  stateRules: async (args, job) => stateRules(await workerStore(), args, job),
  learnFromFewer: async (args, job) => learnFromFewer(await workerStore(), args, job),
  planContacts: async (args, job) => planContacts(await workerStore(), args, job),
  listHeldOut: async (args, job) => listHeldOut(await workerStore(), args, job),
  traceTree: (args, job) => traceTree(workerStore, args, job),
});
