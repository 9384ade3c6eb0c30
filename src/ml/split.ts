/**
 * Held-out rows and folds, index by index those of scikit-learn 1.2.1 (`train_test_split`, `KFold`, `StratifiedKFold` and
 * `RepeatedStratifiedKFold` with an integer `random_state`, `GroupKFold`, `TimeSeriesSplit`). Indices are 0-based rows; the order within a part is scikit-learn's.
 */
import { AppError } from '../core/errors.ts';
import { RandomState } from '../core/rng.ts';

export interface Split {
  train: Uint32Array;
  test: Uint32Array;
}

/** `testSize`: share in (0, 1); rounded up. `too-few-rows` when a part would be empty. */
export function trainTestSplit(n: number, testSize: number, seed: number | RandomState): Split {
  const { testRows } = sizes(n, testSize, 1);
  const shuffled = randomOf(seed).permutation(n);
  return { train: shuffled.slice(testRows), test: shuffled.slice(0, testRows) };
}

/** Keeps the share of each class of `y` in both parts. `too-few-rows` when a class has one row or a part cannot hold all classes. */
export function stratifiedSplit(y: ArrayLike<number>, testSize: number, seed: number | RandomState): Split {
  const classes = rowsByClass(y, 'sorted');
  const { trainRows, testRows } = sizes(y.length, testSize, classes.length);
  const counts = classes.map((rows) => rows.length);
  const smallest = counts.reduce((least, count) => Math.min(least, count), Infinity);
  if (smallest < 2) throw new AppError('too-few-rows', { rows: smallest, needed: 2 });
  const random = randomOf(seed);
  const trainCounts = approximateMode(counts, trainRows, random);
  const left = counts.map((count, i) => count - trainCounts[i]);
  const testCounts = approximateMode(left, testRows, random);
  const train: number[] = [];
  const test: number[] = [];
  classes.forEach((rows, i) => {
    random.permutation(rows.length).forEach((at, place) => {
      if (place < trainCounts[i]) train.push(rows[at]);
      else if (place < trainCounts[i] + testCounts[i]) test.push(rows[at]);
    });
  });
  return { train: random.shuffle(Uint32Array.from(train)), test: random.shuffle(Uint32Array.from(test)) };
}

/** `k` folds of nearly equal size; without a seed, in row order. Test rows are ascending. */
export function kFold(n: number, k: number, seed?: number): Split[] {
  if (k < 2 || n < k) throw new AppError('too-few-rows', { rows: n, needed: k });
  const order = seed === undefined ? Uint32Array.from({ length: n }, (_, i) => i) : new RandomState(seed).permutation(n);
  const fold = new Uint32Array(n);
  let at = 0;
  for (let f = 0; f < k; f++) {
    const size = Math.floor(n / k) + (f < n % k ? 1 : 0);
    for (const end = at + size; at < end; at++) fold[order[at]] = f;
  }
  return splitsOf(fold, k);
}

/** As `kFold`, with the share of each class kept. `too-few-rows` when every class is smaller than `k`. */
export function stratifiedKFold(y: ArrayLike<number>, k: number, seed?: number): Split[] {
  return stratifiedFolds(y, k, seed === undefined ? undefined : new RandomState(seed));
}

/** As `stratifiedKFold`, `repeats` times over with other shuffles: k folds after k folds. For few rows, where one division is luck. */
export function repeatedStratifiedKFold(y: ArrayLike<number>, k: number, repeats: number, seed: number): Split[] {
  const random = new RandomState(seed);
  return Array.from({ length: repeats }, () => stratifiedFolds(y, k, random)).flat();
}

/**
 * Rows of one group stay together: groups, largest first, each into the fold with the fewest rows so far. `groups`: a number
 * for each row. Among equally large groups the higher number comes first; numpy keeps to that for up to 16 groups, and
 * orders more of them as its sort happens to.
 */
export function groupKFold(groups: ArrayLike<number>, k: number): Split[] {
  const found = rowsByClass(groups, 'sorted');
  if (k < 2 || found.length < k) throw new AppError('too-few-rows', { rows: found.length, needed: k });
  const sizes = new Float64Array(k);
  const fold = new Uint32Array(groups.length);
  for (const rows of found.reverse().sort((a, b) => b.length - a.length)) {
    const lightest = sizes.indexOf(sizes.reduce((least, size) => Math.min(least, size), Infinity));
    sizes[lightest] += rows.length;
    for (const row of rows) fold[row] = lightest;
  }
  return splitsOf(fold, k);
}

/** Rows in order of time: each of the last `k` blocks tested after learning from everything before it. */
export function timeSeriesSplit(n: number, k: number): Split[] {
  if (k < 2 || n < k + 1) throw new AppError('too-few-rows', { rows: n, needed: k + 1 });
  const size = Math.floor(n / (k + 1));
  return Array.from({ length: k }, (_, f) => {
    const start = n - (k - f) * size;
    return { train: Uint32Array.from({ length: start }, (_, i) => i), test: Uint32Array.from({ length: size }, (_, i) => start + i) };
  });
}

function stratifiedFolds(y: ArrayLike<number>, k: number, random: RandomState | undefined): Split[] {
  const classes = rowsByClass(y, 'first-seen');
  const largest = classes.reduce((most, rows) => Math.max(most, rows.length), 0);
  if (k < 2 || largest < k) throw new AppError('too-few-rows', { rows: largest, needed: k });
  const fold = new Uint32Array(y.length);
  // Place p of the rows sorted by class belongs to fold p mod k; within a class the labels are sorted, then shuffled.
  let place = 0;
  for (const rows of classes) {
    const labels = Uint32Array.from(rows, () => place++ % k).sort();
    random?.shuffle(labels);
    rows.forEach((row, i) => (fold[row] = labels[i]));
  }
  return splitsOf(fold, k);
}

/** A random state goes on where it is, as scikit-learn's own draws do. */
function randomOf(seed: number | RandomState): RandomState {
  return typeof seed === 'number' ? new RandomState(seed) : seed;
}

function sizes(n: number, testSize: number, needed: number): { trainRows: number; testRows: number } {
  if (!(testSize > 0 && testSize < 1)) throw new AppError('bad-parameter', { name: 'testSize', value: testSize });
  const testRows = Math.ceil(testSize * n);
  const trainRows = n - testRows;
  if (Math.min(trainRows, testRows) < needed) throw new AppError('too-few-rows', { rows: n, needed: 2 * needed });
  return { trainRows, testRows };
}

/** Rows of each class, ascending; classes by value or by first appearance. */
function rowsByClass(y: ArrayLike<number>, order: 'sorted' | 'first-seen'): number[][] {
  const found = new Map<number, number[]>();
  for (let i = 0; i < y.length; i++) {
    const rows = found.get(y[i]);
    if (rows) rows.push(i);
    else found.set(y[i], [i]);
  }
  const classes = [...found];
  if (order === 'sorted') classes.sort(([a], [b]) => a - b);
  return classes.map(([, rows]) => rows);
}

/** Shares `draws` over the classes in proportion: floors, then the largest remainders, equal ones by chance. */
function approximateMode(counts: number[], draws: number, random: RandomState): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const exact = counts.map((count) => (count / total) * draws);
  const shares = exact.map(Math.floor);
  const remainders = exact.map((value, i) => value - shares[i]);
  let missing = draws - shares.reduce((sum, share) => sum + share, 0);
  for (const value of [...new Set(remainders)].sort((a, b) => b - a)) {
    if (missing <= 0) break;
    const equal = remainders.flatMap((remainder, i) => (remainder === value ? [i] : []));
    const chosen = random.permutation(equal.length).subarray(0, Math.min(equal.length, missing));
    chosen.forEach((at) => shares[equal[at]]++);
    missing -= chosen.length;
  }
  return shares;
}

function splitsOf(fold: Uint32Array, k: number): Split[] {
  const sizeOf = new Uint32Array(k);
  fold.forEach((f) => sizeOf[f]++);
  return Array.from({ length: k }, (_, f) => {
    const test = new Uint32Array(sizeOf[f]);
    const train = new Uint32Array(fold.length - sizeOf[f]);
    let inTest = 0;
    for (let i = 0; i < fold.length; i++) {
      if (fold[i] === f) test[inTest++] = i;
      else train[i - inTest] = i;
    }
    return { train, test };
  });
}
