/** Rules, decisions, tasks, outcomes: the agent's side of the records. Nothing here is ever edited in place except a task's state. */
import type { FeatureSpec } from './features.ts';

/** A fact a rule may look at. `chance` and `value` come from the model and the orders; the rest are features by key. */
export type RuleField = 'chance' | 'value' | 'days-since-contact' | 'has-open-task' | 'said-stop' | `feature:${string}`;

export type Condition =
  { all: Condition[] } | { any: Condition[] } | { not: Condition } | { field: RuleField; is: '>=' | '<=' | '>' | '<' | '='; than: number };

export type ActionKind = 'call' | 'email' | 'message' | 'never';

export interface Rule {
  id: string;
  version: number;
  on: boolean;
  when: Condition;
  do: { action: ActionKind; templateId?: string; dueDays: number };
  /** At most this many a day; absent: only the capacity limits. */
  limit?: number;
}

export interface Template {
  id: string;
  lang: 'en' | 'zh';
  /** May hold {name}, {days}, {product}, {shop}. */
  subject: string;
  body: string;
}

export interface Playbook {
  id: string;
  datasetId: string;
  version: number;
  /** First match wins, in this order. */
  rules: Rule[];
  templates: Template[];
  capacity: number;
  /** Share of those who would have been contacted that is kept aside, 0..0.5. */
  holdout: number;
  updatedAt: number;
}

/** One part of a chance: a fact set from typical to this customer's, or its share of the difference from the average. Parts add up to chance - start. */
export interface Reason {
  feature: FeatureSpec;
  /** This customer's value and the typical one, in real units. */
  value: number;
  typical: number;
  /** Added to the chance (or to the predicted amount). */
  effect: number;
}

/** Why one rule did not win for this customer. */
export interface LosingRule {
  ruleId: string;
  because: 'condition' | 'unknown' | 'off' | 'limit' | 'later';
  /** The first comparison that failed, with the value seen. */
  field?: RuleField;
  saw?: number | null;
}

/** One customer at one run: what was seen, what was chosen, with what probability. Never changed afterwards. */
export interface Decision {
  id: string;
  runId: string;
  customerId: string;
  name: string;
  at: number;
  modelId: string;
  playbookVersion: number;
  /** null for a question about an amount: then `predicted` speaks. */
  chance: number | null;
  predicted: number;
  value: number;
  /** chance x value: what the list is ordered by. */
  expectedValue: number;
  ruleId: string | null;
  ruleVersion: number | null;
  action: ActionKind | 'none';
  /** `selected`: on the list. `held-out`: would have been, kept aside for comparison. `not-selected`: below the capacity. */
  arm: 'selected' | 'held-out' | 'not-selected' | 'excluded';
  /** Probability with which this arm was drawn for this customer. */
  propensity: number;
  rank: number | null;
  /** Of a typical customer, or of the average of those learned from. */
  start: number;
  fromAverage?: true;
  reasons: Reason[];
  /** Sum of the effects that are not among `reasons`. */
  otherEffect: number;
  losing: LosingRule[];
  /** Feature values as seen, in the model's feature order (real units; NaN stored as null). */
  saw: (number | null)[];
  asOfDay?: number;
}

/** A fact that is spread otherwise today than where the model learned. */
export interface FactDrift {
  feature: FeatureSpec;
  /** Population stability index; 0.25 and more is an alarm. */
  index: number;
  /** Today's median, or share of yes; null where nobody has a value. */
  now: number | null;
}

export interface Run {
  id: string;
  datasetId: string;
  modelId: string;
  playbookId: string;
  playbookVersion: number;
  at: number;
  asOfDay?: number;
  seed: number;
  /** Digest of dataset version, model, playbook and day: the same input gives the same run and no second task. */
  inputKey: string;
  features: FeatureSpec[];
  scored: number;
  /** Selected, held-out and the next 200; the rest is counted, not kept. */
  decisions: Decision[];
  heldOut: number;
  /** Expected number of yes on the list, among as many at random, and by the rule; `atStake`: the same as chance x value. */
  expected: {
    selected: number;
    random: number;
    rule: number;
    all: number;
    atStake?: { selected: number; random: number; rule: number; all: number };
  };
  /** Facts that have moved since the model learned, the most moved first; absent where none has. */
  drift?: FactDrift[];
}

export type TaskState = 'open' | 'later' | 'done' | 'came-back' | 'not-interested' | 'no-answer' | 'cancelled';

export interface Task {
  id: string;
  runId: string;
  decisionId: string;
  datasetId: string;
  customerId: string;
  name: string;
  phone?: string;
  email?: string;
  action: ActionKind;
  templateId?: string;
  state: TaskState;
  dueAt: number;
  /** When a `later` task shows again. */
  wakeAt?: number;
  createdAt: number;
  updatedAt: number;
  note?: string;
  rank: number;
}

export type OutcomeKind = 'came-back' | 'not-interested' | 'no-answer' | 'done';

/** What came of it. A new record pointing at the decision; becomes a label at the next training. */
export interface Outcome {
  id: string;
  taskId: string;
  decisionId: string;
  datasetId: string;
  customerId: string;
  kind: OutcomeKind;
  at: number;
  amount?: number;
  /** Undone outcomes stay, marked. */
  undone?: boolean;
}

/** Everything that left the device, by a person's own act. Counts and column names only, never values. */
export interface ExitEntry {
  id: string;
  at: number;
  kind: 'csv' | 'rejected-rows' | 'eml' | 'mail-draft' | 'print' | 'copy' | 'recipe' | 'model';
  rows: number;
  columns: string[];
}

/** Two shares and their difference, with 95 % intervals (Newcombe), or how many more are needed. */
export interface ResultsSummary {
  /** Everybody on the lists; `reached`: those among them with something marked. */
  contacted: { people: number; returned: number; reached: number };
  heldOut: { people: number; returned: number };
  lift?: { value: number; low: number; high: number };
  /** Contacts still needed before a 10-point difference could be told from luck; 0 when there are enough. */
  neededMore: number;
  /** Outcomes as marked by hand, for contacted people only. */
  marked: Record<OutcomeKind, number>;
  byAction: { action: ActionKind; people: number; returned: number }[];
}
