/**
 * East Asian encodings by their everyday characters. Each standard sorts its characters by use, so the lead bytes of
 * real text crowd where the common ones are: level 1 hanzi in GB 2312 (rows B0-D7) and Big5 (A4-C6, a second byte below
 * 80 for two in five), kana in Japanese (82-83 in Shift_JIS, A4-A5 in EUC-JP), hangul syllables in EUC-KR (B0-C8).
 * Where two are possible, or one with too little text to tell, nothing is decided: the person is asked.
 */
import type { Encoding } from '../core/reading.ts';
import { DoubleByteCheck } from './double-byte-check.ts';
import { Gb18030Check } from './gb18030-check.ts';

/** With fewer characters than this a text says nothing. */
const MIN_PAIRS = 4;
/** Chinese this long without one of the later rows does not occur; shorter text may be Korean or Chinese. */
const MIN_KOREAN = 50;
/** With fewer everyday characters an encoding is not even offered. */
const MIN_SHOWN = 0.3;
const ENOUGH_BYTES = 8 << 20;
/** One broken character in so many is a broken file, not another encoding. */
const PAIRS_PER_ERROR = 100;

export class EncodingGuess {
  private seen = 0;
  private readonly gb = new Gb18030Check();
  private readonly gbLeads = new DoubleByteCheck({
    lead: [[0x81, 0xfe]],
    trail: [
      [0x40, 0x7e],
      [0x80, 0xfe],
    ],
    single: [],
  });
  private readonly big5 = new DoubleByteCheck({
    lead: [[0x81, 0xfe]],
    trail: [
      [0x40, 0x7e],
      [0xa1, 0xfe],
    ],
    single: [],
  });
  private readonly sjis = new DoubleByteCheck({
    lead: [
      [0x81, 0x9f],
      [0xe0, 0xfc],
    ],
    trail: [
      [0x40, 0x7e],
      [0x80, 0xfc],
    ],
    single: [[0xa1, 0xdf]],
  });
  private readonly eucJp = new DoubleByteCheck({
    lead: [
      [0x8e, 0x8e],
      [0xa1, 0xfe],
    ],
    trail: [[0xa1, 0xfe]],
    single: [],
    shift: 0x8f,
  });
  private readonly eucKr = new DoubleByteCheck({
    lead: [[0x81, 0xfe]],
    trail: [
      [0x41, 0x5a],
      [0x61, 0x7a],
      [0x81, 0xfe],
    ],
    single: [],
  });

  add(bytes: Uint8Array): void {
    this.gb.add(bytes);
    // The other ones are told apart by less.
    if (this.seen < ENOUGH_BYTES) for (const check of this.checks) check.add(bytes);
    this.seen += bytes.length;
  }

  end(): void {
    this.gb.end();
    for (const check of this.checks) check.end();
  }

  /** Encodings in which the text is well-formed and its characters are everyday ones. */
  likely(): Encoding[] {
    const { gb, gbLeads, big5, sjis, eucJp, eucKr } = this;
    const found: Encoding[] = [];
    const isKana = eucJp.share([0xa4, 0xa5]) >= 0.15;
    if (isSound(gb) && gb.looksChinese() && gbLeads.share([0xa4, 0xa5]) < 0.15 && gbLeads.share([0xb0, 0xc3]) >= 0.2) found.push('gb18030');
    if (isSound(big5) && big5.share([0xa1, 0xc6]) >= 0.9 && big5.lowTrails >= 0.15 * big5.pairs) found.push('big5');
    if (isSound(sjis) && sjis.share([0x81, 0x83], [0x88, 0x9f]) >= 0.9 && sjis.share([0x82, 0x83]) >= 0.1) found.push('shift_jis');
    if (isSound(eucJp) && isKana && eucJp.share([0xa1, 0xa5], [0xb0, 0xd4]) >= 0.9) found.push('euc-jp');
    if (isSound(eucKr) && eucKr.share([0xa1, 0xa3], [0xb0, 0xc8]) >= 0.9 && eucKr.share([0xb0, 0xc8]) >= 0.5) found.push('euc-kr');
    return found;
  }

  /** The one encoding that is sure enough to read by. */
  decided(): Encoding | undefined {
    const likely = this.likely();
    if (likely.length !== 1) return undefined;
    const [only] = likely;
    if (only === 'gb18030') return this.gb.pairs >= MIN_PAIRS && this.gb.late > 0 ? only : undefined;
    return this.checkOf(only).pairs >= (only === 'euc-kr' ? MIN_KOREAN : MIN_PAIRS) ? only : undefined;
  }

  /** Encodings worth showing to the person, best first: those in which nothing is broken, by the share of everyday characters. */
  possible(): Encoding[] {
    const shares: [Encoding, boolean, number][] = [
      ['gb18030', isSound(this.gb), this.gb.common / Math.max(1, this.gb.pairs)],
      ['big5', isSound(this.big5), this.big5.share([0xa1, 0xc6])],
      ['shift_jis', isSound(this.sjis), this.sjis.share([0x81, 0x83], [0x88, 0x9f])],
      ['euc-jp', isSound(this.eucJp), this.eucJp.share([0xa4, 0xa5])],
      ['euc-kr', isSound(this.eucKr), this.eucKr.share([0xb0, 0xc8])],
    ];
    return shares
      .filter(([, sound, share]) => sound && share >= MIN_SHOWN)
      .sort((a, b) => b[2] - a[2])
      .map(([encoding]) => encoding);
  }

  private get checks(): DoubleByteCheck[] {
    return [this.gbLeads, this.big5, this.sjis, this.eucJp, this.eucKr];
  }

  private checkOf(encoding: Encoding): DoubleByteCheck {
    switch (encoding) {
      case 'big5':
        return this.big5;
      case 'shift_jis':
        return this.sjis;
      case 'euc-jp':
        return this.eucJp;
      default:
        return this.eucKr;
    }
  }
}

function isSound({ pairs, errors }: { pairs: number; errors: number }): boolean {
  return pairs > 0 && errors * PAIRS_PER_ERROR <= pairs;
}
