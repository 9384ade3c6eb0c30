import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../src/data/byte-source.ts';
import { fileDigest } from '../../src/data/file-digest.ts';
import { Sha256 } from '../../src/data/sha256.ts';

describe('SHA-256 as a stream', () => {
  it('gives the published digests (FIPS 180-4 examples)', () => {
    expect(new Sha256().hex()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(new Sha256().add(new TextEncoder().encode('abc')).hex()).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('agrees with OpenSSL for every length around the block size, however it is cut', async () => {
    for (let length = 0; length < 200; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 255);
      const wanted = createHash('sha256').update(bytes).digest('hex');
      const stream = new Sha256();
      const plain = new Sha256(null);
      for (let at = 0; at < length; at += 7) {
        for (const sink of [stream, plain]) sink.add(bytes.subarray(at, at + 7));
      }
      expect([stream.hex(), plain.hex()]).toEqual([wanted, wanted]);
      expect(await fileDigest(bytesSource(bytes))).toBe(wanted);
    }
  });

  it('agrees with OpenSSL on more than a kernel takes at a time', () => {
    const bytes = Uint8Array.from({ length: 700_001 }, (_, i) => (i * 7919) >>> 3);
    const wanted = createHash('sha256').update(bytes).digest('hex');
    expect(new Sha256().add(bytes.subarray(0, 5)).add(bytes.subarray(5)).hex()).toBe(wanted);
  });
});
