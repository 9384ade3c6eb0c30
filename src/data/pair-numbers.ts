/** Pairs of codes as dense numbers, in the order they come: a table of open addresses, for as many pairs as there are rows. */

/** For rows that `use` has (1); `count` > every code of `second`. O(rows). */
export function pairNumbers(first: Uint32Array, second: Uint32Array, count: number, use: Uint8Array): Uint32Array {
  const bits = Math.max(4, 33 - Math.clz32(first.length));
  const size = 2 ** bits;
  const known = new Float64Array(size).fill(-1);
  const numberAt = new Uint32Array(size);
  const numbers = new Uint32Array(first.length);
  let found = 0;
  for (let row = 0; row < first.length; row++) {
    if (use[row] === 0) continue;
    const pair = first[row] * count + second[row];
    let spot = (Math.imul(first[row], 0x9e3779b1) ^ Math.imul(second[row], 0x85ebca6b)) >>> (32 - bits);
    while (known[spot] >= 0 && known[spot] !== pair) spot = (spot + 1) & (size - 1);
    if (known[spot] < 0) {
      known[spot] = pair;
      numberAt[spot] = found++;
    }
    numbers[row] = numberAt[spot];
  }
  return numbers;
}
