/** The parts of an Office Open XML workbook beside its sheets: where they are, which exist, shared texts, number formats. */
import { AppError } from '../../core/errors.ts';
import { formatOfId, type NumberFormat } from './number-format.ts';
import { attribute, XmlReader, type XmlListener } from './xml-events.ts';

export interface SheetPart {
  name: string;
  path: string;
  hidden: boolean;
}

/** Target of each relationship by id, and the type it has. */
export interface Relationship {
  id: string;
  type: string;
  path: string;
}

function listen(xml: string, open: XmlListener['open']): void {
  const reader = new XmlReader({ open, close: () => undefined, text: () => undefined });
  reader.add(xml);
  reader.end();
}

/** `folder`: where the part that has these relationships lies. */
export function readRelationships(xml: string, folder: string): Relationship[] {
  const found: Relationship[] = [];
  listen(xml, (name, attributes) => {
    const [id, type, target] = ['Id', 'Type', 'Target'].map((key) => attribute(attributes, key));
    if (name === 'Relationship' && id !== undefined && target !== undefined) {
      found.push({ id, type: type?.split('/').at(-1) ?? '', path: resolvePath(folder, target) });
    }
  });
  return found;
}

function resolvePath(folder: string, target: string): string {
  const parts = target.startsWith('/') ? [] : folder.split('/').filter((part) => part !== '');
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

export function readWorkbookPart(xml: string, relationships: readonly Relationship[]): { sheets: SheetPart[]; is1904: boolean } {
  const sheets: SheetPart[] = [];
  let is1904 = false;
  listen(xml, (tag, attributes) => {
    if (tag === 'workbookPr') is1904 = isTrue(attribute(attributes, 'date1904'));
    if (tag !== 'sheet') return;
    const id = attribute(attributes, 'id');
    const part = relationships.find((other) => other.id === id);
    const state = attribute(attributes, 'state') ?? 'visible';
    // Chart sheets and dialogs hold no cells.
    if (part?.type === 'worksheet')
      sheets.push({ name: attribute(attributes, 'name') ?? '', path: part.path, hidden: state !== 'visible' });
  });
  return { sheets, is1904 };
}

export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}

/** The number format of each cell style (`cellXfs`), by index. */
export function readStyles(xml: string): NumberFormat[] {
  const custom = new Map<number, string>();
  const ids: number[] = [];
  let inCellXfs = false;
  const reader = new XmlReader({
    open(name, attributes) {
      if (name === 'numFmt') custom.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '');
      if (name === 'cellXfs') inCellXfs = true;
      if (name === 'xf' && inCellXfs) ids.push(Number(attribute(attributes, 'numFmtId') ?? 0));
    },
    close(name) {
      if (name === 'cellXfs') inCellXfs = false;
    },
    text: () => undefined,
  });
  reader.add(xml);
  reader.end();
  const known = new Map<number, NumberFormat>();
  return ids.map((id) => {
    let format = known.get(id);
    if (!format) known.set(id, (format = formatOfId(id, custom)));
    return format;
  });
}

/** Texts that cells refer to by number. Furigana (`rPh`) is no part of them. */
export class SharedTexts implements XmlListener {
  readonly texts: string[] = [];
  private text_ = '';
  private inText = false;
  private inPhonetic = false;

  open(name: string): void {
    if (name === 'si') this.text_ = '';
    else if (name === 't') this.inText = !this.inPhonetic;
    else if (name === 'rPh') this.inPhonetic = true;
  }

  close(name: string): void {
    if (name === 't') this.inText = false;
    else if (name === 'rPh') this.inPhonetic = false;
    else if (name === 'si') this.texts.push(unescapeOoxml(this.text_));
  }

  text(text: string): void {
    if (this.inText) this.text_ += text;
  }

  /** Errors: `workbook-broken`. */
  at(index: number): string {
    const text = this.texts[index];
    if (text === undefined) throw new AppError('workbook-broken', { message: `shared text ${index}` });
    return text;
  }
}

/** `_x000D_`: characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19). */
export function unescapeOoxml(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
