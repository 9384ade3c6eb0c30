/** Short names for contents: equal contents have equal digests on every device. Not a protection against forgery. */
import { utf8Bytes } from './utf8.ts';

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/** FNV-1a, 64 bit, of the UTF-8 bytes (Fowler, Noll, Vo; draft-eastlake-fnv-17). */
export function hash64(text: string): bigint {
  let hash = OFFSET;
  for (const byte of utf8Bytes(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  return hash;
}

/** JSON with the keys of every object in code-unit order; typed arrays as arrays, `undefined` left out, NaN as null. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (ArrayBuffer.isView(inner)) return Array.from(inner as unknown as ArrayLike<number>); // every view we store is a number array
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** 16 hex digits for any plain value; the order of keys does not matter, the order of lists does. */
export function digest(value: unknown): string {
  return hash64(canonicalJson(value)).toString(16).padStart(16, '0');
}
