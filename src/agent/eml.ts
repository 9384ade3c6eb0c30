/**
 * A draft as an .eml file: one message that the mail program opens for editing (`X-Unsent: 1`), RFC 5322 lines, RFC 2047
 * words, body in base64. It has no From: the person's own mail program fills that in.
 */
import { utf8Bytes } from '../core/utf8.ts';
import { oneLine, type Draft } from './draft.ts';

export interface Recipient {
  name?: string;
  email?: string;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** RFC 2045 section 6.8. */
const BODY_LINE = 76;
/** RFC 2047 section 2: an encoded word has at most 75 characters; `=?UTF-8?B?` and `?=` take 12, so 45 bytes (60 characters) fit. */
const WORD_BYTES = 45;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const triple = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text +=
      ALPHABET[triple >> 18] +
      ALPHABET[(triple >> 12) & 63] +
      (left > 1 ? ALPHABET[(triple >> 6) & 63] : '=') +
      (left > 2 ? ALPHABET[triple & 63] : '=');
  }
  return text;
}

/** Unstructured header text: plain where it is short printable ASCII, else encoded words that never cut a character in two. */
export function encodedWords(text: string): string {
  const line = oneLine(text);
  if (/^[\x20-\x7e]{0,60}$/.test(line) && !line.includes('=?')) return line;
  const words: string[] = [];
  let word = '';
  for (const character of line) {
    if (utf8Bytes(word + character).length > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  words.push(word);
  return words.map((part) => `=?UTF-8?B?${base64(utf8Bytes(part))}?=`).join('\r\n ');
}

/** A plain `local@domain` of printable ASCII, no quotes, spaces or list marks; anything else is left for the person to fill in. */
export function isMailAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/.test(
      text,
    )
  );
}

function toHeader({ name, email }: Recipient): string | undefined {
  const address = (email ?? '').trim();
  if (!isMailAddress(address)) return undefined;
  const display = oneLine(name ?? '');
  if (display === '') return `To: ${address}`;
  const phrase = /^[A-Za-z0-9 ]{1,60}$/.test(display) ? display : encodedWords(`${display}`);
  return `To: ${phrase.startsWith('=?') || /^[A-Za-z0-9 ]+$/.test(phrase) ? phrase : `"${phrase.replace(/["\\]/g, '\\$&')}"`} <${address}>`;
}

/** RFC 5322 section 3.3, in UTC. `at`: milliseconds since 1970. */
function dateHeader(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${WEEKDAYS[date.getUTCDay()]}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return `Date: ${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}

/** The whole file: ASCII only, CRLF line ends. */
export function eml(draft: Draft, to: Recipient, at: number): string {
  const body = base64(utf8Bytes(draft.body.replace(/\r\n|\r|\n/g, '\r\n')));
  const header = [
    'X-Unsent: 1',
    dateHeader(at),
    toHeader(to),
    `Subject: ${encodedWords(draft.subject)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ].filter((line) => line !== undefined);
  return [...header, '', ...(body.match(new RegExp(`.{1,${BODY_LINE}}`, 'g')) ?? []), ''].join('\r\n');
}
