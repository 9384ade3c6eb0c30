/** How many yes to expect on the list, and what other ways of choosing as many people would find. */
import { sum } from '../core/stats.ts';
import type { Run } from '../core/work.ts';

/**
 * Counts of yes (or sums of amounts), and the same weighed by what each customer is worth: the list is ordered by worth at
 * stake, so it may hold fewer yes than the simple rule and still more money.
 *
 * @param predicted chance (or amount) of everybody who could be listed
 * @param value what each is worth, as used for the order of the list; absent for amounts
 * @param listed indexes of those on the list
 * @param ruleFact the fact the simple rule ranks by; NaN ranks last. Its direction is the one in which `predicted` rises
 */
export function expectedCounts(
  predicted: Float64Array,
  value: Float64Array | undefined,
  listed: readonly number[],
  ruleFact: Float64Array,
): Run['expected'] {
  const direction = risesWith(ruleFact, predicted) ? 1 : -1;
  const height = (i: number) => (Number.isNaN(ruleFact[i]) ? -Infinity : direction * ruleFact[i]);
  const byRule = Array.from(predicted.keys())
    .sort((a, b) => height(b) - height(a) || a - b)
    .slice(0, listed.length);
  const found = (worth: Float64Array) => {
    const all = sum(worth);
    return {
      selected: sum(listed.map((i) => worth[i])),
      random: worth.length === 0 ? 0 : (all * listed.length) / worth.length,
      rule: sum(byRule.map((i) => worth[i])),
      all,
    };
  };
  return { ...found(predicted), ...(value && { atStake: found(predicted.map((chance, i) => chance * value[i])) }) };
}

/** True when the two go up together (covariance >= 0 over those whose fact is known). */
function risesWith(fact: Float64Array, predicted: Float64Array): boolean {
  const known = Array.from(fact.keys()).filter((i) => !Number.isNaN(fact[i]));
  const mean = sum(known.map((i) => fact[i])) / known.length;
  return sum(known.map((i) => (fact[i] - mean) * predicted[i])) >= 0;
}
