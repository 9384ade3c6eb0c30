/** The level of agreement of two rows in a field. Different values are judged once and remembered. */
import { NO_LEVEL, type Field } from './field.ts';

/** Pairs of values remembered per field; a newer pair may push out an older one. */
const MEMO_BITS = 18;

export type LevelOf = (rowA: number, rowB: number) => number;

export function levelOf({ codes, levels, near, values }: Field): LevelOf {
  const size = 1 << MEMO_BITS;
  const keys = new Float64Array(size).fill(-1);
  const known = new Uint8Array(size);
  return (rowA, rowB) => {
    let a = codes[rowA];
    let b = codes[rowB];
    if (a < 0 || b < 0) return NO_LEVEL;
    if (a === b) return levels - 1;
    if (a > b) [a, b] = [b, a];
    const key = a * values.length + b;
    const spot = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> (32 - MEMO_BITS);
    if (keys[spot] !== key) {
      keys[spot] = key;
      known[spot] = near(a, b);
    }
    return known[spot];
  };
}

/** Levels of all pairs, pair by pair (`pairs x fields`). */
export function compareRange(levelsOf: readonly LevelOf[], a: Uint32Array, b: Uint32Array, from: number, to: number, into: Uint8Array): void {
  const width = levelsOf.length;
  for (let pair = from; pair < to; pair++)
    for (let field = 0; field < width; field++) into[pair * width + field] = levelsOf[field](a[pair], b[pair]);
}
