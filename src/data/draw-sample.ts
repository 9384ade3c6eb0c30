/** Text from the head, the middle and the end of a file: what guesses about dialect and types are made of. */
import type { ByteSource } from './byte-source.ts';
import type { EncodingChoice } from './encoding.ts';

const HEAD_BYTES = 1 << 18;
const PIECE_BYTES = 1 << 15;

export interface SampleText {
  head: string;
  /** The head is the whole file. */
  whole: boolean;
  /** Pieces from further on, each from the start of a line; their last line may be cut. */
  pieces: string[];
}

export async function drawSample(source: ByteSource, { encoding, bomBytes }: EncodingChoice): Promise<SampleText> {
  const decode = (bytes: Uint8Array): string => new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  const headBytes = await source.read(bomBytes, Math.min(source.size, bomBytes + HEAD_BYTES));
  const whole = bomBytes + headBytes.length >= source.size;
  const pieces: string[] = [];
  if (!whole) {
    for (const share of [0.25, 0.5, 0.75, 1]) {
      // Even offsets, so that UTF-16 units stay whole.
      const from = Math.max(
        bomBytes + HEAD_BYTES,
        Math.floor((share * source.size - (share === 1 ? PIECE_BYTES : 0)) / 2) * 2 + (bomBytes % 2),
      );
      const text = decode(await source.read(from, Math.min(source.size, from + PIECE_BYTES)));
      const start = /\r\n?|\n/.exec(text);
      if (start) pieces.push(text.slice(start.index + start[0].length));
    }
  }
  return { head: decode(headBytes), whole, pieces };
}
