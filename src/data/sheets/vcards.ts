/** Address books: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350). One card is one row. */
import type { Encoding } from '../../core/reading.ts';
import type { ByteSource } from '../byte-source.ts';
import { BestSheet } from './best-sheet.ts';
import type { OpenHooks } from './open-hooks.ts';
import { bytesOfQuotedPrintable, textOf } from './quoted-text.ts';
import { RecordSheet, type Field } from './record-sheet.ts';
import type { OpenedFile } from './sheet-table.ts';
import { numberedLines, textEncoding } from './text-source.ts';

/** Column for each property; more of the same kind get `phone 2`, `phone 3`. */
const COLUMNS: Record<string, string> = {
  FN: 'name',
  TEL: 'phone',
  EMAIL: 'email',
  ORG: 'company',
  TITLE: 'title',
  BDAY: 'birthday',
  ADR: 'address',
  NOTE: 'note',
  URL: 'web',
  CATEGORIES: 'groups',
  NICKNAME: 'nickname',
};
const MAX_SAME = 5;
/** Pictures and keys. */
const MAX_LINE_CHARS = 1 << 16;

/** Errors: `file-empty`, `encoding-unknown`, `file-changed`, `cancelled`. */
export async function openVcards(source: ByteSource, encoding: Encoding | undefined, hooks: OpenHooks): Promise<OpenedFile> {
  const sheet = new RecordSheet('vCard');
  let card: Map<string, Field> | undefined;
  let start = 0;
  let pending = '';
  const take = (): void => {
    if (card && pending !== '') addProperty(card, pending);
    pending = '';
  };
  for await (const { number, text } of numberedLines(source, await textEncoding(source, encoding), hooks)) {
    const isSoft = /^[^:]*QUOTED-PRINTABLE[^:]*:/i.test(pending) && pending.endsWith('=');
    if (isSoft || /^[ \t]/.test(text)) {
      // 2.1 folds with `=` at the end, the later ones with a blank at the start.
      if (pending.length < MAX_LINE_CHARS) pending = isSoft ? pending.slice(0, -1) + text.trimStart() : pending + text.slice(1);
      continue;
    }
    take();
    if (/^BEGIN:VCARD\s*$/i.test(text)) {
      card = new Map();
      start = number;
    } else if (/^END:VCARD\s*$/i.test(text)) {
      if (card) sheet.add(start, card);
      card = undefined;
    } else pending = text;
  }
  take();
  // Cut off before its end: what there is of it.
  if (card && card.size > 0) sheet.add(start, card);
  const best = new BestSheet(undefined);
  best.offer(sheet.finish());
  return best.take('vcard');
}

function addProperty(card: Map<string, Field>, line: string): void {
  const found = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^:"])*)?):([\s\S]*)$/.exec(line);
  if (!found) return;
  const [, name, parameters, raw] = found;
  const value = /QUOTED-PRINTABLE/i.test(parameters)
    ? textOf(bytesOfQuotedPrintable(raw), /CHARSET=([\w-]+)/i.exec(parameters)?.[1] ?? 'utf-8')
    : raw;
  const property = name.toUpperCase();
  if (property === 'N') {
    const [family = '', given = '', middle = ''] = splitValue(value, ';');
    // FN has the name as its owner writes it; N is for cards without.
    set(card, 'family name', family);
    set(card, 'given name', [given, middle].filter((part) => part !== '').join(' '));
    return;
  }
  const column = COLUMNS[property];
  if (column === undefined) return;
  const text = property === 'BDAY' ? birthday(value) : property === 'TEL' ? value.replace(/^tel:/i, '') : plain(property, value);
  for (let i = 1; i <= MAX_SAME; i++) {
    const place = i === 1 ? column : `${column} ${i}`;
    if (card.get(place)?.text === text) return;
    if (card.has(place)) continue;
    set(card, place, text);
    return;
  }
}

function set(card: Map<string, Field>, column: string, text: string): void {
  if (text.trim() !== '') card.set(column, { text: text.trim() });
}

function plain(property: string, value: string): string {
  const parts = splitValue(value, property === 'ADR' || property === 'ORG' ? ';' : '\u0000');
  return parts.filter((part) => part !== '').join(', ');
}

/** At unescaped marks; `\n`, `\,` and `\;` stand for themselves. */
function splitValue(value: string, mark: string): string[] {
  const parts = [''];
  for (let p = 0; p < value.length; p++) {
    const c = value[p];
    if (c === '\\' && p + 1 < value.length) {
      const next = value[++p];
      parts[parts.length - 1] += next === 'n' || next === 'N' ? '\n' : next;
    } else if (c === mark) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts.map((part) => part.trim());
}

/** 19800102 and 1980-01-02T00:00:00Z as 1980-01-02; a day without a year stays as it is. */
function birthday(value: string): string {
  const found = /^(\d{4})-?(\d\d)-?(\d\d)(?:T.*)?$/.exec(value.trim());
  return found ? `${found[1]}-${found[2]}-${found[3]}` : value;
}
