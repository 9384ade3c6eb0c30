import { describe, expect, it } from 'vitest';
import type { FeatureSpec } from '../../src/core/features.ts';
import { conceptGroups, tellingFact } from '../../src/insight/concept-groups.ts';
import { factGroups } from '../../src/ml/fact-groups.ts';

const features: FeatureSpec[] = [
  { kind: 'order-fact', fact: 'recency', unit: 'days' },
  { kind: 'order-fact', fact: 'monetary', unit: 'money' },
  { kind: 'order-fact', fact: 'lateness', unit: 'ratio' },
  { kind: 'order-fact', fact: 'returns', unit: 'orders' },
  { kind: 'order-fact', fact: 'amount-trend', unit: 'ratio' },
  { kind: 'column', column: 'city' },
];
const groups = conceptGroups(factGroups(features));

describe('facts that tell one story', () => {
  it('move together, all others stay alone, and none gets lost', () => {
    expect(groups.map(({ columns }) => columns)).toEqual([[0, 2], [1, 4], [3], [5]]);
  });

  it('are told by how late the customer is, where that is known', () => {
    expect(tellingFact(groups[0], features, [300, 0, 17, 0, 1, 0], [60, 0, 1, 0, 1, 0], [1, 1, 1, 1, 1, 1])).toBe(2);
    expect(tellingFact(groups[0], features, [300, 0, NaN, 0, 1, 0], [60, 0, 1, 0, 1, 0], [1, 1, 1, 1, 1, 1])).toBe(0);
  });

  it('are otherwise told by the fact farthest from typical in its own spread', () => {
    // 500 money above typical are half a spread, an order 60 % smaller is three spreads.
    expect(tellingFact(groups[1], features, [0, 1500, 1, 0, 0.4, 0], [0, 1000, 1, 0, 1, 0], [1, 1000, 1, 1, 0.2, 1])).toBe(4);
  });
});
