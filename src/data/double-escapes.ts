/**
 * Quotation marks escaped by a backslash (`"say \"yes\""`) become doubled ones, so that one grammar is enough for the
 * readers. Inside quoted parts only: `\"` -> `""`, `\\` -> `\`; before anything else a backslash is an ordinary character.
 * Works on UTF-8 and leaves line breaks alone, so lines keep their numbers.
 */
const BACKSLASH = 0x5c;
const FIELD = 0;
const TEXT = 1;
const QUOTED = 2;
const ESCAPED = 3;
const CLOSING = 4;

export class EscapeDoubler {
  private readonly delimiter: Uint8Array;
  private readonly mark: number;
  private state = FIELD;
  /** Bytes of the delimiter matched so far. */
  private matched = 0;

  /** `mark`: the quotation mark, one ASCII character. */
  constructor(delimiter: string, mark: string) {
    this.delimiter = new TextEncoder().encode(delimiter);
    this.mark = mark.charCodeAt(0);
  }

  rewrite(bytes: Uint8Array): Uint8Array {
    const { delimiter, mark } = this;
    // One more than came in: a backslash may be held back from the piece before.
    const out = new Uint8Array(bytes.length + 1);
    let write = 0;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      switch (this.state) {
        case QUOTED:
          if (byte === BACKSLASH) {
            this.state = ESCAPED;
            continue;
          }
          if (byte === mark) this.state = CLOSING;
          break;
        case ESCAPED:
          this.state = QUOTED;
          if (byte !== BACKSLASH) out[write++] = byte === mark ? mark : BACKSLASH;
          break;
        default:
          this.outside(byte, delimiter);
      }
      out[write++] = byte;
    }
    return out.subarray(0, write);
  }

  private outside(byte: number, delimiter: Uint8Array): void {
    if (byte === 10 || byte === 13) {
      this.state = FIELD;
      this.matched = 0;
    } else if (byte === this.mark && this.state !== TEXT) this.state = QUOTED;
    else {
      if (byte === delimiter[this.matched]) this.matched++;
      else this.matched = byte === delimiter[0] ? 1 : 0;
      this.state = TEXT;
      if (this.matched === delimiter.length) {
        this.matched = 0;
        this.state = FIELD;
      }
    }
  }
}
