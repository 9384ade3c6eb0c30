/**
 * Columns that know the answer are set aside before anything is learned: those that the screen of `src/ml/leakage.ts` blocks,
 * and those whose name says that they are written down during or after the contact. A person who knows better takes a column
 * back (`question.trusted`); where nothing else would be left to learn from, all stay. Facts that we count ourselves as of a day cannot know it and are not looked at.
 */
import type { FeatureSpec, FeatureTable } from '../core/features.ts';
import { columnOf, matrix, take, type Matrix } from '../core/matrix.ts';
import type { ModelCard } from '../core/model-card.ts';
import type { Question } from '../core/recipe.ts';
import { isNamedAfterwards } from '../ml/leakage-names.ts';
import { screenLeaks, type ScreenedColumn, type Suspect } from '../ml/leakage.ts';

/** As many rows as it takes to be sure; of larger tables every n-th row is looked at. */
const MOST_ROWS = 20_000;
/** Of the folds that categories are judged in. */
const SEED = 42;

type Learned = FeatureTable & { y: Float64Array; excluded: ModelCard['excluded'] };

export function setAsideLeaks<T extends Learned>(rows: T, question: Question): T {
  const leaks = new Set(leakingColumns(rows, question));
  if (leaks.size === 0) return rows;
  const left = rows.features.flatMap((feature, j) => (leaks.has(sourceOf(feature) ?? '') ? [] : [j]));
  if (left.length === 0) return rows;
  const x = matrix(rows.x.rows, left.length);
  left.forEach((j, k) => columnOf(x, k).set(columnOf(rows.x, j)));
  const excluded = [...leaks].map((column) => ({ column, reason: 'gives-answer-away' as const }));
  return { ...rows, features: left.map((j) => rows.features[j]), x, excluded: [...rows.excluded, ...excluded] };
}

/** Names of columns, in the order of the features. */
export function leakingColumns({ features, x, y }: Pick<Learned, 'features' | 'x' | 'y'>, question: Question): string[] {
  const known = sampled(Uint32Array.from(y.keys()).filter((row) => !Number.isNaN(y[row])));
  const columns = screenedColumns(features, x, known);
  const target = 'target' in question ? question.target : '';
  const task = question.kind === 'amount' ? 'regression' : 'classification';
  const { suspects } = screenLeaks(columns, take(y, known), task, target, SEED);
  const trusted = new Set(question.trusted);
  return suspects.filter((suspect) => isSetAside(suspect) && !trusted.has(suspect.name)).map(({ name }) => name);
}

function isSetAside({ name, verdict }: Suspect): boolean {
  return verdict === 'block' || isNamedAfterwards(name);
}

/** The column of a file that a feature is made from. */
function sourceOf(feature: FeatureSpec): string | undefined {
  return feature.kind === 'order-fact' || ('link' in feature && feature.link) ? undefined : feature.column;
}

/** Each column as it was before it became features: numbers, or the number of its level. */
function screenedColumns(features: readonly FeatureSpec[], x: Matrix, rows: Uint32Array): ScreenedColumn[] {
  const placesOf = new Map<string, number[]>();
  features.forEach((feature, j) => {
    const name = sourceOf(feature);
    if (name !== undefined) placesOf.set(name, [...(placesOf.get(name) ?? []), j]);
  });
  return [...placesOf].map(([name, places]) => {
    const of = (kind: FeatureSpec['kind']) => places.filter((j) => features[j].kind === kind).map((j) => take(columnOf(x, j), rows));
    const [values] = of('column');
    if (values) return { name, values };
    const levels = of('level');
    // Of a column with one value only whether it is there can be told.
    if (levels.length === 0) return { name, values: of('was-missing')[0].map((missing) => (missing === 1 ? NaN : 0)) };
    const codes = levels[0].map((first, i) => {
      if (Number.isNaN(first)) return NaN;
      const level = levels.findIndex((one) => one[i] === 1);
      return level < 0 ? levels.length : level;
    });
    return { name, values: codes, levels: levels.length + 1 };
  });
}

function sampled(rows: Uint32Array): Uint32Array {
  if (rows.length <= MOST_ROWS) return rows;
  const stride = rows.length / MOST_ROWS;
  return Uint32Array.from({ length: MOST_ROWS }, (_, i) => rows[Math.floor(i * stride)]);
}
