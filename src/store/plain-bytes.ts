/**
 * Plain data (objects, lists, text, numbers, typed arrays) as bytes and back, exactly: JSON for the structure, typed arrays
 * raw behind it. What is not plain data (a Map, a class, a function) is refused instead of quietly becoming {}.
 * Layout: length of the JSON in bytes (u32), the JSON (UTF-8), then each typed array at a multiple of 8 bytes.
 */
import { AppError } from '../core/errors.ts';

const ARRAYS = { Float64Array, Float32Array, Uint32Array, Int32Array, Uint16Array, Int16Array, Uint8Array, Int8Array } as const;
type ArrayName = keyof typeof ARRAYS;
type NumberArray = InstanceType<(typeof ARRAYS)[ArrayName]>;

const NUMBERS = { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity, '-0': -0 } as const;
type NumberName = keyof typeof NUMBERS;

/** Stands in the JSON for what JSON cannot say; an object with a key '#' of its own is spelt out as its entries. */
type Mark =
  { '#': ArrayName; at: number; length: number } | { '#': 'number'; is: NumberName } | { '#': 'entries'; of: [string, unknown][] };

const align = (at: number): number => Math.ceil(at / 8) * 8;

export function plainToBytes(value: unknown): Uint8Array<ArrayBuffer> {
  const tail: { array: NumberArray; at: number }[] = [];
  let size = 0;
  const json = JSON.stringify(value, (_key, inner: unknown) => {
    if (isNumberArray(inner)) {
      tail.push({ array: inner, at: size });
      const mark: Mark = { '#': inner.constructor.name as ArrayName, at: size, length: inner.length };
      size = align(size + inner.byteLength);
      return mark;
    }
    const name = typeof inner === 'number' && numberName(inner);
    if (name) return { '#': 'number', is: name } satisfies Mark;
    if (['function', 'bigint', 'symbol'].includes(typeof inner)) throw notPlain(typeof inner);
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    const prototype: unknown = Object.getPrototypeOf(inner);
    if (prototype !== Object.prototype && prototype !== null) throw notPlain(inner.constructor.name);
    return Object.hasOwn(inner, '#') ? ({ '#': 'entries', of: Object.entries(inner) } satisfies Mark) : inner;
  });
  const head = new TextEncoder().encode(json);
  const start = align(4 + head.length);
  const bytes = new Uint8Array(start + size);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  for (const { array, at } of tail) bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + at);
  return bytes;
}

/** `bytes` must start at offset 0 of its buffer. */
export function bytesToPlain(bytes: Uint8Array<ArrayBuffer>): unknown {
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const start = align(4 + length);
  const json = new TextDecoder().decode(bytes.subarray(4, 4 + length));
  const plain: unknown = JSON.parse(json);
  // A mark has '#' as its first key. Most records have none, and walking over a large one takes longer than parsing it.
  if (!json.includes('{"#":')) return plain;
  const restored = (inner: object): unknown => {
    if (!Object.hasOwn(inner, '#')) return inPlace(inner, restored);
    // Only `plainToBytes` writes objects with a '#', and the bytes come out of the vault as it wrote them.
    const mark = inner as Mark;
    if (mark['#'] === 'number') return NUMBERS[mark.is];
    if (mark['#'] === 'entries') return Object.fromEntries(inPlace(mark.of, restored));
    const make = ARRAYS[mark['#']];
    return new make(bytes.buffer.slice(start + mark.at, start + mark.at + mark.length * make.BYTES_PER_ELEMENT));
  };
  return restored(plain as object);
}

/** Puts what `change` gives for each value of a list or object in its place. (A reviver of `JSON.parse` takes twice as long.) */
function inPlace<T extends object>(of: T, change: (inner: object) => unknown): T {
  for (const key in of) {
    const inner: unknown = of[key];
    if (typeof inner !== 'object' || inner === null) continue;
    const value = change(inner);
    // Defined, not assigned: `__proto__` is a key like any other here.
    if (value !== inner) Object.defineProperty(of, key, { value, writable: true, enumerable: true, configurable: true });
  }
  return of;
}

function isNumberArray(value: unknown): value is NumberArray {
  return ArrayBuffer.isView(value) && Object.hasOwn(ARRAYS, value.constructor.name);
}

function numberName(value: number): NumberName | undefined {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? undefined : (String(value) as NumberName);
}

function notPlain(what: string): AppError {
  return new AppError('internal', { message: `a ${what} is not plain data` });
}
