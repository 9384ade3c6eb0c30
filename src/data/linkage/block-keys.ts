/**
 * Keys under which rows are put together to be compared. Two rows of one customer share at least one of several keys even where
 * every field is mistyped now and then: whole values, phone ends, names whatever the order, and pairs of coarse keys (how a word
 * sounds, a year, the start of a postcode).
 */
import type { Field } from './field.ts';
import { soundKey } from './sound-key.ts';

/** One key per row, -1 = none; keys are numbers below `count`. */
export interface BlockPass {
  keys: Int32Array;
  count: number;
}

/** Fields whose coarse keys are paired: the ones that tell most rows apart. */
const PAIRED = 6;

export function* blockPasses(fields: readonly Field[]): Generator<BlockPass> {
  for (const field of fields) {
    if (field.kind === 'number' || field.kind === 'choice') continue;
    yield { keys: field.codes, count: field.values.length };
    const other = otherKey(field);
    if (other) yield keyPass(field, other);
  }
  const coarse = fields
    .map((field) => ({ field, key: coarseKey(field) }))
    .filter(({ key }) => key !== undefined)
    .map(({ field, key }) => keyPass(field, key ?? String))
    .sort((p, q) => q.count - p.count)
    .slice(0, PAIRED);
  for (let i = 0; i < coarse.length; i++) for (let j = i + 1; j < coarse.length; j++) yield crossPass(coarse[i], coarse[j]);
}

type KeyOf = (value: string, index: number) => string;

/** A second way to say the same value; '' = none. */
function otherKey({ kind, people }: Field): KeyOf | undefined {
  if (kind === 'phone') return (value) => value.slice(-7);
  if (kind === 'email') return (value) => value.split('@')[0];
  if (kind === 'person') return (_, i) => people?.[i].words.join('') ?? '';
  if (kind === 'organisation') return (value) => value.replaceAll(' ', '').slice(0, 8);
  return undefined;
}

/** A rough key that survives most slips. */
function coarseKey({ kind, people }: Field): KeyOf | undefined {
  switch (kind) {
    case 'person':
      return (_, i) => (people?.[i].words ?? []).map((word) => soundKey(word).slice(0, 3)).join('');
    case 'word':
    case 'organisation':
      return (value) => soundKey(value.split(' ')[0]);
    case 'phone':
      return (value) => value.slice(-4);
    case 'email':
      return (value) => value.slice(0, 4);
    case 'date':
      return (value) => value.slice(0, 4);
    case 'postcode':
      return (value) => value.slice(0, 4);
    case 'code':
      return (value) => value.slice(0, 3);
    case 'address':
      return (value) => value.split(' ').find((word) => /^\p{L}{3,}/u.test(word)) ?? value.slice(0, 4);
    case 'number':
    case 'text':
    case 'choice':
      return undefined;
  }
}

function keyPass({ codes, values }: Field, keyOf: KeyOf): BlockPass {
  const numberOf = new Map<string, number>();
  const byValue = Int32Array.from(values, (value, i) => {
    const key = keyOf(value, i);
    if (key === '') return -1;
    const number = numberOf.get(key) ?? numberOf.size;
    numberOf.set(key, number);
    return number;
  });
  return { keys: codes.map((code) => (code < 0 ? -1 : byValue[code])), count: numberOf.size };
}

/** Pairs of keys numbered in the order they come, in a table of open addresses: there are as many as rows. */
function crossPass(first: BlockPass, second: BlockPass): BlockPass {
  const bits = Math.max(4, 33 - Math.clz32(first.keys.length));
  const size = 1 << bits;
  const known = new Float64Array(size).fill(-1);
  const numbers = new Int32Array(size);
  let count = 0;
  const keys = first.keys.map((key, row) => {
    const other = second.keys[row];
    if (key < 0 || other < 0) return -1;
    const both = key * second.count + other;
    let spot = (Math.imul(key, 0x9e3779b1) ^ Math.imul(other, 0x85ebca6b)) >>> (32 - bits);
    while (known[spot] >= 0 && known[spot] !== both) spot = (spot + 1) & (size - 1);
    if (known[spot] < 0) {
      known[spot] = both;
      numbers[spot] = count++;
    }
    return numbers[spot];
  });
  return { keys, count };
}
