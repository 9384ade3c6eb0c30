/**
 * The inner loops of the CSV reader in AssemblyScript (SIMD): find the cells of plain records, trim and hash cells, number the
 * words of text columns. Each has a twin in plain TypeScript that says what it must do (`scan-csv.ts`, `cell-batch.ts`,
 * `text-builder.ts`, `number-builder.ts`, `date-builder.ts`); a fuzz test holds them to the same table. `npm run kernels` compiles this file.
 *
 * One room, because all of it works on the batch whose arrays `useBatch` is told: cells are found, measured, then read column by
 * column. One instance serves one reading. Offsets are in bytes from the start of the text buffer unless they are called pointers.
 */

const LF: u8 = 10;
const CR: u8 = 13;
const QUOTE: u8 = 0x22;
const MISSING_CODE: u32 = 0xffffffff;

/** Why `scan` stopped: no whole record is left, the batch is full, or the next record is for the twin. */
const MORE: i32 = 0;
const FULL: i32 = 1;
const ODD: i32 = 2;

/** Doubled quotes of a record are noted for this many of its cells. */
const MAX_ESCAPED: u32 = 64;

let width: u32 = 0;
let capacity: u32 = 0;
let fromAt: usize = 0;
let toAt: usize = 0;
let trimFromAt: usize = 0;
let trimToAt: usize = 0;
let hashAAt: usize = 0;
let hashBAt: usize = 0;
let lineAt: usize = 0;
let rowHighAt: usize = 0;
let rowLowAt: usize = 0;

let delimiter: u8 = 0;
let hasQuotes: bool = false;
let maxCellBytes: u32 = 0;
/** The first name of the header: a record that starts with it may repeat the header. */
let nameAt: usize = 0;
let nameLength: i32 = -1;
const escapedAt: usize = heap.alloc(<usize>MAX_ESCAPED * 4);

/** What the last `scan` came to. */
let stopped: i32 = MORE;
let rowsNow: u32 = 0;

export function allocate(bytes: usize): usize {
  return heap.alloc(bytes);
}

export function release(pointer: usize): void {
  heap.free(pointer);
}

/** `pointer`: six arrays of `rows * columns` and three of `rows` 32-bit numbers, in the order in which `CellBatch` lists them. */
export function useBatch(pointer: usize, columns: u32, rows: u32): void {
  const cells: usize = (<usize>columns * rows) << 2;
  width = columns;
  capacity = rows;
  fromAt = pointer;
  toAt = fromAt + cells;
  trimFromAt = toAt + cells;
  trimToAt = trimFromAt + cells;
  hashAAt = trimToAt + cells;
  hashBAt = hashAAt + cells;
  lineAt = hashBAt + cells;
  rowHighAt = lineAt + ((<usize>rows) << 2);
  rowLowAt = rowHighAt + ((<usize>rows) << 2);
}

/** `length` < 0: no record can be told from the header. */
export function useDialect(delimiterByte: u32, quoted: bool, longestCell: u32, firstName: usize, length: i32): void {
  delimiter = <u8>delimiterByte;
  hasQuotes = quoted;
  maxCellBytes = longestCell;
  nameAt = firstName;
  nameLength = length;
}

export function stopReason(): i32 {
  return stopped;
}

export function rowsInBatch(): u32 {
  return rowsNow;
}

/** First `mark`, quotation mark or line break at or after `at`; `limit` or beyond when there is none. Reads up to 15 bytes past `limit`. */
function endOf(mark: u8, at: usize, limit: usize): usize {
  const marks = i8x16.splat(<i8>mark);
  const quotes = i8x16.splat(<i8>QUOTE);
  const lf = i8x16.splat(<i8>LF);
  const cr = i8x16.splat(<i8>CR);
  while (at < limit) {
    const block = v128.load(at);
    const hits = v128.or(v128.or(i8x16.eq(block, marks), i8x16.eq(block, quotes)), v128.or(i8x16.eq(block, lf), i8x16.eq(block, cr)));
    const mask = i8x16.bitmask(hits);
    if (mask != 0) return at + ctz(mask);
    at += 16;
  }
  return limit;
}

/**
 * Writes plain records from `start` on into the batch, from row `row` on: as many cells as the table has columns, on one line,
 * closing quotes before a delimiter or a line break, something in them. Returns where the first record begins that was not
 * taken; `stopReason` and `rowsInBatch` tell the rest.
 */
export function scan(buffer: usize, start: u32, length: u32, row: u32, line: u32): u32 {
  const limit = buffer + length;
  let p = buffer + start;
  let recordAt = p;
  for (; row < capacity; row++, line++) {
    recordAt = p;
    let cell: usize = (<usize>row * width) << 2;
    let column: u32 = 0;
    let escaped: u32 = 0;
    let hasText = false;
    /** A quotation mark stands in the middle of an unquoted cell: where one ends another cell, the twin looks into it. */
    let isOpen = false;
    for (;;) {
      let cellFrom = p;
      let cellTo: usize;
      if (hasQuotes && p < limit && load<u8>(p) == QUOTE) {
        hasText = true;
        cellFrom = ++p;
        let doubled = false;
        for (;;) {
          p = endOf(QUOTE, p, limit);
          if (p + 1 >= limit) return stop(MORE, row, recordAt - buffer);
          if (load<u8>(p) != QUOTE) return stop(ODD, row, recordAt - buffer);
          if (load<u8>(p + 1) != QUOTE) break;
          doubled = true;
          p += 2;
        }
        cellTo = p++;
        if (doubled) {
          if (escaped == MAX_ESCAPED) return stop(ODD, row, recordAt - buffer);
          store<u32>(escapedAt + ((<usize>escaped) << 2), column);
          escaped++;
        }
      } else {
        p = endOf(delimiter, p, limit);
        while (p < limit && load<u8>(p) == QUOTE) {
          // At the limit lies a line break.
          const next = load<u8>(p + 1);
          const endsCell = next == delimiter || next == LF || next == CR;
          if (endsCell && isOpen && hasQuotes) return stop(ODD, row, recordAt - buffer);
          isOpen = isOpen || !endsCell;
          p = endOf(delimiter, p + 1, limit);
        }
        if (p >= limit) return stop(MORE, row, recordAt - buffer);
        cellTo = p;
      }
      if (column == width || <u32>(cellTo - cellFrom) > maxCellBytes) return stop(ODD, row, recordAt - buffer);
      store<u32>(fromAt + cell, <u32>(cellFrom - buffer));
      store<u32>(toAt + cell, <u32>(cellTo - buffer));
      hasText = hasText || !isBlank(cellFrom, cellTo);
      cell += 4;
      column++;
      const end = load<u8>(p);
      p++;
      if (end == delimiter) continue;
      if (end == LF) break;
      if (end != CR) return stop(ODD, row, recordAt - buffer);
      if (p >= limit) return stop(MORE, row, recordAt - buffer);
      if (load<u8>(p) == LF) p++;
      break;
    }
    if (column != width || !hasText || startsLikeHeader(buffer, row)) return stop(ODD, row, recordAt - buffer);
    for (let i: u32 = 0; i < escaped; i++) unescape(buffer, (<usize>row * width + load<u32>(escapedAt + ((<usize>i) << 2))) << 2);
    store<u32>(lineAt + ((<usize>row) << 2), line);
  }
  return stop(FULL, row, p - buffer);
}

function stop(reason: i32, row: u32, at: usize): u32 {
  stopped = reason;
  rowsNow = row;
  return <u32>at;
}

function isBlank(from: usize, to: usize): bool {
  if (from == to) return true;
  const first = load<u8>(from);
  return (first <= 0x20 || first >= 0x80) && trimStart(from, to) == to;
}

function startsLikeHeader(buffer: usize, row: u32): bool {
  if (nameLength < 0) return false;
  const cell: usize = (<usize>row * width) << 2;
  const from = trimStart(buffer + load<u32>(fromAt + cell), buffer + load<u32>(toAt + cell));
  const to = trimEnd(from, buffer + load<u32>(toAt + cell));
  return to - from == <usize>nameLength && memory.compare(from, nameAt, nameLength) == 0;
}

/** Doubled quotes become one, in place. */
function unescape(buffer: usize, cell: usize): void {
  const end = buffer + load<u32>(toAt + cell);
  let write = buffer + load<u32>(fromAt + cell);
  for (let p = write; p < end; p++) {
    const byte = load<u8>(p);
    if (byte == QUOTE) p++;
    store<u8>(write++, byte);
  }
  store<u32>(toAt + cell, <u32>(write - buffer));
}

/** As `trimStart` of `bytes-trim.ts`, on pointers. */
function trimStart(from: usize, to: usize): usize {
  let p = from;
  while (p < to) {
    const byte = load<u8>(p);
    if (byte > 0x20) {
      if (byte < 0xc2) return p;
      const wide = blankAt(p, to);
      if (wide == 0) return p;
      p += wide;
    } else if (byte == 0x20 || (byte >= 9 && byte <= 13)) p++;
    else return p;
  }
  return to;
}

/** As `trimEnd` of `bytes-trim.ts`, on pointers. */
function trimEnd(from: usize, to: usize): usize {
  let p = to;
  while (p > from) {
    const byte = load<u8>(p - 1);
    if (byte > 0x20) {
      if (byte < 0x80) return p;
      const bytes: usize = p - from >= 2 && load<u8>(p - 2) == 0xc2 ? 2 : 3;
      if (p - from < bytes || blankAt(p - bytes, p) != bytes) return p;
      p -= bytes;
    } else if (byte == 0x20 || (byte >= 9 && byte <= 13)) p--;
    else return p;
  }
  return from;
}

function blankAt(p: usize, to: usize): usize {
  const byte = load<u8>(p);
  if (byte == 0xc2) return p + 1 < to && load<u8>(p + 1) == 0xa0 ? 2 : 0;
  if (p + 2 >= to) return 0;
  const second = load<u8>(p + 1);
  const third = load<u8>(p + 2);
  if (byte == 0xe3) return second == 0x80 && third == 0x80 ? 3 : 0;
  if (byte == 0xe2) return second == 0x80 && third == 0x8b ? 3 : 0;
  if (byte == 0xef) return second == 0xbb && third == 0xbf ? 3 : 0;
  return 0;
}

/** As `CellBatch.measure`. */
export function measure(buffer: usize, rows: u32): void {
  let cell: usize = 0;
  for (let row: usize = 0; row < rows; row++) {
    let high: i32 = 0x3c6ef372;
    let low: i32 = 0x1b873593;
    for (let column: u32 = 0; column < width; column++, cell += 4) {
      let p = buffer + load<u32>(fromAt + cell);
      let end = buffer + load<u32>(toAt + cell);
      if (p < end) {
        const first = load<u8>(p);
        if (first <= 0x20 || first >= 0x80) p = trimStart(p, end);
        const final = load<u8>(end - 1);
        if (final <= 0x20 || final >= 0x80) end = trimEnd(p, end);
      }
      store<u32>(trimFromAt + cell, <u32>(p - buffer));
      store<u32>(trimToAt + cell, <u32>(end - buffer));
      let a: i32 = (<i32>(end - p)) ^ 0x2545f491;
      let b: i32 = (<i32>(end - p)) ^ 0x27d4eb2f;
      for (; p + 4 <= end; p += 4) {
        const word = load<i32>(p);
        a = (a ^ word) * <i32>0x9e3779b1;
        a ^= a >>> 15;
        b = (b ^ word) * <i32>0x85ebca6b;
        b ^= b >>> 13;
      }
      let word: i32 = 0;
      for (; p < end; p++) word = (word << 8) | load<u8>(p);
      a = (a ^ word) * <i32>0xc2b2ae35;
      a ^= a >>> 16;
      b = (b ^ word) * <i32>0x165667b1;
      b ^= b >>> 15;
      store<i32>(hashAAt + cell, a);
      store<i32>(hashBAt + cell, b);
      high = (high ^ a) * <i32>0x9e3779b1;
      high = rotl(high, 7);
      low = (low ^ b) * <i32>0x85ebca6b;
      low = rotl(low, 11);
    }
    store<i32>(rowHighAt + (row << 2), (high ^ (high >>> 15)) * 0x2c1b3c6d);
    store<i32>(rowLowAt + (row << 2), (low ^ (low >>> 13)) * 0x297a2d39);
  }
}

/**
 * The words of a text column's chunk: an open-addressing table over their bytes, as `text-builder.ts` has it. `slots` holds pairs of
 * entry + 1 and hash.
 */
@unmanaged
class Words {
  codes: usize;
  codesRoom: u32;
  rows: u32;
  slots: usize;
  /** Pairs, a power of two. */
  slotCount: u32;
  starts: usize;
  hashesA: usize;
  hashesB: usize;
  flags: usize;
  entryRoom: u32;
  entries: u32;
  arena: usize;
  arenaRoom: u32;
  arenaLength: u32;
  /** 0: every cell is a word of its own. */
  lookUp: u32;
  valid: u32;
  missing: u32;
  digitsLost: u32;
  blanks: u32;
}

/** What an entry is: a word for "nothing", a number that has lost digits. */
const NOTHING: u8 = 1;
const LOST_DIGITS: u8 = 2;

/** Why `addWords` stopped before the last row: the new entry has to be looked at, or the cell has blanks around it. */
const NEW_ENTRY: i32 = 1;
const BLANKS: i32 = 2;

const PLUS: u8 = 0x2b;
const LONGEST_NOTHING: u32 = 10;
/** 1 for the bytes with which words for "nothing" start; filled from outside. */
const firstBytesAt: usize = heap.alloc(256);

export function nothingStarts(): usize {
  return firstBytesAt;
}

export function newWords(): usize {
  const words = changetype<Words>(heap.alloc(offsetof<Words>()));
  memory.fill(changetype<usize>(words), 0, offsetof<Words>());
  words.lookUp = 1;
  words.slotCount = 1 << 9;
  words.slots = heap.alloc((<usize>words.slotCount) << 3);
  memory.fill(words.slots, 0, (<usize>words.slotCount) << 3);
  words.entryRoom = 1 << 8;
  words.starts = heap.alloc((<usize>words.entryRoom + 1) << 2);
  words.hashesA = heap.alloc((<usize>words.entryRoom) << 2);
  words.hashesB = heap.alloc((<usize>words.entryRoom) << 2);
  words.flags = heap.alloc(words.entryRoom);
  words.arenaRoom = 1 << 12;
  words.arena = heap.alloc(words.arenaRoom);
  return changetype<usize>(words);
}

/** Makes room for `rows` codes in all, at most those of a chunk. */
export function reserveCodes(pointer: usize, rows: u32): void {
  const words = changetype<Words>(pointer);
  if (rows <= words.codesRoom) return;
  words.codes = words.codes == 0 ? heap.alloc((<usize>rows) << 2) : heap.realloc(words.codes, (<usize>rows) << 2);
  words.codesRoom = rows;
}

/** Empties the table for the next chunk. */
export function nextChunk(pointer: usize, lookUp: bool): void {
  const words = changetype<Words>(pointer);
  if (words.lookUp != 0) memory.fill(words.slots, 0, (<usize>words.slotCount) << 3);
  words.lookUp = lookUp ? 1 : 0;
  words.entries = 0;
  words.arenaLength = 0;
  words.rows = 0;
}

/**
 * Adds the cells of `column` in the rows `[row, toRow)` of the measured batch. Stops after a row whose new entry may be a word for
 * "nothing" or a number with lost digits (its cell is then not counted yet), and, with `tellBlanks`, after a cell with blanks
 * around it. Returns the row after the last one added; `stopReason` says why it is not `toRow`.
 */
export function addWords(pointer: usize, buffer: usize, column: u32, row: u32, toRow: u32, tellBlanks: bool): u32 {
  const words = changetype<Words>(pointer);
  let cell: usize = (<usize>row * width + column) << 2;
  const step: usize = (<usize>width) << 2;
  let code = words.codes + ((<usize>words.rows) << 2);
  stopped = 0;
  for (; row < toRow; row++, cell += step, code += 4) {
    const trimFrom = load<u32>(trimFromAt + cell);
    const trimTo = load<u32>(trimToAt + cell);
    words.rows++;
    if (trimFrom == trimTo) {
      words.missing++;
      store<u32>(code, MISSING_CODE);
      continue;
    }
    const from = load<u32>(fromAt + cell);
    const to = load<u32>(toAt + cell);
    const before = words.entries;
    const entry =
      words.lookUp != 0
        ? entryOf(words, buffer + from, to - from, load<i32>(hashAAt + cell), cell)
        : append(words, buffer + from, to - from, cell);
    store<u32>(code, entry);
    if (words.entries != before) {
      const last = buffer + trimTo;
      const isShort = trimTo - trimFrom <= LONGEST_NOTHING && load<u8>(firstBytesAt + load<u8>(buffer + trimFrom)) != 0;
      if (isShort || (trimTo >= 2 && load<u8>(last - 2) == PLUS) || (trimTo >= 3 && load<u8>(last - 3) == PLUS)) {
        stopped = NEW_ENTRY;
        return row + 1;
      }
    } else {
      const flag = load<u8>(words.flags + entry);
      if (flag & NOTHING) {
        words.missing++;
        continue;
      }
      if (flag & LOST_DIGITS) words.digitsLost++;
    }
    words.valid++;
    if (from != trimFrom || to != trimTo) {
      words.blanks++;
      if (tellBlanks) {
        stopped = BLANKS;
        return row + 1;
      }
    }
  }
  return row;
}

function entryOf(words: Words, at: usize, length: u32, hash: i32, cell: usize): u32 {
  const mask = words.slotCount - 1;
  let slot = (<u32>(hash ^ (hash >>> 15))) & mask;
  for (;;) {
    const pair = words.slots + ((<usize>slot) << 3);
    const entry = load<u32>(pair);
    if (entry == 0) break;
    if (load<i32>(pair, 4) == hash) {
      const start = load<u32>(words.starts + ((<usize>(entry - 1)) << 2));
      const known = load<u32>(words.starts + ((<usize>(entry - 1)) << 2), 4) - start;
      if (known == length && isSame(words.arena + start, at, length)) return entry - 1;
    }
    slot = (slot + 1) & mask;
  }
  const entry = append(words, at, length, cell);
  const pair = words.slots + ((<usize>slot) << 3);
  store<u32>(pair, entry + 1);
  store<i32>(pair, hash, 4);
  if (words.entries > words.slotCount >> 1) growSlots(words);
  return entry;
}

function isSame(a: usize, b: usize, length: u32): bool {
  let left: u32 = length;
  while (left >= 8) {
    if (load<u64>(a) != load<u64>(b)) return false;
    a += 8;
    b += 8;
    left -= 8;
  }
  while (left > 0) {
    if (load<u8>(a) != load<u8>(b)) return false;
    a++;
    b++;
    left--;
  }
  return true;
}

function append(words: Words, at: usize, length: u32, cell: usize): u32 {
  const start = words.arenaLength;
  // Copied in steps of 16 bytes: up to 15 too many.
  if (start + length + 16 > words.arenaRoom) growArena(words, start + length + 16);
  let write = words.arena + start;
  for (let copied: u32 = 0; copied < length; copied += 16, write += 16) v128.store(write, v128.load(at + copied));
  const entry = words.entries;
  if (entry == words.entryRoom) growEntries(words);
  const place = (<usize>entry) << 2;
  store<u32>(words.starts + place, start);
  store<u32>(words.starts + place, start + length, 4);
  store<i32>(words.hashesA + place, load<i32>(hashAAt + cell));
  store<i32>(words.hashesB + place, load<i32>(hashBAt + cell));
  store<u8>(words.flags + entry, 0);
  words.entries = entry + 1;
  words.arenaLength = start + length;
  return entry;
}

function growArena(words: Words, need: u32): void {
  const room = max(words.arenaRoom << 1, need);
  words.arena = heap.realloc(words.arena, room);
  words.arenaRoom = room;
}

function growEntries(words: Words): void {
  const room = words.entryRoom << 1;
  words.starts = heap.realloc(words.starts, (<usize>room + 1) << 2);
  words.hashesA = heap.realloc(words.hashesA, (<usize>room) << 2);
  words.hashesB = heap.realloc(words.hashesB, (<usize>room) << 2);
  words.flags = heap.realloc(words.flags, room);
  words.entryRoom = room;
}

function growSlots(words: Words): void {
  const count = words.slotCount << 1;
  heap.free(words.slots);
  words.slots = heap.alloc((<usize>count) << 3);
  memory.fill(words.slots, 0, (<usize>count) << 3);
  words.slotCount = count;
  const mask = count - 1;
  for (let entry: u32 = 0; entry < words.entries; entry++) {
    const hash = load<i32>(words.hashesA + ((<usize>entry) << 2));
    let slot = (<u32>(hash ^ (hash >>> 15))) & mask;
    while (load<u32>(words.slots + ((<usize>slot) << 3)) != 0) slot = (slot + 1) & mask;
    const pair = words.slots + ((<usize>slot) << 3);
    store<u32>(pair, entry + 1);
    store<i32>(pair, hash, 4);
  }
}

/** What the last `addNumbers` or `addDays` saw: lowest, highest (float64), valid, missing, whether one has a fraction (u32). */
const seenAt: usize = heap.alloc(32);
const powers: usize = memory.data<f64>([1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]);

export function seen(): usize {
  return seenAt;
}

function noteSeen(low: f64, high: f64, valid: u32, missing: u32, fractional: bool): void {
  store<f64>(seenAt, low);
  store<f64>(seenAt, high, 8);
  store<u32>(seenAt, valid, 16);
  store<u32>(seenAt, missing, 20);
  store<u32>(seenAt, fractional ? 1 : 0, 24);
}

/**
 * Reads the cells of `column` in the rows `[row, toRow)` of the measured batch into `values` (float64), as `plainNumberOfBytes`
 * does; NaN for empty cells. Returns the first row whose cell has to be looked at more closely, or `toRow`.
 */
export function addNumbers(values: usize, buffer: usize, column: u32, row: u32, toRow: u32, decimal: u32): u32 {
  let cell: usize = (<usize>row * width + column) << 2;
  const step: usize = (<usize>width) << 2;
  let low: f64 = Infinity;
  let high: f64 = -Infinity;
  let valid: u32 = 0;
  let missing: u32 = 0;
  let fractional = false;
  for (; row < toRow; row++, cell += step, values += 8) {
    let p = buffer + load<u32>(trimFromAt + cell);
    const to = buffer + load<u32>(trimToAt + cell);
    if (p == to) {
      missing++;
      store<f64>(values, NaN);
      continue;
    }
    const negative = load<u8>(p) == 0x2d;
    if (negative) p++;
    if (p >= to || to - p > 16) break;
    if (load<u8>(p) == 0x30 && to - p > 1 && load<u8>(p + 1) != decimal) break;
    let whole: i64 = 0;
    let digits: u32 = 0;
    let point: i32 = -1;
    for (; p < to; p++) {
      const byte = <u32>load<u8>(p);
      const digit = byte - 0x30;
      if (digit <= 9) {
        whole = whole * 10 + digit;
        digits++;
      } else if (byte == decimal && point < 0 && digits > 0) point = digits;
      else break;
    }
    if (p < to || digits > 15 || digits == 0) break;
    let value = <f64>whole;
    if (point >= 0) value /= load<f64>(powers + ((<usize>(digits - point)) << 3));
    if (negative) value = -value;
    store<f64>(values, value);
    valid++;
    if (value < low) low = value;
    if (value > high) high = value;
    fractional = fractional || value != Math.floor(value);
  }
  noteSeen(low, high, valid, missing, fractional);
  return row;
}

/** A number of two digits; far above 99 where it is none. */
function pairOf(at: usize): u32 {
  const tens = <u32>load<u8>(at) - 0x30;
  const ones = <u32>load<u8>(at + 1) - 0x30;
  return tens <= 9 && ones <= 9 ? tens * 10 + ones : 10_000;
}

/** Days in each month of a common year, by month. */
const monthDays: usize = memory.data<u8>([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);

/** As `addNumbers`, for dates written as 2024-01-03, into days since 1970-01-01 (int32); `none` for empty cells. */
export function addDays(values: usize, buffer: usize, column: u32, row: u32, toRow: u32, none: i32): u32 {
  let cell: usize = (<usize>row * width + column) << 2;
  const step: usize = (<usize>width) << 2;
  let low: f64 = Infinity;
  let high: f64 = -Infinity;
  let valid: u32 = 0;
  let missing: u32 = 0;
  for (; row < toRow; row++, cell += step, values += 4) {
    const p = buffer + load<u32>(trimFromAt + cell);
    const to = buffer + load<u32>(trimToAt + cell);
    if (p == to) {
      missing++;
      store<i32>(values, none);
      continue;
    }
    if (to - p != 10 || load<u8>(p, 4) != 0x2d || load<u8>(p, 7) != 0x2d) break;
    const year = pairOf(p) * 100 + pairOf(p + 2);
    const month = pairOf(p + 5);
    const day = pairOf(p + 8);
    // Other years are left to the twin, which knows what is a date.
    if (year < 1600 || year > 2400 || month < 1 || month > 12 || day < 1) break;
    const isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (day > <u32>load<u8>(monthDays + month) + (isLeap && month == 2 ? 1 : 0)) break;
    // Days from civil: years begin in March (Hinnant, chrono-compatible low-level date algorithms).
    const y = month <= 2 ? year - 1 : year;
    const era = y / 400;
    const ofEra = y - era * 400;
    const ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const number = <i32>(era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear) - 719_468;
    store<i32>(values, number);
    valid++;
    if (<f64>number < low) low = <f64>number;
    if (<f64>number > high) high = <f64>number;
  }
  noteSeen(low, high, valid, missing, false);
  return row;
}
