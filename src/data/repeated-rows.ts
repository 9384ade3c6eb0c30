/** Which rows are the same as an earlier one, by their 64-bit hashes. */

/** Parts small enough for their tables to stay in the cache: a million look-ups in one large table wait for memory. */
const PARTS = 256;

/** One byte per row: 1 = an earlier row of `keep` (one byte per row, 1 = there) has the same hash. Rows that are not there are 0. O(rows). */
export function repeatedRows(high: Uint32Array, low: Uint32Array, keep: Uint8Array): Uint8Array {
  const repeated = new Uint8Array(keep.length);
  const start = new Uint32Array(PARTS + 1);
  for (let row = 0; row < keep.length; row++) if (keep[row] === 1) start[(low[row] % PARTS) + 1]++;
  let largest = 0;
  for (let part = 0; part < PARTS; part++) {
    largest = Math.max(largest, start[part + 1]);
    start[part + 1] += start[part];
  }
  const count = start[PARTS];
  const [rows, highs, lows] = [new Uint32Array(count), new Uint32Array(count), new Uint32Array(count)];
  const next = start.slice();
  for (let row = 0; row < keep.length; row++) {
    if (keep[row] === 0) continue;
    const at = next[low[row] % PARTS]++;
    rows[at] = row;
    highs[at] = high[row];
    lows[at] = low[row];
  }
  // Slots hold the place in the part + 1; earlier rows come first, so the first of equals is the one that stays.
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(8, 2 * largest))));
  const mask = slots.length - 1;
  for (let part = 0; part < PARTS; part++) {
    const [from, to] = [start[part], start[part + 1]];
    slots.fill(0);
    for (let at = from; at < to; at++) {
      let slot = ((lows[at] >>> 8) ^ Math.imul(highs[at], 0x9e3779b1)) & mask;
      while (slots[slot] !== 0 && (lows[from + slots[slot] - 1] !== lows[at] || highs[from + slots[slot] - 1] !== highs[at])) {
        slot = (slot + 1) & mask;
      }
      if (slots[slot] === 0) slots[slot] = at - from + 1;
      else repeated[rows[at]] = 1;
    }
  }
  return repeated;
}
