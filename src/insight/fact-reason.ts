/** One step of an explanation as a reason: which fact, what it is for this customer, and what it is for the typical one. */
import type { FeatureSpec } from '../core/features.ts';
import type { FactGroup } from '../ml/fact-groups.ts';
import type { Reason } from '../core/work.ts';

/** The column of the group that is a level set to 1 in this row. */
function levelIn(group: FactGroup, features: readonly FeatureSpec[], row: ArrayLike<number>): number | undefined {
  return group.columns.find((j) => features[j].kind === 'level' && row[j] === 1);
}

/**
 * A number: its value and the typical one. A category: the customer's level (1, typically 0 or 1), or the typical level that
 * this customer lacks (0, typically 1). A cell that was empty: `was-missing` (1, typically 0).
 */
export function factReason(
  group: FactGroup,
  features: readonly FeatureSpec[],
  row: ArrayLike<number>,
  typical: ArrayLike<number>,
  effect: number,
): Reason {
  const reasonOf = (j: number): Reason => ({ feature: features[j], value: row[j], typical: typical[j], effect });
  const number = group.columns.find((j) => features[j].kind === 'column' || features[j].kind === 'order-fact');
  if (number !== undefined) {
    const feature = features[number];
    if (feature.kind === 'column' && Number.isNaN(row[number]))
      return { feature: { kind: 'was-missing', column: feature.column }, value: 1, typical: 0, effect };
    return reasonOf(number);
  }
  const level = levelIn(group, features, row);
  if (level !== undefined) return reasonOf(level);
  const missing = group.columns.find((j) => features[j].kind === 'was-missing' && row[j] === 1);
  if (missing !== undefined) return reasonOf(missing);
  return reasonOf(levelIn(group, features, typical) ?? group.columns[0]);
}
