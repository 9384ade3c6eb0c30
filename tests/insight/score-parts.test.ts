import { describe, expect, it } from 'vitest';
import type { FeatureSpec } from '../../src/core/features.ts';
import { matrixOf } from '../../src/core/matrix.ts';
import { alignFeatures, rowOf } from '../../src/insight/align-features.ts';
import { expectedCounts } from '../../src/insight/expected-counts.ts';
import { factReason } from '../../src/insight/fact-reason.ts';
import { factGroups } from '../../src/ml/fact-groups.ts';

const recency: FeatureSpec = { kind: 'order-fact', fact: 'recency', unit: 'days' };
const age: FeatureSpec = { kind: 'column', column: 'age' };
const noAge: FeatureSpec = { kind: 'was-missing', column: 'age' };
const plan = (level: string): FeatureSpec => ({ kind: 'level', column: 'plan', level });

describe('alignFeatures', () => {
  it('puts facts under the columns of the model, whatever came or went', () => {
    const x = matrixOf([
      [1, 40, 1],
      [2, 50, 0],
    ]);
    const aligned = alignFeatures(
      x,
      [recency, age, plan('gold')],
      [age, plan('silver'), { kind: 'column', column: 'gone' }, recency, noAge],
    );
    expect([...rowOf(aligned, 0)]).toEqual([40, 0, NaN, 1, 0]);
    expect([...rowOf(aligned, 1)]).toEqual([50, 0, NaN, 2, 0]);
  });
});

describe('a reason', () => {
  const features = [age, noAge, plan('gold'), plan('silver'), recency];
  const [ageGroup, planGroup, recencyGroup] = factGroups(features);
  const typical = [40, 0, 1, 0, 30];
  const reason = (group: typeof ageGroup, row: number[]) => {
    const { feature, value, typical: usual } = factReason(group, features, row, typical, 0.1);
    return { feature, value, typical: usual };
  };

  it('names a number with its typical value', () => {
    expect(reason(ageGroup, [25, 0, 1, 0, 30])).toEqual({ feature: age, value: 25, typical: 40 });
    expect(reason(recencyGroup, [25, 0, 1, 0, 90])).toEqual({ feature: recency, value: 90, typical: 30 });
  });

  it('says that a cell was empty', () => {
    expect(reason(ageGroup, [NaN, 1, 1, 0, 30])).toEqual({ feature: noAge, value: 1, typical: 0 });
  });

  it('names the level the customer has, else the usual one that is lacking', () => {
    expect(reason(planGroup, [25, 0, 0, 1, 30])).toEqual({ feature: plan('silver'), value: 1, typical: 0 });
    expect(reason(planGroup, [25, 0, 0, 0, 30])).toEqual({ feature: plan('gold'), value: 0, typical: 1 });
  });
});

describe('expectedCounts', () => {
  const predicted = Float64Array.of(0.9, 0.8, 0.2, 0.1);

  it('sums chances on the list, of as many at random, and by the rule', () => {
    // By the rule (longest first) 3 and 1 stand first: 0.1 + 0.8 when it rises with the chance it is turned round.
    const { selected, random, rule, all, atStake } = expectedCounts(predicted, undefined, [0, 2], Float64Array.of(50, 40, 10, 90));
    expect(selected).toBeCloseTo(1.1, 12);
    expect(random).toBeCloseTo(1, 12);
    expect(all).toBeCloseTo(2, 12);
    // Covariance of (50, 40, 10, 90) with the chances is 2.5 * 0.9 - 7.5 * 0.8 - 37.5 * 0.2 + 42.5 * 0.1 < 0: shortest first.
    expect(rule).toBeCloseTo(0.2 + 0.8, 12);
    expect(atStake).toBeUndefined();
  });

  it('weighs by worth, and ranks a missing fact last', () => {
    const { rule, atStake } = expectedCounts(predicted, Float64Array.of(1, 1, 100, 10), [2], Float64Array.of(NaN, 40, 10, 5));
    expect(rule).toBeCloseTo(0.8, 12);
    expect(atStake?.selected).toBeCloseTo(20, 12);
    expect(atStake?.all).toBeCloseTo(22.7, 12);
    expect(atStake?.random).toBeCloseTo(22.7 / 4, 12);
  });

  it('is nothing for nobody', () => {
    expect(expectedCounts(new Float64Array(), undefined, [], new Float64Array())).toEqual({ selected: 0, random: 0, rule: 0, all: 0 });
  });
});
