/** Something handed to the person as a file or on the clipboard: an exit, so it is logged before it happens. */
import type { ExitEntry } from '../core/work.ts';
import { logExit } from './exit-log.ts';

export interface SavedFile {
  fileName: string;
  text: string | Uint8Array<ArrayBuffer>;
  /** MIME type with charset. */
  type: string;
  kind: ExitEntry['kind'];
  rows: number;
  columns: readonly string[];
}

/** Offers `text` as a download. */
export async function saveText({ fileName, text, type, kind, rows, columns }: SavedFile): Promise<void> {
  await logExit(kind, rows, columns);
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser reads the blob after the click returns.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export async function copyText(text: string, rows: number, columns: readonly string[]): Promise<void> {
  await logExit('copy', rows, columns);
  await navigator.clipboard.writeText(text);
}
