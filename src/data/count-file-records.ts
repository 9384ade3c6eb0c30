/** The records of a file, counted by themselves: what a reader made of them is not looked at. */
import type { ByteSource } from './byte-source.ts';
import { RecordCounter } from './count-records.ts';
import type { EncodingChoice } from './encoding.ts';
import { BlankSqueezer } from './squeeze-blanks.ts';
import { SLICE_BYTES, utf8Pieces } from './utf8-pieces.ts';

export interface RecordRules {
  choice: EncodingChoice;
  delimiter: string;
  quote: '"' | 'none';
}

/** Header and titles included. `pause` is awaited between slices. Errors: `file-changed`, what `pause` rejects with. */
export async function countFileRecords(
  source: ByteSource,
  { choice, delimiter, quote }: RecordRules,
  pause?: () => Promise<void>,
): Promise<number> {
  const quoted = quote === '"';
  const counter = new RecordCounter(delimiter, quoted);
  const squeezer = delimiter === ' ' ? new BlankSqueezer(quoted) : undefined;
  const change = squeezer ? (bytes: Uint8Array) => squeezer.squeeze(bytes) : undefined;
  for await (const { bytes } of utf8Pieces(source, choice, SLICE_BYTES, () => undefined, change)) {
    counter.add(bytes);
    await pause?.();
  }
  return counter.end();
}
