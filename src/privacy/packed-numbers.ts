/**
 * Numbers as bytes and back, exactly. Where all of them are whole, or whole in tenths or hundredths, as quantities, prices and
 * days are, only their distance from the lowest is written, in 1, 2 or 4 bytes each; the highest value of a width stands for
 * missing. Otherwise they lie raw, in the byte order of the machine (little end first on every platform that runs a browser).
 * Whole numbers that count up one by one, as lines of a file do, are only their first.
 * Header of 16 bytes: width (0 = raw, 16 = counting), decimal places, the lowest as float64 in the last eight.
 */
import type { Bytes } from './envelope.ts';

const HEADER = 16;
const MAX_PLACES = 2;
const COUNTING = 16;

export type Numbers = Float64Array | Int32Array | Uint32Array;

interface Packing {
  width: 1 | 2 | 4;
  places: number;
  lowest: number;
}

/** `missing`: the value that stands for nothing, NaN in a Float64Array. */
export function packNumbers(values: Numbers, missing: number): Bytes {
  if (!(values instanceof Float64Array) && isCounting(values, missing)) {
    const bytes = new Uint8Array(HEADER);
    bytes[0] = COUNTING;
    new Float64Array(bytes.buffer, 8, 1)[0] = values[0];
    return bytes;
  }
  const packing = values instanceof Float64Array ? findPlaces(values) : findPacking(values, missing, 0);
  const width = packing?.width ?? values.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(HEADER + values.length * width);
  if (!packing) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), HEADER);
    return bytes;
  }
  const { places, lowest } = packing;
  const factor = 10 ** places;
  const packed = packedAt(bytes, width);
  const none = 2 ** (8 * width) - 1;
  bytes[0] = width;
  bytes[1] = places;
  new Float64Array(bytes.buffer, 8, 1)[0] = lowest;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    packed[i] = value === missing || value !== value ? none : Math.round(value * factor) - lowest;
  }
  return bytes;
}

/** Fills `into`, all of it; false when the bytes are not as many as it takes. `bytes` must start at offset 0 of its buffer. O(rows). */
export function unpackNumbers(bytes: Bytes, into: Numbers, missing: number): boolean {
  const width = bytes[0];
  if (width === 0) {
    if (bytes.length !== HEADER + into.byteLength) return false;
    new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(bytes.subarray(HEADER));
    return true;
  }
  if (width === COUNTING && bytes.length === HEADER) {
    const [first] = new Float64Array(bytes.buffer, 8, 1);
    for (let i = 0; i < into.length; i++) into[i] = first + i;
    return true;
  }
  if ((width !== 1 && width !== 2 && width !== 4) || bytes.length !== HEADER + into.length * width) return false;
  const [lowest] = new Float64Array(bytes.buffer, 8, 1);
  const packing: Packing = { width, places: bytes[1], lowest };
  // Widened by the browser in one go: a loop that reads one kind of array is several times as fast as one that may read any.
  const packed = width === 4 ? new Uint32Array(bytes.buffer, HEADER, into.length) : new Uint32Array(packedAt(bytes, width));
  if (into instanceof Float64Array) unpackFloats(packed, packing, into, missing);
  else unpackWhole(packed, packing, into, missing);
  return true;
}

function unpackFloats(packed: Uint32Array, { width, places, lowest }: Packing, into: Float64Array, missing: number): void {
  const factor = 10 ** places;
  const none = 2 ** (8 * width) - 1;
  for (let i = 0; i < into.length; i++) into[i] = packed[i] === none ? missing : (packed[i] + lowest) / factor;
}

function unpackWhole(packed: Uint32Array, { width, lowest }: Packing, into: Int32Array | Uint32Array, missing: number): void {
  const none = 2 ** (8 * width) - 1;
  for (let i = 0; i < into.length; i++) into[i] = packed[i] === none ? missing : packed[i] + lowest;
}

function packedAt(bytes: Bytes, width: number): Uint8Array | Uint16Array | Uint32Array {
  const count = (bytes.length - HEADER) / width;
  if (width === 1) return new Uint8Array(bytes.buffer, HEADER, count);
  if (width === 2) return new Uint16Array(bytes.buffer, HEADER, count);
  return new Uint32Array(bytes.buffer, HEADER, count);
}

function isCounting(values: Int32Array | Uint32Array, missing: number): boolean {
  const [first] = values;
  if (values.length === 0 || first === missing) return false;
  for (let i = 1; i < values.length; i++) if (values[i] !== first + i) return false;
  return true;
}

function findPlaces(values: Float64Array): Packing | undefined {
  for (let places = 0; places <= MAX_PLACES; places++) {
    const packing = findPacking(values, NaN, places);
    if (packing) return packing;
  }
  return undefined;
}

/** Undefined where a value would not come back as it was, or where raw takes no more room. */
function findPacking(values: Numbers, missing: number, places: number): Packing | undefined {
  const factor = 10 ** places;
  let lowest = Infinity;
  let highest = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === missing || value !== value) continue;
    const whole = Math.round(value * factor);
    if (whole / factor !== value || (value === 0 && 1 / value < 0)) return undefined;
    if (whole < lowest) lowest = whole;
    if (whole > highest) highest = whole;
  }
  if (lowest > highest) [lowest, highest] = [0, 0];
  const range = highest - lowest;
  const width = range < 0xff ? 1 : range < 0xffff ? 2 : 4;
  const isSafe = range < 0xffffffff && Math.abs(lowest) < 2 ** 51 && Math.abs(highest) < 2 ** 51;
  return isSafe && width < values.BYTES_PER_ELEMENT ? { width, places, lowest } : undefined;
}
