/**
 * Whether bytes are well-formed in a double-byte encoding, and which lead bytes they use. Well-formed alone proves
 * little, so `guess-encoding.ts` asks whether the leads are those of everyday characters.
 * Ranges: WHATWG Encoding Standard (big5, shift_jis, euc-jp, euc-kr decoders).
 */
export interface ByteForm {
  /** Inclusive ranges of bytes that begin a pair, that end one, and that stand alone (besides ASCII). */
  lead: readonly (readonly [number, number])[];
  trail: readonly (readonly [number, number])[];
  single: readonly (readonly [number, number])[];
  /** A byte that comes before a whole pair and belongs to it. */
  shift?: number;
}

const LEAD = 1;
const SINGLE = 2;
const SHIFT = 3;

export class DoubleByteCheck {
  pairs = 0;
  errors = 0;
  /** Pairs by lead byte; pairs whose second byte is ASCII. */
  readonly leads = new Uint32Array(256);
  lowTrails = 0;
  private readonly kinds = new Uint8Array(256);
  private readonly trails = new Uint8Array(256);
  private lead = 0;

  constructor({ lead, trail, single, shift }: ByteForm) {
    for (const [from, to] of lead) this.kinds.fill(LEAD, from, to + 1);
    for (const [from, to] of single) this.kinds.fill(SINGLE, from, to + 1);
    for (const [from, to] of trail) this.trails.fill(1, from, to + 1);
    if (shift !== undefined) this.kinds[shift] = SHIFT;
  }

  add(bytes: Uint8Array): void {
    const { kinds, trails, leads } = this;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      if (this.lead === 0) {
        if (byte < 0x80 || kinds[byte] === SINGLE || kinds[byte] === SHIFT) continue;
        if (kinds[byte] === LEAD) this.lead = byte;
        else this.errors++;
        continue;
      }
      if (trails[byte] === 1) {
        this.pairs++;
        leads[this.lead]++;
        if (byte < 0x80) this.lowTrails++;
      } else {
        this.errors++;
        // An ASCII byte is read again, as itself: it must not be swallowed by a broken lead.
        if (byte < 0x80) i--;
      }
      this.lead = 0;
    }
  }

  /** No more pieces. */
  end(): void {
    if (this.lead !== 0) this.errors++;
    this.lead = 0;
  }

  /** Share of the pairs whose lead byte is in one of these ranges. */
  share(...ranges: readonly (readonly [number, number])[]): number {
    let found = 0;
    for (const [from, to] of ranges) for (let byte = from; byte <= to; byte++) found += this.leads[byte];
    return this.pairs === 0 ? 0 : found / this.pairs;
  }
}
