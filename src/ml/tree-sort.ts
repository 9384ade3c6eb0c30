/**
 * Sorts a stretch of feature values and the rows they belong to, in the order scikit-learn 1.2.1's splitter leaves them:
 * introsort (Musser 1997) with a median of three and a three-way partition. Equal values keep no order of their own, yet
 * their order decides the rounding of sums, and rounding decides ties: hence this very sort and no other.
 * @param values float32 feature values; [from, to) is sorted ascending, in place
 * @param rows row indexes, moved along with `values`
 */
export function sortTogether(values: Float32Array, rows: Int32Array, from: number, to: number): void {
  if (to > from) introsort(values, rows, from, to, 2 * Math.floor(Math.log(to - from) / Math.LN2));
}

function introsort(values: Float32Array, rows: Int32Array, from: number, to: number, depthLeft: number): void {
  while (to - from > 1) {
    if (depthLeft <= 0) return heapsort(values, rows, from, to - from);
    depthLeft--;
    const pivot = medianOfThree(values[from], values[from + ((to - from) >> 1)], values[to - 1]);
    let i = from;
    let less = from;
    let more = to;
    while (i < more) {
      const value = values[i];
      if (value < pivot) swap(values, rows, i++, less++);
      else if (value > pivot) swap(values, rows, i, --more);
      else i++;
    }
    introsort(values, rows, from, less, depthLeft);
    from = more;
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  if (a < b) return b < c ? b : a < c ? c : a;
  return b < c ? (a < c ? a : c) : b;
}

function heapsort(values: Float32Array, rows: Int32Array, from: number, size: number): void {
  for (let start = (size - 2) >> 1; start >= 0; start--) siftDown(values, rows, from, start, size);
  for (let end = size - 1; end > 0; end--) {
    swap(values, rows, from, from + end);
    siftDown(values, rows, from, 0, end);
  }
}

function siftDown(values: Float32Array, rows: Int32Array, from: number, start: number, end: number): void {
  for (let root = start; ;) {
    const child = root * 2 + 1;
    let largest = root;
    if (child < end && values[from + largest] < values[from + child]) largest = child;
    if (child + 1 < end && values[from + largest] < values[from + child + 1]) largest = child + 1;
    if (largest === root) return;
    swap(values, rows, from + root, from + largest);
    root = largest;
  }
}

function swap(values: Float32Array, rows: Int32Array, i: number, j: number): void {
  const value = values[i];
  values[i] = values[j];
  values[j] = value;
  const row = rows[i];
  rows[i] = rows[j];
  rows[j] = row;
}
