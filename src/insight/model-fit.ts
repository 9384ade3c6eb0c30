/** Does a model still fit the customers it is asked about? Which of its facts are gone, and which are spread otherwise than when it learned. */
import type { FeatureSpec } from '../core/features.ts';
import { featureKey } from '../core/feature-key.ts';
import { columnOf, type Matrix } from '../core/matrix.ts';
import type { Baseline } from '../core/model-card.ts';
import { median } from '../core/stats.ts';
import type { FactDrift } from '../core/work.ts';
import { findColumn } from '../data/find-column.ts';
import { ALARM, benjaminiHochberg, quantileBins, sameKindChance, stabilityOver } from '../ml/drift.ts';
import type { CustomerBase } from './customer-base.ts';

/** Where nothing moved, how often chance alone may raise the alarm. */
const FALSE_ALARMS = 0.01;

/** Of rows x features in real units, NaN = missing. */
export function baselineOf(x: Matrix): Baseline {
  return {
    rows: x.rows,
    features: Array.from({ length: x.columns }, (_, j) => {
      const values = columnOf(x, j);
      const { edges, counts } = quantileBins(values);
      const range = rangeOf(values);
      return { edges, shares: counts.map((count) => count / x.rows), ...(range && { range }) };
    }),
  };
}

function rangeOf(values: Float64Array): { least: number; most: number } | undefined {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? { least, most } : undefined;
}

/**
 * Facts that moved so far that the model can no longer be relied on: an index of 0.25 and more, where chance does not explain
 * it (of few customers it often does). The most moved first. `x` has the features of the model.
 */
export function movedFacts({ rows, features: known }: Baseline, features: readonly FeatureSpec[], x: Matrix): FactDrift[] {
  if (x.rows === 0) return [];
  const found = features.map((feature, j): FactDrift & { chance: number } => {
    const bins = { edges: known[j].edges, counts: known[j].shares.map((share) => share * rows) };
    const values = columnOf(x, j);
    const chance = agesByItself(feature, features) ? NaN : sameKindChance(bins, values);
    return { feature, index: stabilityOver(bins, values), now: middle(feature, values), chance };
  });
  const corrected = benjaminiHochberg(found.map(({ chance }) => chance));
  return found
    .filter(({ index }, j) => index >= ALARM && corrected[j] < FALSE_ALARMS)
    .sort((a, b) => b.index - a.index)
    .map(({ feature, index, now }) => ({ feature, index, now }));
}

/**
 * Among orders what is counted in days from a first day grows with the calendar alone: everybody is later in it today than
 * those were who were learned from. Days since the last order, and between orders, do not.
 */
function agesByItself(feature: FeatureSpec, features: readonly FeatureSpec[]): boolean {
  if (feature.kind === 'order-fact') return feature.fact === 'tenure';
  return feature.kind === 'column' && feature.unit === 'days' && features.some(({ kind }) => kind === 'order-fact');
}

/** The median of numbers; the share of yes of levels and gaps. */
function middle({ kind }: FeatureSpec, values: Float64Array): number | null {
  if (kind === 'column' || kind === 'order-fact') {
    const value = median(values);
    return Number.isNaN(value) ? null : value;
  }
  return values.reduce((sum, value) => sum + Number(value === 1), 0) / values.length;
}

/**
 * Columns (or facts about orders) of a model that this base does not have. A level that nobody has any more is not missing as
 * long as its column is there, and a column that is set aside today but still in the file is not either.
 */
export function missingFacts(base: CustomerBase, features: readonly FeatureSpec[]): string[] {
  const keys = new Set(base.facts.features.map(featureKey));
  const columns = new Set(base.facts.features.flatMap((feature) => ('column' in feature ? [feature.column] : [])));
  const linked = (column: string) => base.linked.some(({ role, table }) => role === 'customers' && findColumn(table, column) !== undefined);
  const isThere = (feature: FeatureSpec): boolean => {
    if (feature.kind === 'order-fact') return keys.has(featureKey(feature));
    if (!base.lines) return findColumn(base.table, feature.column) !== undefined;
    return columns.has(feature.column) || linked(feature.column);
  };
  const gone = features.filter((feature) => !isThere(feature)).map((feature) => ('column' in feature ? feature.column : feature.fact));
  return [...new Set(gone)];
}
