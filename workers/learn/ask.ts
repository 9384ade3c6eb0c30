/** A kept model asked about one customer by hand: the form, and the answer to what was filled in. */
import type { Candidate, Choice } from '../../src/agent/decide.ts';
import { decisionOf } from '../../src/agent/record-run.ts';
import { AppError } from '../../src/core/errors.ts';
import { matrix } from '../../src/core/matrix.ts';
import type { StoredModel } from '../../src/core/model-card.ts';
import { rowOf } from '../../src/insight/align-features.ts';
import { answersOf, askedRow, askFields, outsideLearned, type AskField } from '../../src/insight/ask-form.ts';
import { explainScores, predictorOf, type Scores } from '../../src/insight/score-base.ts';
import type { LearnCalls } from '../../src/rpc/protocol.ts';
import type { Store } from '../../src/store/contract.ts';
import { requireModel, scoresOf } from './base-facts.ts';
import { loadBase, type Job } from './load-base.ts';

type Form = LearnCalls['askForm'];
type Ask = LearnCalls['ask'];

/** Asked once for each key that is pressed: the model stays unpacked. */
const kept = new WeakMap<Store, { id: string; model: StoredModel; fields: AskField[] }>();

async function askable(store: Store, modelId: string): Promise<{ model: StoredModel; fields: AskField[] }> {
  const known = kept.get(store);
  if (known?.id === modelId) return known;
  const model = await requireModel(store, modelId);
  const fresh = { id: modelId, model, fields: askFields(model) };
  kept.set(store, fresh);
  return fresh;
}

/** Errors: `not-found`, and with a customer those of `loadBase` and `scoreBase`. */
export async function askForm(store: Store, { datasetId, modelId, id }: Form['args'], job: Job): Promise<Form['result']> {
  const { model, fields } = await askable(store, modelId);
  let start = model.typical;
  if (id !== undefined) {
    const { base } = await loadBase(store, datasetId, job);
    const row = base.facts.ids.indexOf(id);
    if (row < 0) throw new AppError('not-found');
    start = rowOf(scoresOf(base, model).x, row);
  }
  return { fields, start, answers: answersOf(fields, start), features: model.encoder.features };
}

const NO_CHOICE: Omit<Choice, 'candidate'> = {
  arm: 'not-selected',
  rule: null,
  action: 'none',
  propensity: 1,
  rank: null,
  losing: [],
  value: NaN,
  expectedValue: NaN,
};

/** Errors: `not-found`. */
export async function ask(store: Store, { modelId, start, answers }: Ask['args']): Promise<Ask['result']> {
  const { model, fields } = await askable(store, modelId);
  const { row, problems } = askedRow(model, fields, start, answers);
  if (problems.length > 0) return { problems, outside: [] };
  const x = matrix(1, row.length);
  x.values.set(row);
  const predicted = predictorOf(model)(x);
  const isChance = model.card.question.kind !== 'amount';
  const scores: Scores = { features: model.encoder.features, x, predicted, isChance };
  const candidate: Candidate = {
    id: '',
    name: '',
    chance: isChance ? predicted[0] : null,
    predicted: predicted[0],
    value: NaN,
    features: row,
  };
  const facts = { modelId, playbookVersion: 0, now: Date.now() };
  const decision = decisionOf(facts, candidate, NO_CHOICE, explainScores(model, scores, [0])[0], { decision: '', run: '' });
  return { problems, outside: outsideLearned(model, fields, row), decision };
}
