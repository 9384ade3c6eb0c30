import { describe, expect, it } from 'vitest';
import { canonicalJson, digest, hash64 } from '../../src/core/digest.ts';
import { utf8Bytes } from '../../src/core/utf8.ts';

describe('utf8Bytes', () => {
  it('writes what the encoding standard writes', () => {
    for (const text of ['', 'plain %41', '常客', 'naïve', '😀', 'a\ud800b', '\u0000\u007f\u0080\u07ff\u0800\uffff']) {
      expect([...utf8Bytes(text)]).toEqual([...new TextEncoder().encode(text)]);
    }
  });
});

describe('hash64', () => {
  // Test vectors of the authors: http://www.isthe.com/chongo/src/fnv/test_fnv.c
  it('is FNV-1a with 64 bits', () => {
    expect(hash64('')).toBe(0xcbf29ce484222325n);
    expect(hash64('a')).toBe(0xaf63dc4c8601ec8cn);
    expect(hash64('foobar')).toBe(0x85944171f73967e8n);
  });
});

describe('digest', () => {
  it('does not depend on the order of keys, at any depth', () => {
    expect(digest({ a: 1, b: { c: [1, 2], d: null } })).toBe(digest({ b: { d: null, c: [1, 2] }, a: 1 }));
  });

  it('depends on the order of lists, on every value and on its kind', () => {
    const digests = [{ a: [1, 2] }, { a: [2, 1] }, { a: ['1', 2] }, { a: [1, 2, 3] }, { b: [1, 2] }, [], {}, null, ''].map(digest);
    expect(new Set(digests).size).toBe(digests.length);
    expect(digests.every((text) => /^[0-9a-f]{16}$/.test(text))).toBe(true);
  });

  it('writes typed arrays as lists and leaves undefined out', () => {
    expect(canonicalJson({ z: new Uint8Array([1, 2]), a: undefined, n: NaN })).toBe('{"n":null,"z":[1,2]}');
  });
});
