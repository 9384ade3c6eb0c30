/**
 * Counts the records of delimited text by the quoting rules alone, so that a parser's own count can be checked against
 * it. It shares no code with any parser, on purpose.
 *
 * Grammar (RFC 4180, and what real files add to it): a record ends at LF, CR or CR LF outside quotes, or at the end of
 * the text. A quote opens a quoted part only as the first character of a field. Inside, two quotes stand for one, and a
 * single quote closes; whatever follows it up to the next delimiter belongs to the field, and quotes there are text.
 * Where a backslash escapes, the byte after one inside a quoted part is text, whatever it is.
 */
const FIELD = 0;
const TEXT = 1;
const QUOTED = 2;
const CLOSING = 3;

export class RecordCounter {
  private readonly delimiter: Uint8Array;
  private readonly quote: number;
  private readonly escape: number;
  /** The next byte is escaped. */
  private escaped = false;
  /** 1 for bytes that mean something outside quotes. */
  private readonly telling = new Uint8Array(256);
  private records = 0;
  private state = FIELD;
  /** Bytes of the delimiter matched so far. */
  private matched = 0;
  /** The record has begun: something of it was read. */
  private open = false;
  private afterReturn = false;

  /** `quote`: false where a quote is an ordinary character. `mark`, `escape`: bytes of the quotation mark and of what escapes it. */
  constructor(delimiter: string, quote: boolean, mark = 0x22, escape = -1) {
    this.delimiter = new TextEncoder().encode(delimiter);
    this.quote = quote ? mark : -1;
    this.escape = escape;
    for (const byte of [...this.delimiter, 10, 13, mark]) this.telling[byte] = 1;
  }

  add(bytes: Uint8Array): void {
    const { delimiter, quote, telling } = this;
    const first = delimiter[0];
    const width = delimiter.length;
    const n = bytes.length;
    let { state, matched, open, afterReturn, records } = this;
    for (let i = 0; i < n; i++) {
      let byte = bytes[i];
      if (state === QUOTED) {
        if (this.escape >= 0) {
          if (this.escaped) this.escaped = false;
          else if (byte === this.escape) this.escaped = true;
          else if (byte === quote) state = CLOSING;
          continue;
        }
        while (byte !== quote && ++i < n) byte = bytes[i];
        if (i < n) state = CLOSING;
        continue;
      }
      if (telling[byte] === 0) {
        // A run of ordinary characters.
        i++;
        while (i + 4 <= n && (telling[bytes[i]] | telling[bytes[i + 1]] | telling[bytes[i + 2]] | telling[bytes[i + 3]]) === 0) i += 4;
        while (i < n && telling[bytes[i]] === 0) i++;
        i--;
        state = TEXT;
        matched = 0;
        open = true;
        afterReturn = false;
        continue;
      }
      if (byte === 10 || byte === 13) {
        if (byte === 10 && afterReturn) {
          afterReturn = false;
          continue;
        }
        records++;
        state = FIELD;
        matched = 0;
        open = false;
        afterReturn = byte === 13;
        continue;
      }
      afterReturn = false;
      open = true;
      if (byte === quote && state !== TEXT) {
        // The first of a field opens; the one after a closing quote makes a pair, so the part goes on.
        state = QUOTED;
        continue;
      }
      if (byte === delimiter[matched]) {
        if (++matched === width) {
          matched = 0;
          state = FIELD;
          continue;
        }
      } else matched = byte === first ? 1 : 0;
      state = TEXT;
    }
    this.state = state;
    this.matched = matched;
    this.open = open;
    this.afterReturn = afterReturn;
    this.records = records;
  }

  /** The number of records, with the last one whether or not a line break ends it. */
  end(): number {
    return this.records + (this.open ? 1 : 0);
  }
}
