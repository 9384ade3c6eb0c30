/**
 * Sums of products in twice the precision of a double (Ogita, Rump & Oishi 2005, doi:10.1137/030601818, algorithm 5.3;
 * products split as in Dekker 1971, exact up to 1e300).
 */
export interface Twofold {
  high: number;
  /** What rounding took from `high`. */
  low: number;
}

const SPLITTER = 2 ** 27 + 1;

/** Adds a[0] b[0] + a[1] b[1] + ... to `sum`. */
export function addProducts(sum: Twofold, a: Float64Array, b: Float64Array): void {
  let { high, low } = sum;
  for (let i = 0; i < a.length; i++) {
    const product = a[i] * b[i];
    const total = high + product;
    const taken = total - high;
    low += high - (total - taken) + (product - taken) + productError(a[i], b[i], product);
    high = total;
  }
  sum.high = high;
  sum.low = low;
}

/** Adds `factor` x `column` to a vector of such sums, entry by entry. */
export function addMultiple(high: Float64Array, low: Float64Array, column: Float64Array, factor: number): void {
  for (let i = 0; i < high.length; i++) {
    const product = column[i] * factor;
    const total = high[i] + product;
    const taken = total - high[i];
    low[i] += high[i] - (total - taken) + (product - taken) + productError(column[i], factor, product);
    high[i] = total;
  }
}

/** a · b − product, exactly. */
function productError(a: number, b: number, product: number): number {
  const [aUpper, bUpper] = [SPLITTER * a, SPLITTER * b];
  const aHigh = aUpper - (aUpper - a);
  const bHigh = bUpper - (bUpper - b);
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
