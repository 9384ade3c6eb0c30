/** A file of any encoding as a stream of UTF-8 bytes. */
import { slicesOf, type ByteSource } from './byte-source.ts';
import type { EncodingChoice } from './encoding.ts';
import { Utf8Check } from './utf8-check.ts';

export interface Utf8Piece {
  bytes: Uint8Array;
  /** The file's own bytes, up to and including this piece, that were read so far. */
  fileBytes: number;
  last: boolean;
  /** Characters beyond ASCII so far; counted in UTF-8 files only. */
  sequences: number;
}

/** What is read, counted and scanned one after the other should still be in the processor's cache. */
export const SLICE_BYTES = 1 << 20;

/**
 * Yields the text as UTF-8, without its byte order mark; a piece is void once the next one is asked for.
 * `onUndecodable` hears, in order and before its piece is yielded, the offset in the UTF-8 stream of each character
 * that could not be decoded: in UTF-8 files the broken bytes are left as they are, elsewhere U+FFFD stands for them.
 * `change` may rewrite a piece before anything else sees it; offsets are those after it.
 */
export async function* utf8Pieces(
  source: ByteSource,
  { encoding, bomBytes }: EncodingChoice,
  sliceBytes: number,
  onUndecodable: (offset: number) => void,
  change: (utf8: Uint8Array) => Uint8Array = (utf8) => utf8,
): AsyncGenerator<Utf8Piece> {
  const recode = encoding === 'utf-8' ? undefined : recoder(encoding, onUndecodable, change);
  const check = new Utf8Check(onUndecodable);
  const end = source.size;
  let at = 0;
  let toSkip = bomBytes;
  for await (const raw of slicesOf(source, sliceBytes)) {
    at = Math.min(end, at + sliceBytes);
    const last = at >= end;
    const skip = Math.min(toSkip, raw.length);
    toSkip -= skip;
    const text = skip > 0 ? raw.subarray(skip) : raw;
    if (recode) {
      yield { bytes: recode(text, last), fileBytes: at, last, sequences: 0 };
      continue;
    }
    const bytes = change(text);
    check.add(bytes);
    if (last) check.end();
    yield { bytes, fileBytes: at, last, sequences: check.sequences };
  }
}

function recoder(
  encoding: string,
  onUndecodable: (offset: number) => void,
  change: (utf8: Uint8Array) => Uint8Array,
): (bytes: Uint8Array, last: boolean) => Uint8Array {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const encoder = new TextEncoder();
  let written = 0;
  return (bytes, last) => {
    const text = decoder.decode(bytes, { stream: !last });
    const out = change(encoder.encode(text));
    if (text.includes('\uFFFD')) {
      for (let i = 0; i + 2 < out.length; i++) {
        if (out[i] === 0xef && out[i + 1] === 0xbf && out[i + 2] === 0xbd) onUndecodable(written + i);
      }
    }
    written += out.length;
    return out;
  };
}
