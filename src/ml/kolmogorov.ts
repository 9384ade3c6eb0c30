/**
 * The two-sample Kolmogorov-Smirnov test, two-sided. Exact by counting the ways two samples can be mixed, as scipy's
 * `ks_2samp(method="exact")`; beyond 4 million steps the limit distribution with the correction of Stephens 1970. With equal
 * values among the samples the chance is an upper bound.
 */
const MOST_STEPS = 4e6;

/** Chance of a gap of at least `gap` / (n · m) between the distributions of `n` and `m` values that come from one. */
export function kolmogorovTwoSided(gap: number, n: number, m: number): number {
  if (gap <= 0) return 1;
  if (n * m > MOST_STEPS) return limit(gap / (n * m), (n * m) / (n + m));
  // reached[j]: chance that a mixture which has come to i of one and j of the other has shown the gap on its way.
  const reached = new Float64Array(m + 1);
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      if (Math.abs(i * m - j * n) >= gap) reached[j] = 1;
      else if (i + j === 0) reached[j] = 0;
      else reached[j] = ((i > 0 ? i * reached[j] : 0) + (j > 0 ? j * reached[j - 1] : 0)) / (i + j);
    }
  }
  return Math.min(1, reached[m]);
}

function limit(gap: number, rows: number): number {
  const root = Math.sqrt(rows);
  const lambda = (root + 0.12 + 0.11 / root) * gap;
  if (lambda < 0.2) return 1;
  let total = 0;
  for (let k = 1; k <= 100; k++) total += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * lambda * lambda);
  return Math.min(1, Math.max(0, total));
}
