/** Pairs of codes as dense numbers, in the order they come. */

export interface PairNumbers {
  /** Of each row; 0 where `use` has none. */
  numbers: Uint32Array;
  count: number;
  /** The codes of pair `number` lie at `number`. */
  first: Uint32Array;
  second: Uint32Array;
}

/** Where there can be no more pairs than this, each has its place. */
const MOST_PLACES = 1 << 22;

/** For rows that `use` has (1); `count` > every code of `second`. O(rows). */
export function pairNumbers(first: Uint32Array, second: Uint32Array, count: number, use: Uint8Array): PairNumbers {
  let highest = 0;
  for (let row = 0; row < first.length; row++) if (use[row] !== 0 && first[row] > highest) highest = first[row];
  const places = (highest + 1) * count;
  const made = {
    numbers: new Uint32Array(first.length),
    count: 0,
    first: new Uint32Array(Math.min(places, first.length)),
    second: new Uint32Array(Math.min(places, first.length)),
  };
  if (places <= MOST_PLACES) byPlace(first, second, count, use, places, made);
  else byAddress(first, second, use, made);
  return made;
}

function byPlace(first: Uint32Array, second: Uint32Array, count: number, use: Uint8Array, places: number, made: PairNumbers): void {
  const numberAt = new Uint32Array(places);
  for (let row = 0; row < first.length; row++) {
    if (use[row] === 0) continue;
    const place = first[row] * count + second[row];
    if (numberAt[place] === 0) numberAt[place] = add(made, first[row], second[row]);
    made.numbers[row] = numberAt[place] - 1;
  }
}

/** A table of open addresses, for as many pairs as there are rows: numbers + 1, 0 = free. */
function byAddress(first: Uint32Array, second: Uint32Array, use: Uint8Array, made: PairNumbers): void {
  const bits = Math.max(4, 33 - Math.clz32(first.length));
  const last = 2 ** bits - 1;
  const numberAt = new Uint32Array(last + 1);
  const { numbers, first: heads, second: tails } = made;
  for (let row = 0; row < first.length; row++) {
    if (use[row] === 0) continue;
    const head = first[row];
    const tail = second[row];
    let spot = (Math.imul(head, 0x9e3779b1) ^ Math.imul(tail, 0x85ebca6b)) >>> (32 - bits);
    let number = numberAt[spot];
    while (number !== 0 && (heads[number - 1] !== head || tails[number - 1] !== tail)) number = numberAt[(spot = (spot + 1) & last)];
    if (number === 0) numberAt[spot] = number = add(made, head, tail);
    numbers[row] = number - 1;
  }
}

/** Returns how many there are. */
function add(made: PairNumbers, first: number, second: number): number {
  made.first[made.count] = first;
  made.second[made.count] = second;
  return ++made.count;
}
