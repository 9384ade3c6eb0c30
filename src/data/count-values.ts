/** How often each value of a column is there: everything a profile says is computed from these counts, in O(distinct). */
import { MISSING_BOOLEAN, MISSING_CODE, MISSING_DAY, type Column } from '../core/column.ts';
import { assertNever } from '../core/errors.ts';

/** Numbers, days, seconds, 0/1 or codes of words: ascending, with the rows of each. Missing ones are left out. */
export interface ValueCounts {
  values: Float64Array;
  counts: Uint32Array;
  /** Sum of `counts`. */
  filled: number;
}

/** Whole numbers in a range up to this are counted in place; others are sorted. */
const MOST_SLOTS = 1 << 22;

/** O(rows) where the values are whole numbers of a moderate range (days, codes, pieces), else O(rows log rows). */
export function countValues(column: Column): ValueCounts {
  switch (column.kind) {
    case 'text':
      return countWhole(column.codes, MISSING_CODE);
    case 'date':
      return countWhole(column.values, MISSING_DAY);
    case 'boolean':
      return countWhole(column.values, MISSING_BOOLEAN);
    case 'number':
    case 'datetime':
      return countNumbers(column.values);
    default:
      return assertNever(column);
  }
}

function countWhole(values: Uint32Array | Int32Array | Uint8Array, missing: number): ValueCounts {
  let [low, high] = [Infinity, -Infinity];
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === missing) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (high - low >= MOST_SLOTS) return countNumbers(Float64Array.from(values, (value) => (value === missing ? NaN : value)));
  const slots = new Uint32Array(low <= high ? high - low + 1 : 0);
  for (let row = 0; row < values.length; row++) if (values[row] !== missing) slots[values[row] - low]++;
  return fromSlots(slots, low);
}

function countNumbers(values: Float64Array): ValueCounts {
  let [low, high, whole] = [Infinity, -Infinity, true];
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value < low) low = value;
    if (value > high) high = value;
    if (whole && value % 1 !== 0 && value === value) whole = false;
  }
  if (!whole || high - low >= MOST_SLOTS) return fromSorted(values.slice().sort());
  const slots = new Uint32Array(low <= high ? high - low + 1 : 0);
  for (let row = 0; row < values.length; row++) if (values[row] === values[row]) slots[values[row] - low]++;
  return fromSlots(slots, low);
}

function fromSlots(slots: Uint32Array, low: number): ValueCounts {
  let distinct = 0;
  for (let i = 0; i < slots.length; i++) if (slots[i] > 0) distinct++;
  const found: ValueCounts = { values: new Float64Array(distinct), counts: new Uint32Array(distinct), filled: 0 };
  for (let i = 0, next = 0; i < slots.length; i++) {
    if (slots[i] === 0) continue;
    found.values[next] = low + i;
    found.counts[next++] = slots[i];
    found.filled += slots[i];
  }
  return found;
}

/** NaN stands at the end of a sorted Float64Array. */
function fromSorted(sorted: Float64Array): ValueCounts {
  let filled = sorted.length;
  while (filled > 0 && sorted[filled - 1] !== sorted[filled - 1]) filled--;
  const counts = new Uint32Array(filled);
  let distinct = 0;
  for (let row = 0; row < filled; row++) {
    // -0 and 0 are one value.
    if (row === 0 || sorted[row] !== sorted[distinct - 1]) sorted[distinct++] = sorted[row];
    counts[distinct - 1]++;
  }
  return { values: sorted.slice(0, distinct), counts: counts.slice(0, distinct), filled };
}

/** The value at `place` (0-based) of all values in ascending order. */
function valueAt({ values, counts }: ValueCounts, place: number): number {
  let before = 0;
  for (let i = 0; i < values.length; i++) {
    before += counts[i];
    if (place < before) return values[i];
  }
  return NaN;
}

/** Quantile `q` in [0, 1], linear between neighbours (Hyndman & Fan type 7, as `core/stats.ts`). NaN if empty. */
export function quantileOfCounts(found: ValueCounts, q: number): number {
  if (found.filled === 0) return NaN;
  const place = q * (found.filled - 1);
  const below = Math.floor(place);
  const [lower, upper] = [valueAt(found, below), valueAt(found, Math.min(below + 1, found.filled - 1))];
  return lower === upper ? lower : lower + (place - below) * (upper - lower);
}

/** Rows in `bins` equal bins from the lowest to the highest value. */
export function histogramOfCounts({ values, counts }: ValueCounts, bins: number): number[] {
  const found = new Array<number>(bins).fill(0);
  const low = values[0];
  const width = (values[values.length - 1] - low) / bins;
  for (let i = 0; i < values.length; i++) found[width > 0 ? Math.min(bins - 1, Math.floor((values[i] - low) / width)) : 0] += counts[i];
  return found;
}

/** Rows whose value passes, and the first few such values. */
export function countWhere(
  { values, counts }: ValueCounts,
  passes: (value: number) => boolean,
  examples: number,
): { rows: number; values: number[] } {
  const found = { rows: 0, values: [] as number[] };
  for (let i = 0; i < values.length; i++) {
    if (!passes(values[i])) continue;
    found.rows += counts[i];
    if (found.values.length < examples) found.values.push(values[i]);
  }
  return found;
}

/** Indexes of the `most` largest counts, largest first, of equal ones the lower value. O(distinct). */
export function mostFrequent({ counts }: ValueCounts, most: number): number[] {
  const best: number[] = [];
  for (let i = 0; i < counts.length; i++) {
    if (best.length === most && counts[i] <= counts[best[most - 1]]) continue;
    let at = best.length;
    while (at > 0 && counts[best[at - 1]] < counts[i]) at--;
    best.splice(at, 0, i);
    if (best.length > most) best.pop();
  }
  return best;
}
