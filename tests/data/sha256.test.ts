import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FileDigest } from '../../src/data/file-digest.ts';
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
      const whole = new FileDigest(bytes);
      const sliced = new FileDigest(undefined);
      sliced.begin();
      sliced.add(bytes.subarray(0, 9));
      sliced.begin();
      for (let at = 0; at < length; at += 7) {
        stream.add(bytes.subarray(at, at + 7));
        sliced.add(bytes.subarray(at, at + 7));
      }
      expect(stream.hex()).toBe(wanted);
      sliced.end();
      expect([await whole.hex(), await sliced.hex()]).toEqual([wanted, wanted]);
    }
  });
});
