/** From a customer base and a question to a model that can be kept: facts, answers, selection, card. */
import { takeRows, type Matrix } from '../core/matrix.ts';
import type { AlgorithmId, StoredModel } from '../core/model-card.ts';
import type { Question, Step } from '../core/recipe.ts';
import { typicalRow } from '../data/encode.ts';
import { algorithmOf } from '../ml/registry.ts';
import { selectModel, type SelectInput } from '../ml/select.ts';
import { baselineOf } from './model-fit.ts';
import { fillsOf, preparedEncoding } from './prepare-features.ts';
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
    encoding: { ...preparedEncoding(steps), typicalRow },
    hooks,
  });
  const answered = Uint32Array.from(rows.y.keys()).filter((row) => !Number.isNaN(rows.y[row]));
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
    baseline: baselineOf(takeRows(rows.x, answered)),
  };
}
