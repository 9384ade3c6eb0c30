/** How many people two groups need before a difference of shares can be told from luck. */

/** Standard normal quantiles: two-sided 5 % error, 80 % power. */
const Z_ALPHA = 1.959963984540054;
const Z_POWER = 0.8416212335729143;

/**
 * People needed in the first group when the second is `ratio` times as large, by the arcsine effect size (Cohen 1988,
 * section 6.2; what statsmodels' NormalIndPower solves). Whole people, rounded up.
 */
export function peopleNeeded(share: number, otherShare: number, ratio: number): number {
  const effect = 2 * Math.asin(Math.sqrt(share)) - 2 * Math.asin(Math.sqrt(otherShare));
  return Math.ceil(((Z_ALPHA + Z_POWER) ** 2 * (1 + 1 / ratio)) / (effect * effect));
}
