/** A saved e-mail (.eml) or a mailbox of them (.mbox, RFC 4155): one message is one row, an interaction with someone. */
import type { ByteSource } from '../byte-source.ts';
import { BestSheet } from './best-sheet.ts';
import { readMessage } from './mail-message.ts';
import type { OpenHooks } from './open-hooks.ts';
import { RecordSheet } from './record-sheet.ts';
import type { OpenedFile } from './sheet-table.ts';
import { BYTES, numberedLines } from './text-source.ts';

/** Attachments follow the text: no more of a message than this is looked at. */
const MAX_MESSAGE_CHARS = 1 << 18;

/** Errors: `file-empty`, `file-changed`, `cancelled`. */
export async function openMails(source: ByteSource, format: 'eml' | 'mbox', hooks: OpenHooks): Promise<OpenedFile> {
  const sheet = new RecordSheet('mail');
  let lines: string[] = [];
  let chars = 0;
  let start = 1;
  const take = (): void => {
    if (lines.length === 0) return;
    const { date, from, fromName, to, cc, subject, text, isCut } = readMessage(lines.join('\n'));
    if (isCut) sheet.writer.notes.add('text-cut', String(start));
    const fields = { date, from, 'from name': fromName, to, cc, subject, text };
    sheet.add(start, new Map(Object.entries(fields).map(([name, value]) => [name, { text: value }])));
    lines = [];
    chars = 0;
  };
  let isAfterBlank = true;
  for await (const { number, text } of numberedLines(source, { encoding: BYTES, bomBytes: 0 }, hooks)) {
    if (format === 'mbox' && isAfterBlank && /^From \S+.*\d{4}/.test(text)) {
      take();
      start = number;
    } else if (chars < MAX_MESSAGE_CHARS) {
      lines.push(format === 'mbox' ? text.replace(/^>(>*From )/, '$1') : text);
      chars += text.length;
    }
    isAfterBlank = text === '';
  }
  take();
  const best = new BestSheet(undefined);
  best.offer(sheet.finish());
  return best.take(format);
}
