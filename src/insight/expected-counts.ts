/** How many yes to expect on the list, and what other ways of choosing as many people would find. */
import { sum } from '../core/stats.ts';
import type { Run } from '../core/work.ts';

/**
 * @param predicted chance (or amount) of everybody who could be listed
 * @param listed indexes of those on the list
 * @param ruleFact the fact the simple rule ranks by; NaN ranks last. Its direction is the one in which `predicted` rises
 */
export function expectedCounts(predicted: Float64Array, listed: readonly number[], ruleFact: Float64Array): Run['expected'] {
  const all = sum(predicted);
  const direction = risesWith(ruleFact, predicted) ? 1 : -1;
  const height = (i: number) => (Number.isNaN(ruleFact[i]) ? -Infinity : direction * ruleFact[i]);
  const byRule = Uint32Array.from(predicted, (_, i) => i).sort((a, b) => height(b) - height(a) || a - b);
  return {
    selected: sum(listed.map((i) => predicted[i])),
    random: predicted.length === 0 ? 0 : (all * listed.length) / predicted.length,
    rule: sum(Array.from(byRule.subarray(0, listed.length), (i) => predicted[i])),
    all,
  };
}

/** True when the two go up together (covariance >= 0 over rows where the fact is known). */
function risesWith(fact: Float64Array, predicted: Float64Array): boolean {
  let n = 0;
  let sumFact = 0;
  let sumPredicted = 0;
  let cross = 0;
  for (let i = 0; i < fact.length; i++) {
    if (Number.isNaN(fact[i])) continue;
    n++;
    sumFact += fact[i];
    sumPredicted += predicted[i];
    cross += fact[i] * predicted[i];
  }
  return n === 0 || cross - (sumFact * sumPredicted) / n >= 0;
}
