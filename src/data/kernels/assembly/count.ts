/**
 * Counts records as `count-records.ts` does (see there for the grammar), for delimiters of one byte. It shares no code with the
 * scanner, on purpose: it is the second opinion.
 */

const FIELD: i32 = 0;
const TEXT: i32 = 1;
const QUOTED: i32 = 2;
const CLOSING: i32 = 3;

let records: u32 = 0;
let state: i32 = FIELD;
let open: bool = false;
let afterReturn: bool = false;
let room: usize = 0;
let text: usize = 0;

/** Where to write the next `bytes` bytes. */
export function buffer(bytes: usize): usize {
  if (bytes > room) {
    if (text != 0) heap.free(text);
    room = bytes;
    text = heap.alloc(bytes + 16);
  }
  return text;
}

/** `quote`: negative where a quote is an ordinary character. */
export function add(length: usize, delimiter: i32, quote: i32): void {
  const limit = text + length;
  const marks = i8x16.splat(<i8>delimiter);
  const feeds = i8x16.splat(10);
  const returns = i8x16.splat(13);
  const quotes = i8x16.splat(<i8>quote);
  let p = text;
  while (p < limit) {
    if (state == QUOTED) {
      let mask: i32 = 0;
      while (p < limit) {
        mask = i8x16.bitmask(i8x16.eq(v128.load(p), quotes));
        if (mask != 0) break;
        p += 16;
      }
      if (mask != 0) p += ctz(mask);
      if (p >= limit) break;
      p++;
      state = CLOSING;
      continue;
    }
    const byte = <i32>load<u8>(p);
    if (byte == 10 || byte == 13) {
      p++;
      if (byte == 10 && afterReturn) {
        afterReturn = false;
        continue;
      }
      records++;
      state = FIELD;
      open = false;
      afterReturn = byte == 13;
      continue;
    }
    afterReturn = false;
    open = true;
    if (byte == quote && state != TEXT) {
      state = QUOTED;
      p++;
      continue;
    }
    if (byte == delimiter) {
      state = FIELD;
      p++;
      continue;
    }
    state = TEXT;
    let mask: i32 = 0;
    p++;
    while (p < limit) {
      const block = v128.load(p);
      mask = i8x16.bitmask(v128.or(i8x16.eq(block, marks), v128.or(i8x16.eq(block, feeds), i8x16.eq(block, returns))));
      if (mask != 0) break;
      p += 16;
    }
    if (mask != 0) p += ctz(mask);
  }
}

/** The number of records, with the last one whether or not a line break ends it. */
export function total(): u32 {
  return records + (open ? 1 : 0);
}
