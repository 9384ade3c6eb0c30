/** Columns that speak of the same fact move together: the levels of a category, and a number with its "was missing" flag. */
import { assertNever } from '../core/errors.ts';
import type { FeatureSpec } from '../core/features.ts';

export interface FactGroup {
  /** The fact in one word: the feature itself, or the whole column when several features were made of it. */
  feature: FeatureSpec;
  /** Indexes into the features. */
  columns: number[];
}

export function factGroups(features: readonly FeatureSpec[]): FactGroup[] {
  const groups = new Map<string, FactGroup>();
  features.forEach((feature, j) => {
    const key = factKey(feature);
    const group = groups.get(key);
    if (group === undefined) return void groups.set(key, { feature, columns: [j] });
    group.columns.push(j);
    if (feature.kind === 'column') group.feature = feature;
    else if (group.feature.kind === 'level' || group.feature.kind === 'was-missing')
      group.feature = { kind: 'column', column: group.feature.column };
  });
  return [...groups.values()];
}

function factKey(feature: FeatureSpec): string {
  switch (feature.kind) {
    case 'order-fact':
      return `order ${feature.fact}`;
    case 'column':
    case 'level':
    case 'was-missing':
      return `column ${feature.column}`;
    default:
      return assertNever(feature);
  }
}
