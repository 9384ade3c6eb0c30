/** The card of a model in a file: every figure of the Model screen, checked before it is shown. */
import type { AlgorithmId, CandidateResult, ConfusionMatrix, Estimate, GainsPoint, Metrics, ModelCard } from '../../core/model-card.ts';
import type { Question } from '../../core/recipe.ts';
import { ALGORITHMS, algorithmOf } from '../../ml/registry.ts';
import type { StackMember } from '../../ml/stack.ts';
import { featurePart } from './encoder-part.ts';
import type { Part } from './part.ts';

const MOST_LISTED = 10_000;
const EXCLUDED = ['constant', 'id', 'free-text', 'all-missing', 'ignored', 'gives-answer-away'] as const;
const BECAUSE = ['best', 'none-alone-better', 'simplest-within-one-error', 'rule-was-as-good', 'too-few'] as const;
const BACKENDS = ['wasm', 'webgl', 'plain'] as const;
const LATEST = 8.64e15;

export function cardPart(part: Part): ModelCard {
  const question = questionPart(part.at('question'));
  const classification = question.kind !== 'amount';
  const algorithm = algorithmPart(part.at('algorithm'));
  if (!algorithmOf(algorithm).tasks.includes(classification ? 'classification' : 'regression')) part.at('algorithm').refuse();
  const split = part.at('split');
  const metrics = (name: string) => metricsPart(part.at(name), classification);
  return {
    id: part.at('id').text(1),
    datasetId: part.at('datasetId').text(1),
    createdAt: part.at('createdAt').number(0, LATEST),
    question,
    algorithm,
    params: paramsPart(part.at('params'), algorithm),
    chosenBecause: part.at('chosenBecause').oneOf(BECAUSE),
    candidates: part.at('candidates').list(MOST_LISTED).map(candidatePart),
    split: {
      train: split.at('train').count(1),
      test: split.at('test').count(),
      seed: split.at('seed').count(0, 0xffffffff),
      stratified: split.at('stratified').flag(),
    },
    outcomesUsed: part.at('outcomesUsed').count(),
    positives: part.at('positives').count(),
    ...optional(part.at('asOfDay'), (day) => ({ asOfDay: day.count(-1e6, 1e7) })),
    ...optional(part.at('gaps'), (gaps) => ({
      gaps: {
        gaps: gaps.at('gaps').count(),
        medianDays: gaps.at('medianDays').anyNumber(),
        p90Days: gaps.at('p90Days').anyNumber(),
        suggestedHorizonDays: gaps.at('suggestedHorizonDays').anyNumber(),
      },
    })),
    metrics: metrics('metrics'),
    baseline: metrics('baseline'),
    rule: metrics('rule'),
    ruleFeature: featurePart(part.at('ruleFeature')),
    ...optional(part.at('topK'), (top) => ({
      topK: {
        k: top.at('k').count(),
        positives: top.at('positives').number(0),
        model: top.at('model').number(0),
        rule: top.at('rule').number(0),
        luck: top.at('luck').number(0),
      },
    })),
    ...optional(part.at('calibration'), (bins) => ({
      calibration: bins.list(MOST_LISTED).map((bin) => ({
        predicted: bin.at('predicted').number(0, 1),
        observed: estimatePart(bin.at('observed')),
        rows: bin.at('rows').count(),
      })),
    })),
    ...optional(part.at('gains'), (gains) => ({ gains: gains.list(MOST_LISTED).map(gainsPart) })),
    ...optional(part.at('margin'), (margin) => ({ margin: margin.number(0) })),
    importance: part
      .at('importance')
      .list(MOST_LISTED)
      .map((fact) => ({ feature: featurePart(fact.at('feature')), loss: estimatePart(fact.at('loss')) })),
    excluded: part
      .at('excluded')
      .list(MOST_LISTED)
      .map((column) => ({ column: column.at('column').text(), reason: column.at('reason').oneOf(EXCLUDED) })),
    ...optional(part.at('backend'), (backend) => ({ backend: backend.oneOf(BACKENDS) })),
    millis: part.at('millis').number(0),
  };
}

function optional<T extends object>(part: Part, read: (part: Part) => T): T | undefined {
  return part.isThere ? read(part) : undefined;
}

function questionPart(part: Part): Question {
  const kind = part.at('kind').oneOf(['will-not-return', 'yes-no', 'amount']);
  switch (kind) {
    case 'will-not-return':
      return { kind, horizonDays: part.at('horizonDays').number(1, 36_500) };
    case 'yes-no':
      return {
        kind,
        target: part.at('target').text(1),
        yes: part.at('yes').text(1),
        meaning: part.at('meaning').oneOf(['leave', 'buy', 'other']),
      };
    case 'amount':
      return { kind, target: part.at('target').text(1) };
  }
}

function algorithmPart(part: Part): AlgorithmId {
  return part.oneOf(Object.values(ALGORITHMS).map(({ id }) => id));
}

/** The settings an algorithm knows, as plain values; shown, never learned with again. */
function paramsPart(part: Part, algorithm: AlgorithmId): Record<string, unknown> {
  const kinds = new Map(algorithmOf(algorithm).parameters.map(({ name, kind }) => [name, kind]));
  return Object.fromEntries(
    part.names().map((name) => {
      const kind = kinds.get(name) ?? part.at(name).refuse();
      return [name, kind === 'members' ? part.at(name).list(MOST_LISTED, 1).map(memberPart) : part.at(name).setting()];
    }),
  );
}

function memberPart(part: Part): StackMember {
  const algorithm = algorithmPart(part.at('algorithm'));
  // A stack in a stack is not learned, and reading one would have no end.
  if (algorithm === 'stack') return part.at('algorithm').refuse();
  return { algorithm, params: paramsPart(part.at('params'), algorithm), weight: part.at('weight').number(0) };
}

function candidatePart(part: Part): CandidateResult {
  const algorithm = algorithmPart(part.at('algorithm'));
  return {
    algorithm,
    params: paramsPart(part.at('params'), algorithm),
    loss: part.at('loss').anyNumber(),
    lossError: part.at('lossError').anyNumber(),
    ...optional(part.at('auc'), (auc) => ({ auc: auc.anyNumber() })),
    ...optional(part.at('difference'), (difference) => ({ difference: estimatePart(difference) })),
    millis: part.at('millis').number(0),
    ...optional(part.at('failed'), (failed) => ({ failed: failed.text() })),
  };
}

function estimatePart(part: Part): Estimate {
  const number = (name: string) => (part.at(name).isNull ? null : part.at(name).number());
  return { value: number('value'), low: number('low'), high: number('high') };
}

function confusionPart(part: Part): ConfusionMatrix {
  const count = (name: string) => part.at(name).count();
  return {
    truePositive: count('truePositive'),
    falsePositive: count('falsePositive'),
    trueNegative: count('trueNegative'),
    falseNegative: count('falseNegative'),
  };
}

function metricsPart(part: Part, classification: boolean): Metrics {
  const estimate = (name: string) => estimatePart(part.at(name));
  const rows = part.at('rows').count();
  if (!classification) {
    part.at('kind').oneOf(['regression']);
    return { kind: 'regression', rows, mse: estimate('mse'), mae: estimate('mae'), r2: estimate('r2') };
  }
  part.at('kind').oneOf(['classification']);
  return {
    kind: 'classification',
    rows,
    positives: part.at('positives').count(),
    accuracy: estimate('accuracy'),
    precision: estimate('precision'),
    recall: estimate('recall'),
    f1: estimate('f1'),
    auc: estimate('auc'),
    logLoss: estimate('logLoss'),
    confusion: confusionPart(part.at('confusion')),
  };
}

function gainsPart(part: Part): GainsPoint {
  return { contacted: part.at('contacted').count(), model: part.at('model').number(0), rule: part.at('rule').number(0) };
}
