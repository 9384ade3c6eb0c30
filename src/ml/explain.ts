/**
 * Why this customer's chance is what it is: a walk from the typical customer to this one. At each stop, of all facts not
 * yet replaced, the one whose replacement changes the prediction most is replaced and its change written down. So the
 * parts add up to the whole difference whatever the model. (One ordering of the Shapley sum, Lundberg & Lee 2017,
 * chosen greedily as in Martens & Provost 2014; exact shares over all orderings would take 2^facts predictions.)
 *
 * Of trees, forests and boosting what each fact has to do with the difference from the average row is known over all
 * orderings at once (TreeSHAP): `explainShares`.
 */
import { matrix, type Matrix } from '../core/matrix.ts';
import type { FactShares } from './contract.ts';

export interface Explanation {
  /** Prediction for the typical customer (of shares: for one of whom nothing is known), and for this one. */
  start: number;
  end: number;
  /** Index into `groups` and the change in the prediction, in the order of the walk; facts equal to the typical one are left out. */
  parts: { group: number; effect: number }[];
}

interface Walk {
  row: Float64Array;
  /** Where the walk stands, the prediction there, and the facts still to be replaced. */
  at: Float64Array;
  now: number;
  left: number[];
  parts: Explanation['parts'];
}

/** Rows per call of `predict`: keeps the working matrix small. */
const MOST_ROWS = 8192;

/**
 * @param predict one number per row of a matrix in real units (NaN = missing)
 * @param row real units, one value per feature
 * @param groups indexes of the features that belong to one fact
 */
export function explainRow(
  predict: (x: Matrix) => Float64Array,
  row: Float64Array,
  typical: Float64Array,
  groups: readonly (readonly number[])[],
): Explanation {
  return explainRows(predict, [row], typical, groups)[0];
}

/** As `explainRow` for many customers at once: all walks take their next step in shared calls of `predict`. */
export function explainRows(
  predict: (x: Matrix) => Float64Array,
  rows: readonly Float64Array[],
  typical: Float64Array,
  groups: readonly (readonly number[])[],
): Explanation[] {
  const start = predict(asMatrix([typical]))[0];
  const walks = rows.map((row): Walk => {
    const left = groups.flatMap((columns, group) => (columns.some((j) => !Object.is(row[j], typical[j])) ? [group] : []));
    return { row, at: typical, now: start, left, parts: [] };
  });
  for (let open = walks.filter(({ left }) => left.length > 0); open.length > 0; open = open.filter(({ left }) => left.length > 0)) {
    const trials = open.flatMap((walk) => walk.left.map((group) => ({ walk, group })));
    const predicted = new Float64Array(trials.length);
    for (let from = 0; from < trials.length; from += MOST_ROWS) {
      const batch = trials.slice(from, from + MOST_ROWS).map(({ walk, group }) => replaced(walk.at, walk.row, groups[group]));
      predicted.set(predict(asMatrix(batch)), from);
    }
    let trial = 0;
    for (const walk of open) {
      let best = trial;
      for (const last = trial + walk.left.length; trial < last; trial++) {
        if (Math.abs(predicted[trial] - walk.now) > Math.abs(predicted[best] - walk.now)) best = trial;
      }
      const { group } = trials[best];
      walk.parts.push({ group, effect: predicted[best] - walk.now });
      walk.at = replaced(walk.at, walk.row, groups[group]);
      walk.now = predicted[best];
      walk.left = walk.left.filter((other) => other !== group);
    }
  }
  return walks.map(({ now, parts }) => ({ start, end: now, parts }));
}

/**
 * Shares of raw answers as changes of the prediction, largest share first: a walk from the average row. `answerOf` makes a
 * prediction of a raw answer. Facts without a share are left out.
 */
export function explainShares({ average, shares }: FactShares, answerOf: (raw: number) => number): Explanation[] {
  const start = answerOf(average);
  return shares.map((of) => {
    const order = Array.from(of.keys()).filter((group) => of[group] !== 0);
    order.sort((a, b) => Math.abs(of[b]) - Math.abs(of[a]));
    let raw = average;
    let end = start;
    const parts = order.map((group) => {
      raw += of[group];
      const before = end;
      end = answerOf(raw);
      return { group, effect: end - before };
    });
    return { start, end, parts };
  });
}

function replaced(at: Float64Array, row: Float64Array, columns: readonly number[]): Float64Array {
  const next = at.slice();
  for (const j of columns) next[j] = row[j];
  return next;
}

function asMatrix(rows: readonly Float64Array[]): Matrix {
  const m = matrix(rows.length, rows[0]?.length ?? 0);
  for (let j = 0; j < m.columns; j++) for (let i = 0; i < m.rows; i++) m.values[j * m.rows + i] = rows[i][j];
  return m;
}
