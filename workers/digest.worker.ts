/** Digests a file on a thread of its own, while `data.worker` plans what it has read. */
import './trusted-types.ts';
import { blobSource } from '../src/data/byte-source.ts';
import { fileDigest } from '../src/data/file-digest.ts';
import type { DigestCalls } from '../src/rpc/protocol.ts';
import { serve, type Scope } from '../src/rpc/serve.ts';

// A dedicated worker's global scope; TypeScript names it after the shared base of all workers.
serve<DigestCalls>(globalThis as unknown as Scope, {
  digest: ({ file }, { pause }) => fileDigest(blobSource(file), pause),
});
