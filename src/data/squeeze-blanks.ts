/**
 * Columns set apart by blanks ("00001  19970101  1  11.77"): a run of blanks counts as one delimiter, blanks at the ends
 * of a line as none. Quoted parts stay as they are. Works on UTF-8 (and any encoding whose blank is always a blank).
 */
const BLANK = 0x20;
const QUOTE = 0x22;

export class BlankSqueezer {
  private readonly quote: number;
  private isQuoted = false;
  private afterQuote = false;
  private isPending = false;
  private atStart = true;

  /** `mark`: byte of the quotation mark. */
  constructor(quote: boolean, mark = QUOTE) {
    this.quote = quote ? mark : -1;
  }

  squeeze(bytes: Uint8Array): Uint8Array {
    // One more than came in: a blank may be pending from the piece before.
    const out = new Uint8Array(bytes.length + 1);
    let write = 0;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      if (this.isQuoted) {
        if (byte === this.quote) {
          this.isQuoted = false;
          this.afterQuote = true;
        }
        out[write++] = byte;
        continue;
      }
      if (byte === BLANK) {
        this.isPending = true;
        this.afterQuote = false;
        continue;
      }
      const isBreak = byte === 10 || byte === 13;
      const startsField = this.isPending || this.atStart;
      if (this.isPending && !this.atStart && !isBreak) out[write++] = BLANK;
      if (byte === this.quote && (startsField || this.afterQuote)) this.isQuoted = true;
      this.afterQuote = false;
      this.isPending = false;
      this.atStart = isBreak;
      out[write++] = byte;
    }
    return out.subarray(0, write);
  }
}

/** The same for a sample that was decoded already. */
export function squeezeText(text: string, quote: boolean): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new BlankSqueezer(quote).squeeze(new TextEncoder().encode(text)));
}
