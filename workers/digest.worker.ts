/** Digests a file on a thread of its own, while `data.worker` plans what it has read. */
import './trusted-types.ts';
import { blobSource } from '../src/data/byte-source.ts';
import { fileDigest } from '../src/data/file-digest.ts';
import type { DigestCalls } from '../src/rpc/protocol.ts';
import { serve, type Scope } from '../src/rpc/serve.ts';

/** Nobody waits for a digest: between two slices the page, which is drawing what was read, gets the processor. */
const REST_MS = 10;
const rest = () => new Promise<void>((resolve) => setTimeout(resolve, REST_MS));

// A dedicated worker's global scope; TypeScript names it after the shared base of all workers.
serve<DigestCalls>(globalThis as unknown as Scope, {
  digest: ({ file }) => fileDigest(blobSource(file), rest),
});
