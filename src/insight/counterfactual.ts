/**
 * The nearest change of facts that brings a chance to the other side of a cut (Wachter, Mittelstadt & Russell 2017): a beam
 * search over one, two and three facts, distances in training spread units. What is found crosses the cut by the model itself;
 * nothing is said about cause.
 *
 * Of one fact every option is tried. Then those beginnings are followed that would be cheapest in the end, if the rest of the way
 * cost what the best single option of another fact costs for its part, and those that came farthest. Where all can be followed,
 * nothing is nearer.
 */
import { matrix, type Matrix } from '../core/matrix.ts';

/** One way in which a fact could be otherwise: values for some columns, and how far that is. */
export interface Option {
  set: readonly { column: number; value: number }[];
  cost: number;
}

export interface Search {
  /** One chance per row of a matrix in real units. */
  predict: (x: Matrix) => Float64Array;
  row: Float64Array;
  /** The options of each fact that can change. */
  facts: readonly (readonly Option[])[];
  cut: number;
  /** Works out the facts that follow from changed ones; absent: none do. */
  settle?: (row: Float64Array) => Float64Array;
  /** Predictions that one more fact may take, about. */
  mostTried?: number;
}

export interface Change {
  chosen: readonly { fact: number; option: Option }[];
  row: Float64Array;
  cost: number;
  predicted: number;
}

export const MOST_CHANGES = 3;
/** Predictions for one more fact. */
const MOST_TRIED = 20_000;
/** Rows per call of `predict`. */
const MOST_ROWS = 8192;
/** Chances nearer to 0 and 1 are not told apart when a way is estimated. */
const CLIP = 1e-6;

/** Below the cut for those at or above it, at or above it for the others. */
export function isAcross(predicted: number, cut: number, wasAbove: boolean): boolean {
  return wasAbove ? predicted < cut : predicted >= cut;
}

/** Undefined: no change of at most three facts, within their options, crosses the cut. */
export function nearestChange({
  predict,
  row,
  facts,
  cut,
  settle = (changed) => changed,
  mostTried = MOST_TRIED,
}: Search): Change | undefined {
  const [predicted] = predict(asMatrix([row]));
  const wasAbove = predicted >= cut;
  /** What is left of the way, on the scale on which evidence adds up. */
  const wayFrom = (chance: number): number => (wasAbove ? 1 : -1) * (logit(chance) - logit(cut));
  const rates = facts.map(() => 0);
  const rest = ({ chosen, predicted: chance }: Change): number => {
    const rate = Math.max(0, ...rates.filter((_, fact) => !chosen.some((other) => other.fact === fact)));
    return rate > 0 ? Math.max(0, wayFrom(chance)) / rate : Infinity;
  };

  const width = Math.max(1, Math.floor(mostTried / Math.max(1, facts.flat().length)));
  let best: Change | undefined;
  let beam: Change[] = [{ chosen: [], row, cost: 0, predicted }];
  for (let changes = 1; changes <= Math.min(MOST_CHANGES, facts.length); changes++) {
    const tried = scored(extensions(beam, facts, best?.cost ?? Infinity), row, predict, settle);
    for (const change of tried) if (isAcross(change.predicted, cut, wasAbove) && change.cost < (best?.cost ?? Infinity)) best = change;
    if (changes === 1)
      for (const { chosen, cost, predicted: chance } of tried)
        rates[chosen[0].fact] = Math.max(rates[chosen[0].fact], (wayFrom(predicted) - wayFrom(chance)) / cost);
    beam = mostPromising(
      tried.filter((change) => !isAcross(change.predicted, cut, wasAbove)),
      width,
      [(change) => change.cost + rest(change), (change) => wayFrom(change.predicted)],
    );
  }
  return best;
}

/** So many by each measure, the least first. */
function mostPromising(changes: readonly Change[], width: number, measures: readonly ((change: Change) => number)[]): Change[] {
  const each = Math.ceil(width / measures.length);
  const kept = measures.flatMap((measure) => {
    const ranked = changes.map((change) => ({ change, by: measure(change) }));
    ranked.sort((a, b) => (a.by === b.by ? a.change.cost - b.change.cost : a.by - b.by));
    return ranked.slice(0, each).map(({ change }) => change);
  });
  return [...new Set(kept)];
}

type Chosen = Pick<Change, 'chosen' | 'cost'>;

/** Each change of the beam with one option of one more fact, once, and none that costs as much as what is found already. */
function extensions(beam: readonly Chosen[], facts: Search['facts'], below: number): Chosen[] {
  const numberOf = new Map(facts.flat().map((option, number) => [option, number]));
  const known = new Set<string>();
  return beam.flatMap(({ chosen, cost }) =>
    facts.flatMap((options, fact) => {
      if (chosen.some((other) => other.fact === fact)) return [];
      return options.flatMap((option): Chosen[] => {
        const all = [...chosen, { fact, option }].sort((a, b) => a.fact - b.fact);
        const key = all.map((one) => numberOf.get(one.option)).join();
        if (cost + option.cost >= below || known.has(key)) return [];
        known.add(key);
        return [{ chosen: all, cost: cost + option.cost }];
      });
    }),
  );
}

function scored(
  changes: readonly Chosen[],
  row: Float64Array,
  predict: Search['predict'],
  settle: (row: Float64Array) => Float64Array,
): Change[] {
  const found: Change[] = [];
  for (let from = 0; from < changes.length; from += MOST_ROWS) {
    const batch = changes.slice(from, from + MOST_ROWS);
    const rows = batch.map(({ chosen }) => settle(changed(row, chosen)));
    const predicted = predict(asMatrix(rows));
    batch.forEach((change, i) => found.push({ ...change, row: rows[i], predicted: predicted[i] }));
  }
  return found;
}

function changed(row: Float64Array, chosen: Change['chosen']): Float64Array {
  const next = row.slice();
  for (const { option } of chosen) for (const { column, value } of option.set) next[column] = value;
  return next;
}

function logit(chance: number): number {
  const clipped = Math.min(1 - CLIP, Math.max(CLIP, chance));
  return Math.log(clipped / (1 - clipped));
}

function asMatrix(rows: readonly Float64Array[]): Matrix {
  const m = matrix(rows.length, rows[0].length);
  rows.forEach((values, i) => values.forEach((value, j) => (m.values[j * m.rows + i] = value)));
  return m;
}
