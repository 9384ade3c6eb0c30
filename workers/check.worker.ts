/** A second pair of eyes on a large file while `data.worker` reads it: its digest, and its records counted independently. */
import './trusted-types.ts';
import { blobSource } from '../src/data/byte-source.ts';
import { countFileRecords } from '../src/data/count-file-records.ts';
import { fileDigest } from '../src/data/file-digest.ts';
import type { CheckCalls } from '../src/rpc/protocol.ts';
import { serve, type Scope } from '../src/rpc/serve.ts';

// A dedicated worker's global scope; TypeScript names it after the shared base of all workers.
serve<CheckCalls>(globalThis as unknown as Scope, {
  digest: ({ file }) => fileDigest(blobSource(file)),
  countRecords: ({ file, rules }, { pause }) => countFileRecords(blobSource(file), rules, pause),
});
