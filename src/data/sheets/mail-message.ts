/** One e-mail (RFC 5322, RFC 2045-2047): who wrote to whom, when, about what, and how it begins. */
import { isCivilDate } from '../../core/civil-date.ts';
import { bytesOf, bytesOfBase64, bytesOfQuotedPrintable, textOf } from './quoted-text.ts';

export interface MailMessage {
  /** As its sender's clock had it: `2024-03-01 14:05:00`, or as it is written where that is no date. */
  date: string;
  from: string;
  fromName: string;
  to: string;
  cc: string;
  subject: string;
  text: string;
  /** The text goes on. */
  isCut: boolean;
}

type Headers = ReadonlyMap<string, string>;

const MAX_TEXT_CHARS = 400;
const MAX_DEPTH = 4;
/** A list of recipients may be long. */
const MAX_HEADER_CHARS = 8000;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `binary`: one byte per character, lines ended by LF. */
export function readMessage(binary: string): MailMessage {
  const { headers, body } = split(binary);
  const text = firstText(headers, body, 0)
    .split('\n')
    .filter((line) => !/^\s*>/.test(line))
    .join('\n')
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/\n\s*\n+/g, '\n')
    .trim();
  const from = decodeWords(headers.get('from') ?? '');
  return {
    date: dateText(headers.get('date') ?? ''),
    from: addresses(from),
    fromName: from.replace(/<[^<>]*>|"/g, '').trim(),
    to: addresses(decodeWords(headers.get('to') ?? '')),
    cc: addresses(decodeWords(headers.get('cc') ?? '')),
    subject: decodeWords(headers.get('subject') ?? ''),
    text: text.length > MAX_TEXT_CHARS ? `${text.slice(0, MAX_TEXT_CHARS - 1)}…` : text,
    isCut: text.length > MAX_TEXT_CHARS,
  };
}

function split(binary: string): { headers: Headers; body: string } {
  const end = binary.search(/\n[ \t]*\n/);
  const head = end < 0 ? binary : binary.slice(0, end);
  const headers = new Map<string, string>();
  for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1, colon + MAX_HEADER_CHARS).trim());
  }
  return { headers, body: end < 0 ? '' : binary.slice(end + 1).replace(/^[ \t]*\n/, '') };
}

/** Plain text before HTML, whatever the order of the parts. */
function firstText(headers: Headers, body: string, depth: number): string {
  const type = headers.get('content-type') ?? 'text/plain';
  if (/^multipart\//i.test(type) && depth < MAX_DEPTH) {
    const mark = /boundary="?([^";]+)"?/i.exec(type)?.[1]?.trim();
    if (mark === undefined) return '';
    const parts = `\n${body}`
      .split(`\n--${mark}`)
      .slice(1)
      .map((part) => split(part.replace(/^[ \t]*\n/, '')));
    const isAttached = ({ headers: own }: { headers: Headers }): boolean => /^attachment/i.test(own.get('content-disposition') ?? '');
    const texts = parts
      .filter((part) => !isAttached(part))
      .map((part) => ({ part, type: part.headers.get('content-type') ?? 'text/plain' }));
    const best =
      texts.find((one) => /^text\/plain/i.test(one.type)) ??
      texts.find((one) => /^multipart\//i.test(one.type)) ??
      texts.find((one) => /^text\/html/i.test(one.type));
    return best ? firstText(best.part.headers, best.part.body, depth + 1) : '';
  }
  if (!/^text\//i.test(type)) return '';
  const how = (headers.get('content-transfer-encoding') ?? '').toLowerCase();
  const bytes = how === 'base64' ? bytesOfBase64(body) : how === 'quoted-printable' ? bytesOfQuotedPrintable(body) : bytesOf(body);
  const text = textOf(bytes, /charset="?([^";\s]+)/i.exec(type)?.[1]).replace(/\r\n?/g, '\n');
  return /^text\/html/i.test(type) ? withoutTags(text) : text;
}

/** For the first lines of a message; never shown as HTML. */
function withoutTags(html: string): string {
  return html
    .replace(/<(style|script|head|title)\b[\s\S]*?(?:<\/\1>|$)/gi, '')
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&nbsp;|&#160;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&amp;/g, '&');
}

/** `=?UTF-8?B?...?=`: words next to each other belong together, and a character may be cut between them. */
export function decodeWords(binary: string): string {
  const word = /=\?([^?*]+)(?:\*[^?]*)?\?([BbQq])\?([^?]*)\?=/g;
  let text = '';
  let at = 0;
  let bytes: number[] = [];
  let charset: string | undefined;
  const flush = (): void => {
    if (bytes.length > 0) text += textOf(Uint8Array.from(bytes), charset);
    bytes = [];
  };
  for (const found of binary.matchAll(word)) {
    const between = binary.slice(at, found.index);
    if (between.trim() !== '' || found[1] !== charset) flush();
    if (between.trim() !== '' || (at === 0 && between !== '')) text += textOf(bytesOf(between), undefined);
    charset = found[1];
    bytes.push(...(/b/i.test(found[2]) ? bytesOfBase64(found[3]) : bytesOfQuotedPrintable(found[3].replaceAll('_', ' '))));
    at = found.index + found[0].length;
  }
  flush();
  return text + textOf(bytesOf(binary.slice(at)), undefined);
}

function addresses(text: string): string {
  return (text.match(/[^\s<>,;:"()]+@[^\s<>,;:"()]+/g) ?? []).join('; ').toLowerCase() || text;
}

/** The time where it was sent: zones are left out, not converted. */
function dateText(value: string): string {
  const found = /(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4}|\d{2})\s+(\d{1,2}):(\d\d)(?::(\d\d))?/.exec(value);
  if (!found) return value;
  const year = Number(found[3]) + (found[3].length === 2 ? (Number(found[3]) < 50 ? 2000 : 1900) : 0);
  const month = MONTHS.indexOf(found[2].toLowerCase()) + 1;
  if (!isCivilDate(year, month, Number(found[1]))) return value;
  const two = (n: number | string): string => String(n).padStart(2, '0');
  return `${year}-${two(month)}-${two(found[1])} ${two(found[4])}:${found[5]}:${found[6] ?? '00'}`;
}
