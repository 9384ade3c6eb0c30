/**
 * The typed maps of the workers: name -> arguments, progress, result. Only ids, small plain objects, typed arrays and
 * File handles cross; rows never do, except a page (at most 200).
 */
import type { Dataset, KeyMatch, TableRole, UpsertPlan } from '../core/dataset.ts';
import type { FeatureSpec, GapSummary } from '../core/features.ts';
import type { ModelCard, AlgorithmId } from '../core/model-card.ts';
import type { ColumnProfile, TableProfile } from '../core/profile.ts';
import type { ReadOptions, ReadReport } from '../core/reading.ts';
import type { Question, Recipe, RoleGuess, Roles, Step, StepEffect } from '../core/recipe.ts';
import type { AskField, AskProblem } from '../insight/ask-form.ts';
import type { ContactPlan } from '../insight/contact-plan.ts';
import type { ContactTerms } from '../ml/profit-cut.ts';
import type { FactCurve } from '../insight/fact-curve.ts';
import type { FactSum } from '../insight/fact-sum.ts';
import type { LearningCurve } from '../ml/learning-curve.ts';
import type { LookAlikes } from '../insight/same-person.ts';
import type { ModelRules } from '../insight/model-rules.ts';
import type { Refusal, UnscoredRow } from '../insight/score-file.ts';
import type { WhatIf } from '../insight/what-if.ts';
import type { TreeStep } from '../ml/tree-step.ts';
import type { Decision, Playbook, Reason, ResultsSummary, Run } from '../core/work.ts';

export type { ColumnProfile, TableProfile };

export interface Call<Args, Progress, Result> {
  args: Args;
  progress: Progress;
  result: Result;
}

/** A step of a longer job: `done` of `total` in the unit of `stage`. */
export interface JobProgress {
  stage: string;
  done: number;
  total: number;
  rows?: number;
}

/** A page of a table as text, for the virtual tables: what was read, ISO dates and plain numbers ('' = missing). */
export interface TablePage {
  from: number;
  total: number;
  columns: string[];
  rows: string[][];
}

/** What keeping this file would do, shown before anything is kept. */
export interface KeepPlan {
  roles: Roles;
  effects: StepEffect[];
  rowsIn: number;
  rowsOut: number;
  customers: number;
  firstDay?: number;
  lastDay?: number;
  lowest?: number;
  highest?: number;
  gaps?: GapSummary;
  question?: Question;
  /** Only when it goes into a dataset that is there already. */
  upsert?: UpsertPlan;
  /** Steps that are only done if the person says so, with what they would do; when steps were suggested. */
  offered?: StepEffect[];
}

/** Two datasets beside each other. */
export interface TableMatch {
  ownRole: TableRole;
  otherRole: TableRole;
  keys: KeyMatch[];
  /** The other table has a day for each contact, or a closing day for each deal: without one, they cannot be held against a day. */
  otherHasDay: boolean;
}

export interface DataCalls {
  /** Reads a whole file into staged (not yet kept) encrypted chunks. */
  read: Call<
    { file: Blob; fileName: string; options?: ReadOptions },
    { bytes: number; totalBytes: number; rows: number },
    ReadReport & { guesses: RoleGuess[]; roles: Roles }
  >;
  /** What the recipe would do to the staged table. */
  plan: Call<
    { tableId: string; roles: Roles; steps?: Step[]; question?: Question; datasetId?: string },
    JobProgress,
    KeepPlan & { steps: Step[] }
  >;
  /** Commits the staged table: a new dataset, or more rows of one that is there. */
  keep: Call<{ tableId: string; name: string; recipe: Recipe; datasetId?: string; sample?: boolean }, JobProgress, Dataset>;
  /** Changes the steps of a kept dataset (undo, redo); the file's own chunks stay untouched. */
  recook: Call<{ datasetId: string; steps: Step[] }, JobProgress, Dataset>;
  /** Steps that would mend something in a kept dataset and are only done if the person says so, with what they would do. */
  offer: Call<{ datasetId: string }, JobProgress, StepEffect[]>;
  /** Throws a staged table away. */
  discard: Call<{ tableId: string }, never, void>;
  rows: Call<{ datasetId: string; from: number; count: number }, never, TablePage>;
  /** One file of a dataset as read, before cleaning. `today`: days since 1970-01-01, to know days to come. */
  profile: Call<{ tableId: string; datasetId?: string; today?: number }, JobProgress, TableProfile>;
  /** CSV text (with BOM) of the rejected records and every cell that the profile speaks of, by line. */
  noted: Call<{ tableId: string; datasetId?: string; today?: number }, JobProgress, { csv: string; rows: number }>;
  /** What two datasets are, and by which columns their rows name each other: the best first. */
  match: Call<{ datasetId: string; otherId: string }, JobProgress, TableMatch>;
  /** CSV text (with BOM) of the rows of one side that do not find theirs. */
  orphans: Call<{ datasetId: string; otherId: string; ownKey: string; otherKey: string }, JobProgress, { csv: string; rows: number }>;
  /** SHA-256 of a file as the reader computes it, hex. Errors: `file-changed`, `cancelled`. */
  digest: Call<{ file: Blob }, never, string>;
  /** CSV text (with BOM) of the rejected records and odd cells, with line, column, reason and raw value. */
  rejected: Call<{ tableId: string }, never, { csv: string; rows: number }>;
  /** A small table (the day's list) as CSV text: with BOM, formula-safe (`data/write-csv.ts`). */
  csv: Call<{ header: string[]; rows: (string | number | null)[][] }, never, string>;
}

/** One customer as the Customers screen lists them. */
export interface CustomerRow {
  id: string;
  name: string;
  lastDay?: number;
  orders?: number;
  spent?: number;
  chance: number | null;
  predicted: number;
  /** Action of the open task, if there is one. */
  next?: string;
}

export interface CustomerPage {
  from: number;
  total: number;
  rows: CustomerRow[];
}

export interface CustomerDetail extends CustomerRow {
  phone?: string;
  email?: string;
  decision: Decision;
  /** Latest orders (up to 50), or the cells of the customer's row. */
  history: { day?: number; amount?: number; product?: string; line: number }[];
  cells: { column: string; value: string; line: number }[];
}

export interface TrainArgs {
  datasetId: string;
  seed: number;
  /** Empty: all that fit the question. */
  algorithms?: AlgorithmId[];
}

export interface TrainProgress extends JobProgress {
  algorithm?: AlgorithmId;
  /** Best mean fold score so far. */
  bestSoFar?: { algorithm: AlgorithmId; loss: number };
  /** `algorithm` is not tried: the time is up. */
  outOfTime?: true;
}

/** The classroom's recording of a decision tree that grows; steps are `TreeStep` of `src/ml/tree.ts`. */
export interface TreeTraceArgs {
  source: 'article' | 'sample' | 'dataset';
  datasetId?: string;
  /** Two columns of a customer table and its yes/no target; where each row is an order, two facts by key (the target is the recipe's question). */
  columns?: string[];
  target?: string;
  criterion: 'gini' | 'entropy';
  maxDepth: number;
}

export interface TreeTrace {
  features: string[];
  rows: { x: number[]; y: number; label: string }[];
  steps: TreeStep[];
}

/** Calls of `digest.worker.ts`. */
export interface DigestCalls {
  /** SHA-256, 64 hex digits. Errors: `file-changed`. */
  digest: Call<{ file: Blob }, never, string>;
}

export interface LearnCalls {
  train: Call<TrainArgs, TrainProgress, ModelCard>;
  /** Scores everybody, applies the playbook, writes run and tasks. The same input twice returns the first run. */
  decide: Call<
    { datasetId: string; modelId: string; playbook: Playbook; now: number; dryRun?: boolean },
    JobProgress,
    { run: Run; newTasks: number }
  >;
  customers: Call<
    {
      datasetId: string;
      modelId?: string;
      search: string;
      sort: 'name' | 'lastDay' | 'orders' | 'spent' | 'chance';
      descending: boolean;
      lang: string;
      from: number;
      count: number;
    },
    never,
    CustomerPage
  >;
  customer: Call<{ datasetId: string; modelId?: string; id: string }, never, CustomerDetail>;
  /** Customers who look like the same person; learns anew from the files and from what was answered. */
  lookAlikes: Call<{ datasetId: string }, JobProgress, LookAlikes>;
  /** A model's facts as a form, filled in with the typical customer or with the one of that id. */
  askForm: Call<
    { datasetId: string; modelId: string; id?: string },
    never,
    { fields: AskField[]; start: Float64Array; answers: string[]; features: FeatureSpec[] }
  >;
  /** `start`: the row that the form was filled in with. `outside`: fields that were never like this where the model learned. */
  ask: Call<
    { modelId: string; start: Float64Array; answers: readonly string[] },
    never,
    { problems: AskProblem[]; outside: number[]; decision?: Decision }
  >;
  whatIf: Call<{ datasetId: string; modelId: string; id: string; cut: number }, never, WhatIf | null>;
  factSum: Call<{ datasetId: string; id: string; feature: FeatureSpec }, never, FactSum>;
  /** Everybody in the order of the files, at most 200 at a time, each with the strongest reasons. `saw` has the order of `features`. */
  scores: Call<
    { datasetId: string; modelId: string; from: number; count: number },
    JobProgress,
    {
      total: number;
      features: FeatureSpec[];
      rows: {
        id: string;
        name: string;
        chance: number | null;
        predicted: number;
        value: number;
        reasons: Reason[];
        saw: (number | null)[];
      }[];
    }
  >;
  /** `words`: names of the columns that are added, and why a row was not scored. */
  scoreFile: Call<
    {
      datasetId: string;
      modelId: string;
      file: Blob;
      fileName: string;
      words: Record<'chance' | 'amount' | 'line' | 'because' | 'column' | 'cell' | UnscoredRow['because'], string>;
    },
    JobProgress,
    ScoredFile | { refused: Refusal }
  >;
  results: Call<{ datasetId: string; now: number }, never, ResultsSummary>;
  traceTree: Call<TreeTraceArgs, JobProgress, TreeTrace>;
  /** A model's file (`core/model-file.ts`) checked and put to work for a dataset that has its facts. */
  bringModel: Call<{ datasetId: string; json: string; now: number }, JobProgress, ModelCard>;
  /** How the answer moves with one fact (a feature as `ModelCard.importance` names it), over the customers of today. */
  traceFact: Call<{ modelId: string; feature: FeatureSpec }, JobProgress, FactCurve>;
  /** The model in a few rules, and how much of it they hold. */
  stateRules: Call<{ modelId: string }, JobProgress, ModelRules>;
  /** Would more customers help? At most about a minute. */
  learnFromFewer: Call<{ modelId: string }, JobProgress, LearningCurve>;
  /** What contacting so many of the test customers would have brought; with money when `terms` are given. */
  planContacts: Call<{ modelId: string; capacity: number; terms?: ContactTerms }, JobProgress, ContactPlan>;
  /** CSV text (with BOM) of the test customers: number, name, what came, what was said. */
  listHeldOut: Call<{ modelId: string; header: string[] }, JobProgress, { csv: string; rows: number }>;
  /** `about`: words for each fact of the model, for the script's data dictionary. `data`: the rows it was learned from and tested on. */
  /** `about`: words for each fact of the model, for the script's data dictionary. `data`: the rows it was learned from and tested on. `sql`: its facts as a query. */
  exportModel: Call<
    { modelId: string; format: 'python' | 'onnx' | 'data' | 'sql'; about: readonly string[] },
    JobProgress,
    { bytes: Uint8Array<ArrayBuffer>; rows: number; columns: string[] }
  >;
}

/** A file scored beside its own rows, as CSV (with BOM, formula-safe), and the rows that could not be; `rows` = `scored` + `unscoredCount`. */
export interface ScoredFile {
  rows: number;
  scored: number;
  /** Different customers. */
  people: number;
  unscoredCount: number;
  /** The first of them. */
  unscored: UnscoredRow[];
  columns: string[];
  csv: Uint8Array<ArrayBuffer>;
  unscoredCsv: Uint8Array<ArrayBuffer>;
}

/** What every worker can be asked besides its own calls. */
export interface CommonCalls {
  /** Whether this browser tab may write: told to every fresh worker first, and again when it changes. Until then a worker only reads. */
  configure: Call<{ readOnly: boolean }, never, void>;
  /** Tries to send one byte to another origin from inside the worker and says whether the browser refused. */
  tryToSend: Call<{ url: string }, never, { refused: boolean; detail: string }>;
  ping: Call<Record<string, never>, never, { crossOriginIsolated: boolean }>;
}

export type DataWorker = DataCalls & CommonCalls;
export type LearnWorker = LearnCalls & CommonCalls;
