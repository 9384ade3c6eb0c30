/**
 * The loops of Lloyd's k-means that touch every row, as in `kmeans-bounds.ts`: the same labels and the same sums. Two centres to a
 * vector; products of one row and one centre are added up column by column, as there.
 */

/** As in `kmeans-bounds.ts`. */
const ROUNDING: f64 = 1e-12;

let top: usize = __heap_base;

/** So many bytes that nobody else has. To be asked for before anything is written. */
export function room(bytes: usize): usize {
  const at = (top + 15) & ~15;
  top = at + bytes;
  const missing = <i32>((top + 0xffff) >>> 16) - memory.size();
  if (missing > 0) memory.grow(missing);
  return at;
}

let points: usize = 0;
let rows: i32 = 0;
let columns: i32 = 0;
let k: i32 = 0;
/** Centres row by row; the same column by column, `width` to a column; their squared lengths, infinite beyond k. */
let centres: usize = 0;
let across: usize = 0;
let lengthsOfCentres: usize = 0;
/** k, up to an even number. */
let width: i32 = 0;
let half: usize = 0;
let scores: usize = 0;
let sums: usize = 0;
let counts: usize = 0;
let labels: usize = 0;
let upper: usize = 0;
let lower: usize = 0;
let lengths: usize = 0;

export function shape(pointsAt: usize, rowsOf: i32, columnsOf: i32): void {
  points = pointsAt;
  rows = rowsOf;
  columns = columnsOf;
}

export function centresAre(count: i32, centresAt: usize, acrossAt: usize, lengthsAt: usize, halfAt: usize, scoresAt: usize): void {
  k = count;
  width = (count + 1) & ~1;
  centres = centresAt;
  across = acrossAt;
  lengthsOfCentres = lengthsAt;
  half = halfAt;
  scores = scoresAt;
}

export function groupsAre(labelsAt: usize, upperAt: usize, lowerAt: usize, lengthsAt: usize, sumsAt: usize, countsAt: usize): void {
  labels = labelsAt;
  upper = upperAt;
  lower = lowerAt;
  lengths = lengthsAt;
  sums = sumsAt;
  counts = countsAt;
}

export function assign(isFirst: bool, longest: f64): i32 {
  for (let j = 0; j < columns; j++) {
    for (let c = 0; c < width; c++) {
      const value = c < k ? load<f64>(centres + ((<usize>(c * columns + j)) << 3)) : 0;
      store<f64>(across + ((<usize>(j * width + c)) << 3), value);
    }
  }
  let changed = 0;
  for (let i = 0; i < rows; i++) {
    const label = load<u32>(labels + ((<usize>i) << 2));
    const place = (<usize>i) << 3;
    const limit = max(load<f64>(half + ((<usize>label) << 3)), load<f64>(lower + place)) * (1 - ROUNDING);
    if (load<f64>(upper + place) < limit) continue;
    const nearest = measure(i, longest);
    if (isFirst) changed++;
    else if (nearest != label) {
      changed++;
      moveRow(i, label, nearest);
    }
    store<u32>(labels + ((<usize>i) << 2), nearest);
  }
  return changed;
}

/** Nearest centre of one row; its bounds are set. */
function measure(i: i32, longest: f64): u32 {
  const row = points + ((<usize>(i * columns)) << 3);
  let vector = 0;
  const vectors = width >> 1;
  for (; vector + 4 <= vectors; vector += 4) four(row, vector << 1);
  if (vectors - vector == 3) three(row, vector << 1);
  else if (vectors - vector == 2) two(row, vector << 1);
  else if (vectors - vector == 1) one(row, vector << 1);
  let best = 0;
  let second = -1;
  let least = load<f64>(scores);
  let next: f64 = 0;
  for (let o = 1; o < k; o++) {
    const score = load<f64>(scores + ((<usize>o) << 3));
    if (score < least) {
      second = best;
      next = least;
      best = o;
      least = score;
    } else if (second < 0 || score < next) {
      second = o;
      next = score;
    }
  }
  const place = (<usize>i) << 3;
  const own = load<f64>(lengths + place);
  const slack = ROUNDING * (own + longest);
  if (second >= 0 && next - least <= slack) return measureExactly(i);
  store<f64>(upper + place, sqrt(max(0, own + least) + slack));
  store<f64>(lower + place, second < 0 ? Infinity : sqrt(max(0, own + next - slack)));
  return best;
}

function four(row: usize, from: i32): void {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  let at = across + ((<usize>from) << 3);
  const step = (<usize>width) << 3;
  for (let j = 0; j < columns; j++, at += step) {
    const value = v128.load_splat<u64>(row + ((<usize>j) << 3));
    a = f64x2.add(a, f64x2.mul(value, v128.load(at)));
    b = f64x2.add(b, f64x2.mul(value, v128.load(at, 16)));
    c = f64x2.add(c, f64x2.mul(value, v128.load(at, 32)));
    d = f64x2.add(d, f64x2.mul(value, v128.load(at, 48)));
  }
  finish(a, from);
  finish(b, from + 2);
  finish(c, from + 4);
  finish(d, from + 6);
}

function three(row: usize, from: i32): void {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let at = across + ((<usize>from) << 3);
  const step = (<usize>width) << 3;
  for (let j = 0; j < columns; j++, at += step) {
    const value = v128.load_splat<u64>(row + ((<usize>j) << 3));
    a = f64x2.add(a, f64x2.mul(value, v128.load(at)));
    b = f64x2.add(b, f64x2.mul(value, v128.load(at, 16)));
    c = f64x2.add(c, f64x2.mul(value, v128.load(at, 32)));
  }
  finish(a, from);
  finish(b, from + 2);
  finish(c, from + 4);
}

function two(row: usize, from: i32): void {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let at = across + ((<usize>from) << 3);
  const step = (<usize>width) << 3;
  for (let j = 0; j < columns; j++, at += step) {
    const value = v128.load_splat<u64>(row + ((<usize>j) << 3));
    a = f64x2.add(a, f64x2.mul(value, v128.load(at)));
    b = f64x2.add(b, f64x2.mul(value, v128.load(at, 16)));
  }
  finish(a, from);
  finish(b, from + 2);
}

function one(row: usize, from: i32): void {
  let a = f64x2.splat(0);
  let at = across + ((<usize>from) << 3);
  const step = (<usize>width) << 3;
  for (let j = 0; j < columns; j++, at += step) {
    a = f64x2.add(a, f64x2.mul(v128.load_splat<u64>(row + ((<usize>j) << 3)), v128.load(at)));
  }
  finish(a, from);
}

/** |c|² − 2 x·c of two centres. */
function finish(products: v128, from: i32): void {
  const at = (<usize>from) << 3;
  v128.store(scores + at, f64x2.sub(v128.load(lengthsOfCentres + at), f64x2.mul(f64x2.splat(2), products)));
}

/** Where rounding could decide: by the differences themselves. */
function measureExactly(i: i32): u32 {
  let best = 0;
  let first: f64 = Infinity;
  let second: f64 = Infinity;
  for (let o = 0; o < k; o++) {
    let distance: f64 = 0;
    for (let j = 0; j < columns; j++) {
      const difference = load<f64>(points + ((<usize>(i * columns + j)) << 3)) - load<f64>(centres + ((<usize>(o * columns + j)) << 3));
      distance += difference * difference;
    }
    if (distance < first) {
      second = first;
      first = distance;
      best = o;
    } else if (distance < second) second = distance;
  }
  const place = (<usize>i) << 3;
  store<f64>(upper + place, sqrt(first) * (1 + ROUNDING));
  store<f64>(lower + place, sqrt(second) * (1 - ROUNDING));
  return best;
}

/** Takes a row out of one sum and puts it into another. */
function moveRow(i: i32, from: u32, to: u32): void {
  const leaves = counts + ((<usize>from) << 3);
  const enters = counts + ((<usize>to) << 3);
  store<f64>(leaves, load<f64>(leaves) - 1);
  store<f64>(enters, load<f64>(enters) + 1);
  const row = points + ((<usize>(i * columns)) << 3);
  const less = sums + ((<usize>(from * columns)) << 3);
  const more = sums + ((<usize>(to * columns)) << 3);
  for (let j: usize = 0; j < (<usize>columns) << 3; j += 8) {
    const value = load<f64>(row + j);
    store<f64>(less + j, load<f64>(less + j) - value);
    store<f64>(more + j, load<f64>(more + j) + value);
  }
}

/** In row order. */
export function sumRows(): void {
  memory.fill(sums, 0, (<usize>(k * columns)) << 3);
  memory.fill(counts, 0, (<usize>k) << 3);
  const pairs = (<usize>(columns >> 1)) << 4;
  let row = points;
  for (let i = 0; i < rows; i++) {
    const label = load<u32>(labels + ((<usize>i) << 2));
    const count = counts + ((<usize>label) << 3);
    store<f64>(count, load<f64>(count) + 1);
    const sum = sums + ((<usize>(label * columns)) << 3);
    for (let j: usize = 0; j < pairs; j += 16) v128.store(sum + j, f64x2.add(v128.load(sum + j), v128.load(row + j)));
    if (columns & 1) store<f64>(sum + pairs, load<f64>(sum + pairs) + load<f64>(row + pairs));
    row += (<usize>columns) << 3;
  }
}

/** Limits of distances to centres that have moved; `moves` of each centre, `far` the one that moved most, `next` the next. */
export function moveBounds(moves: usize, far: u32, most: f64, next: f64): void {
  for (let i = 0; i < rows; i++) {
    const place = (<usize>i) << 3;
    const label = load<u32>(labels + ((<usize>i) << 2));
    store<f64>(upper + place, load<f64>(upper + place) + load<f64>(moves + ((<usize>label) << 3)) * (1 + ROUNDING));
    store<f64>(lower + place, load<f64>(lower + place) - (label == far ? next : most) * (1 + ROUNDING));
  }
}
