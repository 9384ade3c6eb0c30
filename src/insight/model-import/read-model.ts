/** A model from a file of this app: whole and checked, or refused. Nothing of it is run before all of it has been looked at. */
import { AppError } from '../../core/errors.ts';
import { MODEL_APP, MODEL_VERSION } from '../../core/model-file.ts';
import { matrix } from '../../core/matrix.ts';
import type { StoredModel } from '../../core/model-card.ts';
import { predictorOf } from '../score-base.ts';
import { cardPart } from './card-part.ts';
import { baselinePart, calibratorPart, encoderPart } from './encoder-part.ts';
import { modelPart } from './model-part.ts';
import { Part } from './part.ts';

/** Errors: `bad-model` (no JSON, or a part that does not fit, with its path), `newer-model`. */
export function readModel(json: string): StoredModel {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new AppError('bad-model', { path: 'model' });
  }
  const file = new Part(value, 'model');
  file.at('app').oneOf([MODEL_APP]);
  const version = file.at('version').count(1);
  if (version > MODEL_VERSION) throw new AppError('newer-model', { version });
  const card = cardPart(file.at('card'));
  const encoder = encoderPart(file.at('encoder'));
  const columns = encoder.features.length;
  const classification = card.question.kind !== 'amount';
  const [calibrator, baseline] = [file.at('calibrator'), file.at('baseline')];
  const stored: StoredModel = {
    id: file.at('id').text(1),
    card,
    encoder,
    model: modelPart(file.at('model'), card.algorithm, { columns, classification }),
    typical: file.at('typical').f64(columns),
    ...(calibrator.isThere && { calibrator: calibratorPart(calibrator) }),
    ...(baseline.isThere && { baseline: baselinePart(baseline, columns) }),
  };
  if (stored.id !== card.id) file.at('id').refuse();
  if (!answers(stored, classification)) file.at('model').refuse();
  return stored;
}

/** Of a typical customer, and of one of whom nothing is known, it says a number that can be. */
function answers(stored: StoredModel, classification: boolean): boolean {
  const { typical } = stored;
  const rows = matrix(2, typical.length);
  typical.forEach((value, j) => rows.values.set([value, NaN], 2 * j));
  const said = predictorOf(stored)(rows);
  return said.every((value) => Number.isFinite(value) && (!classification || (value >= 0 && value <= 1)));
}
