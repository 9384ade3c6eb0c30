/**
 * The two loops of boosting that touch every row: adding derivatives up per bin, and sorting rows left and right. Sums are made in
 * the order of `addUp` and `partition` in TypeScript, so that both give the same bits.
 */

/** Places of each feature in a histogram, whatever number of bins it has: then its place is known when this is compiled. */
const STRIDE: usize = 256;
/** Rows added up at a time: their derivatives stay near while all features read them. */
const BLOCK: i32 = 1024;

let top: usize = __heap_base;

/** So many bytes that nobody else has. To be asked for before anything is written. */
export function room(bytes: usize): usize {
  const at = (top + 15) & ~15;
  top = at + bytes;
  const missing = <i32>((top + 0xffff) >>> 16) - memory.size();
  if (missing > 0) memory.grow(missing);
  return at;
}

/**
 * @param quads bins of four features to a word, group after group, `rows` words each
 * @param wanted so many groups
 * @param curves 0 where the curvature is 1 everywhere
 * @param pairs room for a block's derivatives
 */
export function addUp(
  quads: usize,
  rows: i32,
  wanted: usize,
  groups: i32,
  order: usize,
  from: i32,
  to: i32,
  slopes: usize,
  curves: usize,
  pairs: usize,
  sums: usize,
  counts: usize,
): void {
  for (let g = 0; g < groups; g++) {
    const group = <usize>load<i32>(wanted + (g << 2));
    memory.fill(sums + group * 4 * STRIDE * 16, 0, 4 * STRIDE * 16);
    memory.fill(counts + group * 4 * STRIDE * 4, 0, 4 * STRIDE * 4);
  }
  for (let start = from; start < to; start += BLOCK) {
    const end = min(start + BLOCK, to);
    let pair = pairs;
    const first = order + ((<usize>start) << 2);
    const last = order + ((<usize>end) << 2);
    if (curves == 0) {
      for (let at = first; at < last; at += 4, pair += 16) {
        v128.store(pair, f64x2(<f64>load<f32>(slopes + ((<usize>load<u32>(at)) << 2)), 0));
      }
    } else {
      for (let at = first; at < last; at += 4, pair += 16) {
        const place = (<usize>load<u32>(at)) << 2;
        store<f64>(pair, <f64>load<f32>(slopes + place));
        store<f64>(pair, <f64>load<f32>(curves + place), 8);
      }
    }
    for (let g = 0; g < groups; g++) {
      const group = <usize>load<i32>(wanted + (g << 2));
      addQuad(quads + group * ((<usize>rows) << 2), first, last, pairs, sums + group * 4 * STRIDE * 16, counts + group * 4 * STRIDE * 4);
    }
  }
}

function addQuad(quad: usize, first: usize, last: usize, pairs: usize, sums: usize, counts: usize): void {
  let pair = pairs;
  for (let at = first; at < last; at += 4, pair += 16) {
    const four = load<u32>(quad + ((<usize>load<u32>(at)) << 2));
    const derivatives = v128.load(pair);
    const b0 = <usize>(four & 0xff);
    const s0 = sums + (b0 << 4);
    const c0 = counts + (b0 << 2);
    v128.store(s0, f64x2.add(v128.load(s0), derivatives));
    store<u32>(c0, load<u32>(c0) + 1);
    const b1 = <usize>((four >>> 8) & 0xff);
    const s1 = sums + (b1 << 4);
    const c1 = counts + (b1 << 2);
    v128.store(s1, f64x2.add(v128.load(s1, STRIDE * 16), derivatives), STRIDE * 16);
    store<u32>(c1, load<u32>(c1, STRIDE * 4) + 1, STRIDE * 4);
    const b2 = <usize>((four >>> 16) & 0xff);
    const s2 = sums + (b2 << 4);
    const c2 = counts + (b2 << 2);
    v128.store(s2, f64x2.add(v128.load(s2, 2 * STRIDE * 16), derivatives), 2 * STRIDE * 16);
    store<u32>(c2, load<u32>(c2, 2 * STRIDE * 4) + 1, 2 * STRIDE * 4);
    const b3 = <usize>(four >>> 24);
    const s3 = sums + (b3 << 4);
    const c3 = counts + (b3 << 2);
    v128.store(s3, f64x2.add(v128.load(s3, 3 * STRIDE * 16), derivatives), 3 * STRIDE * 16);
    store<u32>(c3, load<u32>(c3, 3 * STRIDE * 4) + 1, 3 * STRIDE * 4);
  }
}

/**
 * Left rows first, each side in its order; where the right side begins.
 * @param bins of the feature asked about: of row i at `bins + 4 i`
 * @param isLeft 1 or 0 for each bin
 */
export function partition(bins: usize, order: usize, aside: usize, from: i32, to: i32, isLeft: usize): i32 {
  let left = order + ((<usize>from) << 2);
  let right = aside;
  const end = order + ((<usize>to) << 2);
  for (let at = left; at < end; at += 4) {
    const row = load<u32>(at);
    const goes = <usize>load<u8>(isLeft + <usize>load<u8>(bins + ((<usize>row) << 2)));
    // Written to both, kept in one: a branch here would be guessed wrong half the time.
    store<u32>(left, row);
    store<u32>(right, row);
    left += goes << 2;
    right += (1 - goes) << 2;
  }
  memory.copy(left, aside, right - aside);
  return <i32>((left - order) >>> 2);
}
