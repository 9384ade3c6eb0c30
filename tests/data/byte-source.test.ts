import { expect, it } from 'vitest';
import { blobSource, bytesSource } from '../../src/data/byte-source.ts';

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
