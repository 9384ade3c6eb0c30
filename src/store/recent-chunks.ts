/**
 * Encoded chunks of a table that is being written, kept for a while: what is planned next needs most of them, and need not
 * read and decrypt what has just been encrypted and written.
 */
import type { Bytes } from '../privacy/envelope.ts';

/** The bound on memory. Beyond it the largest column goes: free text, which nobody plans with. */
const MAX_BYTES = 64 * 1024 * 1024;

export class RecentChunks {
  private readonly columns = new Map<number, { bytes: number; chunks: Bytes[] }>();
  private readonly dropped = new Set<number>();
  private bytes = 0;

  add(column: number, chunk: number, encoded: Bytes): void {
    if (this.dropped.has(column)) return;
    const kept = this.columns.get(column) ?? { bytes: 0, chunks: [] };
    this.columns.set(column, kept);
    kept.chunks[chunk] = encoded;
    kept.bytes += encoded.length;
    this.bytes += encoded.length;
    while (this.bytes > MAX_BYTES) {
      const [largest] = [...this.columns].reduce((most, one) => (one[1].bytes > most[1].bytes ? one : most));
      this.take(largest);
    }
  }

  /** All chunks of a column, which are forgotten; undefined when they were dropped or taken before. */
  take(column: number): Bytes[] | undefined {
    const kept = this.columns.get(column);
    this.columns.delete(column);
    this.dropped.add(column);
    this.bytes -= kept?.bytes ?? 0;
    return kept?.chunks;
  }

  /** The table starts over. */
  clear(): void {
    this.columns.clear();
    this.dropped.clear();
    this.bytes = 0;
  }
}
