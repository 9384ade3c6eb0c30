/**
 * XML as it comes: tags and text, in order, from pieces of text cut anywhere. Just what workbooks need: no name spaces
 * (prefixes are cut off), no document types (refused: that is where entities that unfold without end are declared).
 */
import { AppError } from '../../core/errors.ts';

export interface XmlListener {
  /** `attributes`: the raw text between name and `>`; ask `attribute` for one. */
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** Several calls for one run of text are possible. Entities are resolved. */
  text(text: string): void;
}

/** A tag longer than this is none that a workbook has. */
const MAX_TAG_CHARS = 1 << 20;
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

export class XmlReader {
  private rest = '';
  private depth = 0;
  private readonly listener: XmlListener;

  constructor(listener: XmlListener) {
    this.listener = listener;
  }

  /** Errors: `workbook-broken` {message}, `file-unsafe` {message}. */
  add(piece: string): void {
    const text = this.rest + piece;
    const { listener } = this;
    let at = 0;
    for (;;) {
      const open = text.indexOf('<', at);
      if (open < 0) {
        // An entity must not be cut; a run of text without one may be passed on at once.
        const cut = text.lastIndexOf('&');
        const safe = cut >= at && text.indexOf(';', cut) < 0 ? cut : text.length;
        if (safe > at) listener.text(unescapeXml(text.slice(at, safe)));
        at = safe;
        break;
      }
      if (open > at) listener.text(unescapeXml(text.slice(at, open)));
      at = open;
      const next = text.charCodeAt(open + 1);
      if (next === 0x21 || next === 0x3f || open + 1 >= text.length) {
        const end = this.skipSpecial(text, open);
        if (end < 0) break;
        at = end;
        continue;
      }
      const close = tagEnd(text, open + 1);
      if (close < 0) break;
      this.tag(text, open + 1, close);
      at = close + 1;
    }
    this.rest = text.slice(at);
    if (this.rest.length > MAX_TAG_CHARS) throw new AppError('workbook-broken', { message: 'XML tag without end' });
  }

  /** Errors: `workbook-broken` where the text ends in the middle. */
  end(): void {
    if (this.depth !== 0 || this.rest.trim() !== '') throw new AppError('workbook-broken', { message: 'XML ends in the middle' });
  }

  private tag(text: string, from: number, to: number): void {
    const { listener } = this;
    if (text.charCodeAt(from) === 0x2f) {
      this.depth--;
      listener.close(localName(text, from + 1, to).name);
      return;
    }
    const isEmpty = text.charCodeAt(to - 1) === 0x2f;
    const { name, end } = localName(text, from, isEmpty ? to - 1 : to);
    listener.open(name, text.slice(end, isEmpty ? to - 1 : to));
    if (isEmpty) listener.close(name);
    else this.depth++;
  }

  /** Comments, CDATA, declarations: the index after them, or -1 while their end has not come. */
  private skipSpecial(text: string, at: number): number {
    if (text.startsWith('<!--', at)) return after(text, '-->', at + 4);
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at);
      if (end >= 0) this.listener.text(text.slice(at + 9, end));
      return end < 0 ? -1 : end + 3;
    }
    if (text.startsWith('<?', at)) return after(text, '?>', at + 2);
    // Not enough of it has come to tell.
    if (text.length - at < 9) return -1;
    throw new AppError('file-unsafe', { message: 'XML document type' });
  }
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
}

/** The `>` of a tag; one inside quotes is none. */
function tagEnd(text: string, from: number): number {
  let quote = 0;
  for (let p = from; p < text.length; p++) {
    const c = text.charCodeAt(p);
    if (quote !== 0) {
      if (c === quote) quote = 0;
    } else if (c === 0x3e) return p;
    else if (c === 0x22 || c === 0x27) quote = c;
  }
  return -1;
}

function localName(text: string, from: number, to: number): { name: string; end: number } {
  let start = from;
  let p = from;
  for (; p < to; p++) {
    const c = text.charCodeAt(p);
    if (c <= 0x20) break;
    if (c === 0x3a) start = p + 1;
  }
  return { name: text.slice(start, p), end: p };
}

/** The value of an attribute (its prefix may be left out), or undefined. */
export function attribute(attributes: string, name: string): string | undefined {
  let at = attributes.indexOf(name);
  for (; at >= 0; at = attributes.indexOf(name, at + 1)) {
    const before = attributes.charCodeAt(at - 1);
    if (at > 0 && before > 0x20 && before !== 0x3a) continue;
    let p = at + name.length;
    while (attributes.charCodeAt(p) <= 0x20) p++;
    if (attributes.charCodeAt(p) !== 0x3d) continue;
    p++;
    while (attributes.charCodeAt(p) <= 0x20) p++;
    const quote = attributes[p];
    if (quote !== '"' && quote !== "'") continue;
    const end = attributes.indexOf(quote, p + 1);
    return end < 0 ? undefined : unescapeXml(attributes.slice(p + 1, end));
  }
  return undefined;
}

export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{1,8});?/gi, (whole, inside: string) => {
    const code = /^#x/i.test(inside) ? parseInt(inside.slice(2), 16) : inside[0] === '#' ? Number(inside.slice(1)) : -1;
    if (code >= 0) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    return NAMED[inside] ?? whole;
  });
}
