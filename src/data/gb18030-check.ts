/**
 * Whether bytes are well-formed GB18030 and look like Chinese text. Well-formed alone proves little: most two-byte
 * encodings and even accented Latin letters before another letter pass, so common characters are counted too.
 * Ranges: GB 18030-2005 (WHATWG Encoding Standard, gb18030 decoder); level 1 of GB 2312 is lead B0..D7, trail A1..FE.
 */
export class Gb18030Check {
  /** Two-byte characters, and those among them that are GB 2312 characters of level 1 or punctuation (A1, A3). */
  pairs = 0;
  common = 0;
  /** Of the common ones, characters with a lead byte from C9 on: a third of Chinese text, none of Korean (EUC-KR). */
  late = 0;
  errors = 0;
  /** Stream offset of the first broken byte, or -1. */
  firstError = -1;
  private offset = 0;
  private lead = 0;
  /** 0: nothing open, 1: lead seen, 2 and 3: inside a four-byte character. */
  private state = 0;

  add(bytes: Uint8Array): void {
    const n = bytes.length;
    for (let i = 0; i < n; i++) {
      const byte = bytes[i];
      switch (this.state) {
        case 0:
          if (byte < 0x80) break;
          if (byte === 0x80 || byte === 0xff) this.fail(i);
          else {
            this.lead = byte;
            this.state = 1;
          }
          break;
        case 1:
          if (byte >= 0x30 && byte <= 0x39) this.state = 2;
          else {
            this.state = 0;
            if (byte < 0x40 || byte === 0x7f || byte === 0xff) {
              this.fail(i);
              i--;
            } else this.pair(byte);
          }
          break;
        case 2:
          this.state = 3;
          if (byte < 0x81 || byte === 0xff) this.fail(i);
          break;
        default:
          this.state = 0;
          if (byte < 0x30 || byte > 0x39) this.fail(i);
      }
    }
    this.offset += n;
  }

  end(): void {
    if (this.state !== 0) this.fail(0);
  }

  /** Text in which at least this share of the two-byte characters are everyday ones is taken for Chinese. */
  looksChinese(): boolean {
    return this.pairs > 0 && this.common >= 0.7 * this.pairs && (this.pairs < 50 || this.late >= 0.05 * this.pairs);
  }

  private pair(trail: number): void {
    this.pairs++;
    const { lead } = this;
    if (trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || lead === 0xa1 || lead === 0xa3)) {
      this.common++;
      if (lead >= 0xc9) this.late++;
    }
  }

  private fail(at: number): void {
    this.state = 0;
    this.errors++;
    if (this.firstError < 0) this.firstError = this.offset + at;
  }
}
