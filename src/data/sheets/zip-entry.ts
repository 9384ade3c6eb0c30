/** One file out of a ZIP archive, as a stream of bytes: bytes are counted as they come out, whatever the archive declares. */
import { AppError } from '../../core/errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { Crc32 } from './crc32.ts';
import type { ZipEntry } from './zip-directory.ts';

/** What may be unpacked from one file, all entries together, each time it is read. */
export class InflateBudget {
  /** Bytes unpacked so far. */
  used = 0;

  /** Errors: `file-unsafe` {message}. */
  take(bytes: number, ofEntry: number, packed: number): void {
    this.used += bytes;
    if (this.used > MAX_BYTES || (ofEntry > FREE_BYTES && ofEntry > MAX_RATIO * packed)) {
      throw new AppError('file-unsafe', { message: `unpacks to more than ${Math.floor(this.used / (1 << 20))} MB` });
    }
  }
}

/** A sheet of a million rows with 20 columns is about this large. */
const MAX_BYTES = 2 ** 31;
/** Sheets shrink to a tenth or a thirtieth, the most regular ones to a 120th; deflate's own limit is 1,032 (zeros only). */
const MAX_RATIO = 200;
/** Below this nothing is worth refusing. */
const FREE_BYTES = 64 << 20;
const SLICE_BYTES = 1 << 18;

/** Errors: `workbook-broken` {message}, `file-unsafe` {message}, `file-changed`. */
export async function* unzip(source: ByteSource, entry: ZipEntry, budget: InflateBudget): AsyncGenerator<Uint8Array> {
  const head = await source.read(entry.at, Math.min(source.size, entry.at + 30));
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < 30 || view.getUint32(0, true) !== 0x04034b50) throw broken(entry);
  const from = entry.at + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  const to = from + entry.packedBytes;
  if (to > source.size) throw broken(entry);
  const crc = new Crc32();
  let bytes = 0;
  for await (const piece of entry.method === 0 ? slices(source, from, to) : inflate(source, from, to, entry)) {
    bytes += piece.length;
    budget.take(piece.length, bytes, entry.packedBytes);
    if (bytes > entry.bytes) throw new AppError('file-unsafe', { message: `${entry.name} is larger than it says` });
    crc.add(piece);
    yield piece;
  }
  if (bytes !== entry.bytes || crc.value !== entry.crc) throw broken(entry);
}

/** All of a small entry as text. */
export async function unzipText(source: ByteSource, entry: ZipEntry, budget: InflateBudget): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of unzip(source, entry, budget)) text += decoder.decode(piece, { stream: true });
  return text + decoder.decode();
}

function broken({ name }: ZipEntry): AppError {
  return new AppError('workbook-broken', { message: `${name} is damaged` });
}

async function* slices(source: ByteSource, from: number, to: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = from; at < to; at += SLICE_BYTES) {
    // A ByteSource gives bytes of their own buffer, never of a shared one.
    yield (await source.read(at, Math.min(to, at + SLICE_BYTES))) as Uint8Array<ArrayBuffer>;
  }
}

async function* inflate(source: ByteSource, from: number, to: number, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream('deflate-raw');
  const writer = stream.writable.getWriter();
  const reader: ReadableStreamDefaultReader<Uint8Array> = stream.readable.getReader();
  let failed: unknown;
  const feeding = (async () => {
    try {
      for await (const slice of slices(source, from, to)) await writer.write(slice);
      await writer.close();
    } catch (thrown) {
      failed ??= thrown;
    }
  })();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (value) yield value;
    }
  } catch (thrown) {
    failed ??= thrown;
    throw failed instanceof AppError ? failed : broken(entry);
  } finally {
    // Stopped half-way: neither side may wait for the other.
    await reader.cancel().catch(() => undefined);
    await writer.abort().catch(() => undefined);
    await feeding;
  }
  if (failed) throw failed instanceof AppError ? failed : broken(entry);
}
