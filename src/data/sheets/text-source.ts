/** The text of a file of another format, decoded by the same rules as delimited text. */
import { AppError } from '../../core/errors.ts';
import type { Encoding } from '../../core/reading.ts';
import type { ByteSource } from '../byte-source.ts';
import { sniffEncoding, surveyEncoding, type EncodingChoice } from '../encoding.ts';
import type { OpenHooks } from './open-hooks.ts';

/** Formats that have no rows to stream by are held in memory, as text and as objects. */
export const MAX_WHOLE_BYTES = 256 << 20;
/** No encoding: each byte is the character of its number, for files that change their encoding from part to part. */
export const BYTES = 'bytes';
const SLICE_BYTES = 1 << 20;
const HEAD_BYTES = 1 << 18;

export async function textEncoding(source: ByteSource, chosen: Encoding | undefined): Promise<EncodingChoice> {
  const choice = sniffEncoding(await source.read(0, Math.min(source.size, HEAD_BYTES)), chosen);
  return choice && !choice.provisional ? choice : surveyEncoding(source);
}

/** Errors: `file-too-large` {limit}, `encoding-unknown`, `file-changed`, `cancelled`. */
export async function wholeText(
  source: ByteSource,
  choice: Pick<EncodingChoice, 'bomBytes'> & { encoding: string },
  hooks: OpenHooks,
): Promise<string> {
  if (source.size > MAX_WHOLE_BYTES) throw new AppError('file-too-large', { limit: MAX_WHOLE_BYTES >> 20 });
  const pieces: string[] = [];
  for await (const piece of textPieces(source, choice, hooks)) pieces.push(piece);
  return pieces.join('');
}

/** Errors: `file-changed`, `cancelled`. */
export async function* textPieces(
  source: ByteSource,
  { encoding, bomBytes }: Pick<EncodingChoice, 'bomBytes'> & { encoding: string },
  hooks: OpenHooks,
): AsyncGenerator<string> {
  const decode = encoding === BYTES ? byteText : decoderOf(encoding);
  for (let at = bomBytes; at < source.size; at += SLICE_BYTES) {
    const end = Math.min(source.size, at + SLICE_BYTES);
    yield decode(await source.read(at, end), end >= source.size);
    await hooks.tick(end);
  }
}

function decoderOf(encoding: string): (bytes: Uint8Array, last: boolean) => string {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return (bytes, last) => decoder.decode(bytes, { stream: !last });
}

function byteText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}

/** Lines without their ends, numbered from 1; the last one too, if anything is in it. Errors: `file-too-large` for one line of 256 MB. */
export async function* numberedLines(
  source: ByteSource,
  choice: Pick<EncodingChoice, 'bomBytes'> & { encoding: string },
  hooks: OpenHooks,
): AsyncGenerator<{ number: number; text: string }> {
  let rest = '';
  let number = 0;
  for await (const piece of textPieces(source, choice, hooks)) {
    const text = rest + piece;
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      yield { number: ++number, text: text.charCodeAt(end - 1) === 13 && end > from ? text.slice(from, end - 1) : text.slice(from, end) };
      from = end + 1;
    }
    rest = text.slice(from);
    if (rest.length > MAX_WHOLE_BYTES) throw new AppError('file-too-large', { limit: MAX_WHOLE_BYTES >> 20 });
  }
  if (rest !== '') yield { number: ++number, text: rest };
}
