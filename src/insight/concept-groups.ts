/**
 * Order facts that tell one story move together in an explanation. Taken one by one, facts that nearly repeat each other
 * (days since the last order, the same against the own rhythm) get effects that cancel: "last bought 325 days ago" would
 * lower a chance that "307 days past the usual" has raised. As one step they have one honest effect.
 */
import type { FeatureSpec, OrderFact } from '../core/features.ts';
import type { FactGroup } from '../ml/fact-groups.ts';

const CONCEPTS: readonly (readonly OrderFact[])[] = [
  ['lateness', 'recency', 'recent-orders'],
  ['usual-gap', 'gap-trend', 'frequency', 'tenure'],
  ['monetary', 'average-order', 'amount-trend'],
];

function conceptOf(feature: FeatureSpec): readonly OrderFact[] | undefined {
  return feature.kind === 'order-fact' ? CONCEPTS.find((facts) => facts.includes(feature.fact)) : undefined;
}

export function conceptGroups(groups: readonly FactGroup[]): FactGroup[] {
  const merged: FactGroup[] = [];
  const byConcept = new Map<readonly OrderFact[], FactGroup>();
  for (const group of groups) {
    const concept = conceptOf(group.feature);
    const known = concept && byConcept.get(concept);
    if (known) {
      known.columns.push(...group.columns);
      continue;
    }
    const own = { feature: group.feature, columns: [...group.columns] };
    if (concept) byConcept.set(concept, own);
    merged.push(own);
  }
  return merged;
}

/** The fact that speaks for its group: how late, where that is known; else the one farthest from typical, in standard deviations. */
export function tellingFact(
  group: FactGroup,
  features: readonly FeatureSpec[],
  row: ArrayLike<number>,
  typical: ArrayLike<number>,
  scale: ArrayLike<number>,
): number {
  const isLateness = (j: number) => features[j].kind === 'order-fact' && features[j].fact === 'lateness' && Number.isFinite(row[j]);
  const distance = (j: number) => Math.abs(row[j] - typical[j]) / scale[j] || 0;
  return group.columns.find(isLateness) ?? group.columns.reduce((far, j) => (distance(j) > distance(far) ? j : far));
}
