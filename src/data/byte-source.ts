/** Where bytes come from: a file in the browser, a buffer in tests, a file handle in the lab. */
import { AppError } from '../core/errors.ts';

export interface ByteSource {
  /** Bytes. */
  size: number;
  /** The bytes `[from, to)`, to be looked at only. Errors: `file-changed`. */
  read(from: number, to: number): Promise<Uint8Array>;
  /** As `slicesOf`, where the source knows a quicker way. */
  slices?(sliceBytes: number): AsyncGenerator<Uint8Array>;
}

/**
 * All bytes in order, `sliceBytes` at a time, the last slice shorter; an empty source is one empty slice. A slice is to be looked
 * at only, and is void once the next one is asked for. Errors: `file-changed`.
 */
export function slicesOf(source: ByteSource, sliceBytes: number): AsyncGenerator<Uint8Array> {
  return source.slices?.(sliceBytes) ?? readSlices(source, sliceBytes);
}

async function* readSlices(source: ByteSource, sliceBytes: number): AsyncGenerator<Uint8Array> {
  const end = source.size;
  let coming = source.read(0, Math.min(end, sliceBytes));
  for (let at = sliceBytes; ; at += sliceBytes) {
    const slice = await coming;
    if (at < end) {
      // The next slice is on its way while this one is looked at.
      coming = source.read(at, Math.min(end, at + sliceBytes));
      // Heard when awaited; a reader that stops early must not leave an unhandled rejection behind.
      coming.catch(() => undefined);
    }
    yield slice;
    if (at >= end) return;
  }
}

export function blobSource(blob: Blob): ByteSource {
  const source: ByteSource = {
    size: blob.size,
    async read(from, to) {
      try {
        return new Uint8Array(await blob.slice(from, to).arrayBuffer());
      } catch {
        throw fileChanged();
      }
    },
    slices: (sliceBytes) => {
      const reader = bytesReader(blob);
      return reader ? streamSlices(reader, blob.size, sliceBytes) : readSlices(source, sliceBytes);
    },
  };
  return source;
}

/** A `File` whose bytes were touched after it was chosen refuses to be read (NotReadableError, NotFoundError). */
function fileChanged(): AppError {
  return new AppError('file-changed');
}

type BytesReader = ReturnType<typeof openReader>;

const openReader = (blob: Blob) => blob.stream().getReader({ mode: 'byob' });

/** Undefined where the browser cannot read into a buffer of ours (Safari). */
function bytesReader(blob: Blob): BytesReader | undefined {
  try {
    return openReader(blob);
  } catch {
    return undefined;
  }
}

/** Into one buffer again and again: a fresh one for every slice costs several times as much as the reading. */
async function* streamSlices(reader: BytesReader, size: number, sliceBytes: number): AsyncGenerator<Uint8Array> {
  let buffer = new ArrayBuffer(Math.min(size, sliceBytes));
  let at = 0;
  try {
    do {
      const length = Math.min(buffer.byteLength, size - at);
      for (let filled = 0; filled < length;) {
        const { value } = await reader.read(new Uint8Array(buffer, filled, length - filled)).catch(() => {
          throw fileChanged();
        });
        if (!value || value.length === 0) throw fileChanged();
        buffer = value.buffer;
        filled += value.length;
      }
      at += length;
      yield new Uint8Array(buffer, 0, length);
    } while (at < size);
  } finally {
    // What is left of a file that was given up need not be read; whether that works concerns nobody.
    reader.cancel().catch(() => undefined);
  }
}

/** Without a copy of the bytes for anyone. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (from, to) => bytes.subarray(from, to) };
}
