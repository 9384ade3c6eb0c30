/** SHA-256 of a file's bytes as the reader computes it, without reading its cells. */
import { blobSource } from '../../src/data/byte-source.ts';
import { FileDigest } from '../../src/data/file-digest.ts';
import type { Job } from './stored-table.ts';

const SLICE = 4 << 20;

/** 64 hex digits. Errors: `file-changed`, `cancelled`. */
export async function digestFile(file: Blob, { pause }: Pick<Job, 'pause'>): Promise<string> {
  const source = blobSource(file);
  const digest = new FileDigest(source);
  digest.begin();
  for (let at = 0; at < source.size; at += SLICE) {
    digest.add(await source.read(at, Math.min(source.size, at + SLICE)));
    await pause();
  }
  digest.end();
  return digest.hex();
}
