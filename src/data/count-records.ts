/**
 * Counts the records of delimited text by the quoting rules alone, so that a parser's own count can be checked against
 * it. It shares no code with any parser, on purpose.
 *
 * Grammar (RFC 4180, and what real files add to it): a record ends at LF, CR or CR LF outside quotes, or at the end of
 * the text. A quote opens a quoted part only as the first character of a field. Inside, two quotes stand for one, and a
 * single quote closes; whatever follows it up to the next delimiter belongs to the field, and quotes there are text.
 */
export class RecordCounter {
  private readonly delimiter: Uint8Array;
  private readonly quote: number;
  private records = 0;
  private state: 'field' | 'text' | 'quoted' | 'closing' = 'field';
  /** Bytes of the delimiter matched so far. */
  private matched = 0;
  /** The record has begun: something of it was read. */
  private open = false;
  private afterReturn = false;

  /** `quote`: false where a quote is an ordinary character. */
  constructor(delimiter: string, quote: boolean) {
    this.delimiter = new TextEncoder().encode(delimiter);
    this.quote = quote ? 0x22 : -1;
  }

  add(bytes: Uint8Array): void {
    const { delimiter, quote } = this;
    const first = delimiter[0];
    const width = delimiter.length;
    const n = bytes.length;
    let { state, matched, open, afterReturn, records } = this;
    for (let i = 0; i < n; i++) {
      const byte = bytes[i];
      if (state === 'quoted') {
        if (byte === quote) state = 'closing';
        continue;
      }
      if (byte === 10 && afterReturn) {
        afterReturn = false;
        continue;
      }
      afterReturn = false;
      if (byte === 10 || byte === 13) {
        records++;
        state = 'field';
        matched = 0;
        open = false;
        afterReturn = byte === 13;
        continue;
      }
      if (byte === quote && state !== 'text') {
        // The first of a field opens; the one after a closing quote makes a pair, so the part goes on.
        state = 'quoted';
        open = true;
        continue;
      }
      open = true;
      if (byte === delimiter[matched]) {
        if (++matched === width) {
          matched = 0;
          state = 'field';
          continue;
        }
      } else matched = byte === first ? 1 : 0;
      state = 'text';
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
