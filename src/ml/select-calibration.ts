/**
 * Do a candidate's chances need correcting? Each fold's out-of-fold chances are corrected by what was learned on the other
 * folds' (as in scikit-learn's CalibratedClassifierCV); a correction is kept only if it lowers the log loss by more than
 * the error of the difference.
 */
import type { Calibrator } from '../core/model-card.ts';
import { take } from '../core/matrix.ts';
import { mean } from '../core/stats.ts';
import { calibrated, fitCalibrator } from './calibrate.ts';
import { logLoss } from './metrics.ts';
import { foldError } from './select-choose.ts';
import type { Split } from './split.ts';

/** A step function follows noise when it has fewer rows than this to learn from. */
const LEAST_ISOTONIC_ROWS = 1000;

/** Out-of-fold chances as they are or corrected, and the kind of correction (none = as they are). */
export function chooseCalibration(
  y: Float64Array,
  chance: Float64Array,
  folds: readonly Split[],
): { kind: Calibrator['kind'] | undefined; chance: Float64Array } {
  const rows = folds.reduce((sum, { test }) => sum + test.length, 0);
  const kinds: Calibrator['kind'][] = rows >= LEAST_ISOTONIC_ROWS ? ['platt', 'isotonic'] : ['platt'];
  let best: { kind: Calibrator['kind'] | undefined; chance: Float64Array } = { kind: undefined, chance };
  for (const kind of kinds) {
    const corrected = correctAcrossFolds(kind, y, chance, folds);
    const gains = folds.map(({ test }) => logLoss(take(y, test), take(best.chance, test)) - logLoss(take(y, test), take(corrected, test)));
    if (mean(gains) > foldError(gains)) best = { kind, chance: corrected };
  }
  return best;
}

function correctAcrossFolds(kind: Calibrator['kind'], y: Float64Array, chance: Float64Array, folds: readonly Split[]): Float64Array {
  const corrected = chance.slice();
  for (const fold of folds) {
    const others = Uint32Array.from(folds.flatMap((other) => (other === fold ? [] : Array.from(other.test))));
    const calibrator = fitCalibrator(kind, take(chance, others), take(y, others));
    calibrated(calibrator, take(chance, fold.test)).forEach((p, i) => (corrected[fold.test[i]] = p));
  }
  return corrected;
}
