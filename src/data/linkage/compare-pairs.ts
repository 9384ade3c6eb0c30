/** How far two rows agree in a field: the level, or with its fraction. Different values are judged once and remembered. */
import type { FieldKind } from './field-kind.ts';
import { NO_LEVEL, type Field } from './field.ts';

/** Pairs of values remembered per field; a newer pair may push out an older one. */
const MEMO_BITS = 16;
/** Of fields with more different values than this share of their rows hardly a pair comes twice. */
const MANY = 0.3;
/** Kinds whose comparison is quicker than looking it up. */
const QUICK: ReadonlySet<FieldKind> = new Set<FieldKind>(['phone', 'email', 'date', 'postcode', 'code', 'number', 'choice']);

/** Level (with its fraction, where the field has one), NO_LEVEL when one of the rows has no value. */
export type LevelOf = (rowA: number, rowB: number) => number;

export function levelOf({ kind, codes, levels, near, values }: Field): LevelOf {
  if (QUICK.has(kind) || values.length > MANY * codes.length)
    return (rowA, rowB) => {
      const a = codes[rowA];
      const b = codes[rowB];
      return a < 0 || b < 0 ? NO_LEVEL : a === b ? levels - 1 : near(a, b);
    };
  const size = 1 << MEMO_BITS;
  const keys = new Float64Array(size).fill(-1);
  const known = new Float32Array(size);
  return (rowA, rowB) => {
    let a = codes[rowA];
    let b = codes[rowB];
    if (a < 0 || b < 0) return NO_LEVEL;
    if (a === b) return levels - 1;
    if (a > b) {
      const low = b;
      b = a;
      a = low;
    }
    const key = a * values.length + b;
    const spot = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> (32 - MEMO_BITS);
    if (keys[spot] !== key) {
      keys[spot] = key;
      known[spot] = near(a, b);
    }
    return known[spot];
  };
}
