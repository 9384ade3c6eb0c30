import { describe, expect, it } from 'vitest';
import { blobSource, bytesSource, slicesOf, type ByteSource } from '../../src/data/byte-source.ts';

it('reads ranges of a file', async () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 5);
  for (const source of [blobSource(new Blob([bytes])), bytesSource(bytes)]) {
    expect(source.size).toBe(5);
    const part = await source.read(1, 4);
    expect([...part]).toEqual([2, 3, 4]);
    expect([...(await source.read(0, 5))]).toEqual([1, 2, 3, 4, 5]);
    expect([...(await source.read(5, 5))]).toEqual([]);
  }
});

/** A browser that cannot read into a buffer of ours. */
function withoutByob(blob: Blob): Blob {
  const refuse = () => {
    throw new TypeError('This stream does not support BYOB readers');
  };
  return { size: blob.size, slice: blob.slice.bind(blob), stream: () => ({ getReader: refuse }) } as unknown as Blob;
}

describe('slices', () => {
  const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 2_654_435_761) >>> 24);

  async function lengthsAndBytes(source: ByteSource, sliceBytes: number): Promise<[number[], Uint8Array]> {
    const lengths: number[] = [];
    const all: number[] = [];
    for await (const slice of slicesOf(source, sliceBytes)) {
      lengths.push(slice.length);
      for (const byte of slice) all.push(byte);
    }
    return [lengths, Uint8Array.from(all)];
  }

  const kinds = { stream: (blob: Blob) => blobSource(blob), ranges: (blob: Blob) => blobSource(withoutByob(blob)) };

  for (const [kind, sourceOf] of Object.entries(kinds)) {
    it(`gives every byte once, in order (${kind})`, async () => {
      // More than a stream hands out at once, so that one slice takes several reads.
      const [lengths, all] = await lengthsAndBytes(sourceOf(new Blob([bytes])), 131_072);
      expect(lengths).toEqual([131_072, 131_072, 37_856]);
      expect(Buffer.compare(all, bytes)).toBe(0);
    });

    it(`ends with the last whole slice (${kind})`, async () => {
      const [lengths] = await lengthsAndBytes(sourceOf(new Blob([bytes.subarray(0, 200)])), 100);
      expect(lengths).toEqual([100, 100]);
    });

    it(`gives an empty file as one empty slice (${kind})`, async () => {
      expect(await lengthsAndBytes(sourceOf(new Blob([])), 100)).toEqual([[0], new Uint8Array(0)]);
    });
  }

  it('says so when the file has changed: no bytes any more, or fewer than there were', async () => {
    const gone = () => new ReadableStream({ type: 'bytes', pull: (controller) => controller.error(new Error('NotReadableError')) });
    const shorter = () => new Blob([bytes.subarray(0, 50)]).stream();
    for (const stream of [gone, shorter]) {
      const source = blobSource({ size: 100, stream } as unknown as Blob);
      await expect(lengthsAndBytes(source, 100)).rejects.toMatchObject({ code: 'file-changed' });
    }
  });
});
