/** SHA-256 of a file's bytes, as the reader has it, without reading its cells. */
import { blobSource } from '../../src/data/byte-source.ts';
import { fileDigest } from '../../src/data/file-digest.ts';
import type { Job } from './stored-table.ts';

/** 64 hex digits. Errors: `file-changed`, `cancelled`. */
export function digestFile(file: Blob, { pause }: Pick<Job, 'pause'>): Promise<string> {
  return fileDigest(blobSource(file), pause);
}
