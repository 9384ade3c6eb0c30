/** From a customer base and a question to a model that can be kept: facts, answers, selection, card. */
import type { Matrix } from '../core/matrix.ts';
import type { AlgorithmId, StoredModel } from '../core/model-card.ts';
import type { FeatureSpec } from '../core/features.ts';
import type { FillWith, Question, Step } from '../core/recipe.ts';
import { encode, fitEncoder, typicalRow } from '../data/encode.ts';
import { algorithmOf } from '../ml/registry.ts';
import { selectModel, type SelectInput } from '../ml/select.ts';
import type { TrainingRows } from './training-rows.ts';

export interface TrainQuestion {
  rows: TrainingRows;
  question: Question;
  /** For the ways in which empty cells are filled. */
  steps: readonly Step[];
  /** Outcomes marked by the person, under the features of `rows`. */
  outcomes?: { x: Matrix; y: Float64Array };
  seed: number;
  /** Absent or empty = all that fit. */
  algorithms?: readonly AlgorithmId[];
  made: { id: string; datasetId: string; at: number };
  hooks?: SelectInput['hooks'];
}

/** The way the recipe names for a column; else the median. */
function fillsOf(features: readonly FeatureSpec[], steps: readonly Step[]): FillWith[] {
  const chosen = new Map(steps.flatMap((step) => (step.kind === 'fill-missing' ? [[step.column, step.with] as const] : [])));
  return features.map((feature) => ('column' in feature ? chosen.get(feature.column) : undefined) ?? 'median');
}

/** Errors: those of `selectModel`. */
export async function trainQuestion({
  rows,
  question,
  steps,
  outcomes,
  seed,
  algorithms,
  made,
  hooks,
}: TrainQuestion): Promise<StoredModel> {
  const selected = await selectModel({
    x: rows.x,
    y: rows.y,
    features: rows.features,
    kind: question.kind === 'amount' ? 'regression' : 'classification',
    fill: fillsOf(rows.features, steps),
    seed,
    algorithms,
    ...(outcomes && outcomes.x.rows > 0 && { extraRows: outcomes }),
    load: async (id) => algorithmOf(id),
    encoding: { fitEncoder, encode, typicalRow },
    hooks,
  });
  const { model, encoder, calibrator, typical, card } = selected;
  return {
    id: made.id,
    card: {
      ...card,
      id: made.id,
      datasetId: made.datasetId,
      createdAt: made.at,
      question,
      excluded: rows.excluded,
      ...(rows.asOfDay !== undefined && { asOfDay: rows.asOfDay }),
      ...(rows.gaps && { gaps: rows.gaps }),
    },
    encoder,
    model,
    typical,
    ...(calibrator && { calibrator }),
  };
}
