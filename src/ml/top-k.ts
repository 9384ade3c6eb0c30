/**
 * "In your first k it found a of b": how many yes are among the customers ranked first. Customers of equal score share
 * their places by expectation, as if drawn by lot; so counts may be fractions.
 */
import type { GainsPoint, TopK } from '../core/model-card.ts';

/** @param y 0/1, @param model score of the model (higher = first), @param rule score of the simple rule */
export function topK(y: ArrayLike<number>, model: ArrayLike<number>, rule: ArrayLike<number>, k: number): TopK {
  const found = foundAmongFirst(y, model);
  return { k, positives: found[y.length], model: found[k], rule: foundAmongFirst(y, rule)[k], luck: (k * found[y.length]) / y.length };
}

/** From 0 to all customers in at most `points` points. */
export function gainsCurve(y: ArrayLike<number>, model: ArrayLike<number>, rule: ArrayLike<number>, points = 101): GainsPoint[] {
  const byModel = foundAmongFirst(y, model);
  const byRule = foundAmongFirst(y, rule);
  const steps = Math.min(points - 1, y.length);
  return Array.from({ length: steps + 1 }, (_, i) => {
    const contacted = steps === 0 ? 0 : Math.round((i * y.length) / steps);
    return { contacted, model: byModel[contacted], rule: byRule[contacted] };
  });
}

/** Expected number of yes among the first k, for k = 0 ... n. */
function foundAmongFirst(y: ArrayLike<number>, score: ArrayLike<number>): Float64Array {
  const n = y.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => score[b] - score[a]);
  const found = new Float64Array(n + 1);
  for (let start = 0; start < n;) {
    let end = start;
    let yes = 0;
    for (; end < n && score[order[end]] === score[order[start]]; end++) yes += y[order[end]];
    for (let k = start + 1; k <= end; k++) found[k] = found[start] + ((k - start) * yes) / (end - start);
    start = end;
  }
  return found;
}
