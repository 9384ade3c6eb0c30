/**
 * Natural logarithm of a positive normal double, the same bits in every browser: fdlibm's e_log (Sun Microsystems 1993,
 * error < 1 ulp) in plain arithmetic. `Math.log` may differ by one ulp between engines, and where two questions of a tree
 * have the same entropy gain that ulp would choose between them.
 */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const L1 = 6.66666666666673513e-1;
const L2 = 3.999999999940941908e-1;
const L3 = 2.857142874366239149e-1;
const L4 = 2.222219843214978396e-1;
const L5 = 1.818357216161805012e-1;
const L6 = 1.531383769920937332e-1;
const L7 = 1.479819860511658591e-1;

const asDouble = new Float64Array(1);
const asWords = new Uint32Array(asDouble.buffer);
/** Typed arrays are little-endian on every machine a browser runs on; asked once all the same. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

export function log(x: number): number {
  asDouble[0] = x;
  const high = asWords[HIGH];
  const fraction = high & 0xfffff;
  const carry = (fraction + 0x95f64) & 0x100000;
  asWords[HIGH] = fraction | (carry ^ 0x3ff00000);
  const k = (high >>> 20) - 1023 + (carry >>> 20);
  // x = 2^k (1 + f) with sqrt(2)/2 < 1 + f < sqrt(2).
  const f = asDouble[0] - 1;
  if ((0xfffff & (2 + fraction)) < 3) {
    // |f| < 2^-20
    if (f === 0) return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW;
    const r = f * f * (0.5 - 0.33333333333333333 * f);
    return k === 0 ? f - r : k * LN2_HIGH - (r - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const r = z * (L1 + w * (L3 + w * (L5 + w * L7))) + w * (L2 + w * (L4 + w * L6));
  if (((fraction - 0x6147a) | (0x6b851 - fraction)) > 0) {
    const half = 0.5 * f * f;
    return k === 0 ? f - (half - s * (half + r)) : k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f);
  }
  return k === 0 ? f - s * (f - r) : k * LN2_HIGH - (s * (f - r) - k * LN2_LOW - f);
}
