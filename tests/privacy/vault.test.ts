import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { MISSING_BOOLEAN, MISSING_CODE, MISSING_DAY, type ColumnChunk } from '../../src/core/column.ts';
import { AppError } from '../../src/core/errors.ts';
import { packWords, unpackWords } from '../../src/core/utf8-words.ts';
import { encodeChunk, rowsOf } from '../../src/privacy/chunk-bytes.ts';
import { newDeviceKey, newEnvelope, openEnvelope, type Bytes, type Envelope, type Key } from '../../src/privacy/envelope.ts';
import { openVault, type ChunkPlace, type Vault } from '../../src/privacy/vault.ts';

let deviceKey: Key;
let envelope: Envelope;
let vault: Vault;

beforeAll(async () => {
  deviceKey = await newDeviceKey();
  envelope = await newEnvelope('vault-a', deviceKey);
  vault = openVault(await openEnvelope(envelope, deviceKey));
});

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'opened',
    (thrown: unknown) => (thrown instanceof AppError ? thrown.code : `foreign: ${String(thrown)}`),
  );

/** Name of what was thrown by the browser itself. */
const nameOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (thrown: unknown) => (thrown as DOMException).name,
  );

const text = (value: string): Bytes => new TextEncoder().encode(value);

const chunks: ColumnChunk[] = [
  { kind: 'number', values: Float64Array.of(128, -0, NaN, 1e-300, Infinity) },
  { kind: 'datetime', values: Float64Array.of(1.7e9, NaN, 0, -1, 3) },
  { kind: 'date', values: Int32Array.of(19_000, MISSING_DAY, -1, 0, 5) },
  { kind: 'boolean', values: Uint8Array.of(0, 1, MISSING_BOOLEAN, 1, 0) },
  { kind: 'u32', values: Uint32Array.of(0, 0xffffffff, 7, 8, 9) },
  { kind: 'text', codes: Uint32Array.of(0, 1, MISSING_CODE, 2, 0), words: packWords(['常客', '', 'ω🙂']) },
];

const sealInto = async (into: Vault, tableId: string, column: number, chunk: number, data: ColumnChunk): Promise<Bytes> =>
  Uint8Array.from(
    (await into.sealChunk({ tableId, column, chunk, rows: rowsOf(data), kind: data.kind }, encodeChunk(data))).flatMap((piece) => [
      ...piece,
    ]),
  );

const placeOf = (data: ColumnChunk): ChunkPlace => ({ tableId: 't', column: 3, chunk: 1, rows: 5, kind: data.kind });

describe('a chunk', () => {
  it.each(chunks)('of $kind comes back as it went in', async (data) => {
    const sealed = await sealInto(vault, 't', 3, 1, data);
    expect(await vault.openChunk(placeOf(data), sealed)).toEqual(data);
  });

  it('of any words comes back as it went in, surrogate pairs and byte order marks included', async () => {
    const word = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\ufeffa', '\u{1f642}', 'a\u{10ffff}b', '\0'));
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 40 }), fc.array(fc.nat(39), { maxLength: 60 }), async (dictionary, picks) => {
        const codes = Uint32Array.from(picks, (pick) => (pick < dictionary.length ? pick : MISSING_CODE));
        const sealed = await sealInto(vault, 't', 0, 0, { kind: 'text', codes, words: packWords(dictionary) });
        const opened = await vault.openChunk({ tableId: 't', column: 0, chunk: 0, rows: codes.length, kind: 'text' }, sealed);
        expect(opened.kind === 'text' && { codes: opened.codes, dictionary: unpackWords(opened.words) }).toEqual({ codes, dictionary });
      }),
      { numRuns: 60 },
    );
  });

  it.each([254, 255, 256, 65_534, 65_535, 65_536])(
    'keeps the last word and the missing ones apart with a dictionary of %i words',
    async (size) => {
      const dictionary = Array.from({ length: size }, (_, i) => `w${i}`);
      const data: ColumnChunk = { kind: 'text', codes: Uint32Array.of(size - 1, MISSING_CODE, 0), words: packWords(dictionary) };
      const sealed = await sealInto(vault, 't', 0, 0, data);
      expect(await vault.openChunk({ tableId: 't', column: 0, chunk: 0, rows: 3, kind: 'text' }, sealed)).toEqual(data);
    },
  );

  it('takes only its own part of a larger buffer, as it was when it was handed over', async () => {
    const whole = Float64Array.from({ length: 100 }, (_, i) => i);
    const pending = sealInto(vault, 't', 0, 0, { kind: 'number', values: whole.subarray(10, 12) });
    whole.fill(-1);
    const sealed = await pending;
    // Format, IV, header, two small numbers, tag.
    expect(sealed.length).toBe(1 + 12 + 16 + 2 + 16);
    expect(await vault.openChunk({ tableId: 't', column: 0, chunk: 0, rows: 2, kind: 'number' }, sealed)).toEqual({
      kind: 'number',
      values: Float64Array.of(10, 11),
    });
  });

  it('stores few words in few bytes', async () => {
    const codes = new Uint32Array(65_536).map((_, i) => i % 3);
    const sealed = await sealInto(vault, 't', 0, 0, { kind: 'text', codes, words: packWords(['web', 'shop', 'phone']) });
    expect(sealed.length).toBeLessThan(65_536 + 100);
  });

  it.each([
    ['another table', { tableId: 'u' }],
    ['another column', { column: 4 }],
    ['another chunk of the column', { chunk: 0 }],
    ['another number of rows', { rows: 4 }],
    ['another kind of the same width', { kind: 'datetime' as const }],
  ])('is refused as %s', async (_, change) => {
    const data = chunks[0];
    const sealed = await sealInto(vault, 't', 3, 1, data);
    expect(await codeOf(vault.openChunk({ ...placeOf(data), ...change }, sealed))).toBe('damaged');
  });

  it('of another vault is refused', async () => {
    const other = openVault(await openEnvelope(await newEnvelope('vault-b', deviceKey), deviceKey));
    const sealed = await sealInto(other, 't', 3, 1, chunks[0]);
    expect(await codeOf(vault.openChunk(placeOf(chunks[0]), sealed))).toBe('damaged');
  });
});

describe('a sealed value', () => {
  it('with any one bit flipped is refused', async () => {
    const sealed = await vault.seal('place', text('Zhang Wei 138 0013 8000'));
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const broken = sealed.slice();
      broken[bit >> 3] ^= 1 << (bit & 7);
      expect(await codeOf(vault.open('place', broken))).toBe('damaged');
    }
  });

  it('cut at any length, or made longer, is refused', async () => {
    const sealed = await vault.seal('place', text('0123456789'));
    for (let length = 0; length < sealed.length; length++)
      expect(await codeOf(vault.open('place', sealed.slice(0, length)))).toBe('damaged');
    expect(await codeOf(vault.open('place', new Uint8Array([...sealed, 0])))).toBe('damaged');
  });

  describe('of several pieces', () => {
    const plain: Bytes = Uint8Array.from({ length: 600_000 }, (_, i) => (i * 2_654_435_761) >>> 24);
    /** Format, then IV, 256 KiB and tag of each. */
    const STEP = 12 + 262_144 + 16;
    const pieceOf = (sealed: Bytes, n: number): Bytes => sealed.slice(1 + n * STEP, 1 + (n + 1) * STEP);
    const flipped = (piece: Bytes): Bytes => piece.map((byte, i) => (i === 100 ? byte ^ 1 : byte));
    const put = (...pieces: Bytes[]): Bytes => Uint8Array.from(Buffer.concat([Uint8Array.of(2), ...pieces]));

    it.each([262_143, 262_144, 262_145, 524_288, 600_000])('comes back as it went in: %i bytes', async (length) => {
      const sealed = await vault.seal('place', plain.slice(0, length));
      expect(sealed.length).toBe(1 + length + 28 * Math.ceil(length / 262_144));
      expect(sealed[0]).toBe(length > 262_144 ? 2 : 1);
      expect(Buffer.compare(await vault.open('place', sealed), plain.slice(0, length))).toBe(0);
    });

    it('never uses an IV twice', async () => {
      const sealed = await vault.seal('place', plain);
      expect(new Set([0, 1, 2].map((n) => Buffer.from(pieceOf(sealed, n).slice(0, 12)).toString('hex'))).size).toBe(3);
    });

    it('is refused with pieces missing, repeated, exchanged, cut, or from another sealing of the same value', async () => {
      const sealed = await vault.seal('place', plain);
      const other = await vault.seal('place', plain);
      const [a, b, c] = [0, 1, 2].map((n) => pieceOf(sealed, n));
      expect(await codeOf(vault.open('place', put(a, b, c)))).toBe('opened');
      const forged = {
        'the last is missing': put(a, b),
        'the first is missing': put(b, c),
        'one comes twice': put(a, b, b, c),
        'two are exchanged': put(b, a, c),
        'one is of another sealing': put(a, pieceOf(other, 1), c),
        'the first is of another sealing': put(pieceOf(other, 0), b, c),
        'the last is cut': put(a, b, c.slice(0, -1)),
        'the last has no bytes': put(a, b, c.slice(0, 12)),
        'one bit is another': put(a, flipped(b), c),
        'it says it is whole': Uint8Array.from([1, ...put(a, b, c).subarray(1)]),
        'one piece says it is all': Uint8Array.from([1, ...a]),
      };
      for (const [how, value] of Object.entries(forged)) expect([how, await codeOf(vault.open('place', value))]).toEqual([how, 'damaged']);
      expect(await codeOf(vault.open('elsewhere', sealed))).toBe('damaged');
    });
  });

  it('in another place is refused', async () => {
    expect(await codeOf(vault.open('b', await vault.seal('a', text('x'))))).toBe('damaged');
  });

  it('never looks the same twice', async () => {
    const one = await vault.seal('p', text('same'));
    const two = await vault.seal('p', text('same'));
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false);
    expect(Buffer.from(one.slice(1, 13)).equals(Buffer.from(two.slice(1, 13)))).toBe(false);
  });
});

describe('keys', () => {
  it('cannot be exported', async () => {
    const { encryption, naming } = await openEnvelope(envelope, deviceKey);
    for (const key of [deviceKey, encryption, naming]) {
      expect(key.extractable).toBe(false);
      // Node 20 spells it InvalidAccessException.
      expect(await nameOf(crypto.subtle.exportKey('raw', key))).toMatch(/^InvalidAccess/);
    }
  });

  it('of the device alone do not decrypt: the slot opens only as a master key', async () => {
    const { iv, wrappedKey } = envelope.slots[0];
    expect(await nameOf(crypto.subtle.decrypt({ name: 'AES-GCM', iv }, deviceKey, wrappedKey))).toBe('InvalidAccessError');
  });

  it('of another device do not open the envelope', async () => {
    expect(await codeOf(openEnvelope(envelope, await newDeviceKey()))).toBe('damaged');
  });

  it('do not open an envelope whose vault id, IV or wrapped key was changed', async () => {
    const [slot] = envelope.slots;
    const flipped = (bytes: Bytes): Bytes => bytes.map((byte, i) => (i === 3 ? byte ^ 1 : byte));
    expect(await codeOf(openEnvelope({ ...envelope, vaultId: 'vault-x' }, deviceKey))).toBe('damaged');
    expect(await codeOf(openEnvelope({ ...envelope, slots: [{ ...slot, iv: flipped(slot.iv) }] }, deviceKey))).toBe('damaged');
    expect(await codeOf(openEnvelope({ ...envelope, slots: [{ ...slot, wrappedKey: flipped(slot.wrappedKey) }] }, deviceKey))).toBe(
      'damaged',
    );
    expect(await codeOf(openEnvelope({ ...envelope, slots: [] }, deviceKey))).toBe('damaged');
  });

  it('give equal ids equal names that do not show the id', async () => {
    const again = openVault(await openEnvelope(envelope, deviceKey));
    const name = await vault.nameOf('task', '张伟');
    expect(name).toMatch(/^[0-9a-f]{32}$/);
    expect(await again.nameOf('task', '张伟')).toBe(name);
    expect(await vault.nameOf('outcome', '张伟')).not.toBe(name);
  });
});
