/**
 * The careful way through delimited text: PapaParse owns the dialect, row by row. It takes over where `scan-csv.ts`
 * meets quoting it does not know (blanks after a closing quote, several characters as delimiter, stray quotes).
 *
 * PapaParse gets strings we decoded ourselves (it cuts characters at chunk edges), line breaks all LF (it knows one
 * kind per file), no header, no dynamic typing, no worker. When it reports broken quotes, the record in question is set
 * aside and reading goes on at the next one; when that would lose more than one line, the file is refused.
 */
import Papa from 'papaparse';
import { AppError } from '../core/errors.ts';
import type { ClosedRecord, RecordIntake } from './record-intake.ts';

/** PapaParse searches to the end of its input for a closing quote, so it gets the text in pieces. */
const WINDOW_CHARS = 1 << 18;
/** An open quote that has run this far is taken for a lone one. */
const MAX_OPEN_CHARS = 32 << 20;
/** With this many broken records the quotes of the file mean something else. */
const MAX_STRAY = 200;

interface RecordEnd {
  /** Index after the record's line break, or -1 when the text ends first. */
  end: number;
  /** Text follows a closing quote. */
  stray: boolean;
  /** The text ends inside quotes. */
  open: boolean;
}

/** Where the record that starts at `from` ends, by the quoting rules of RFC 4180 (text after a closing quote belongs to the field). */
function recordEnd(text: string, from: number, delimiter: string, mark: string): RecordEnd {
  const found: RecordEnd = { end: -1, stray: false, open: false };
  let p = from;
  for (;;) {
    if (text[p] === mark) {
      for (;;) {
        const close = text.indexOf(mark, p + 1);
        if (close < 0) {
          found.open = true;
          return found;
        }
        p = close + 1;
        if (text[p] !== mark) break;
      }
      if (p < text.length && text[p] !== '\n' && !text.startsWith(delimiter, p)) found.stray = true;
    }
    const nextBreak = text.indexOf('\n', p);
    const nextField = text.indexOf(delimiter, p);
    if (nextField >= 0 && (nextBreak < 0 || nextField < nextBreak)) {
      p = nextField + delimiter.length;
      continue;
    }
    if (nextBreak >= 0) found.end = nextBreak + 1;
    return found;
  }
}

export class CsvParser {
  /** Line of the file on which the next record starts. */
  line = 1;
  private readonly intake: RecordIntake;
  private readonly delimiter: string;
  private readonly quote: boolean;
  private readonly mark: string;
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  private readonly encoder = new TextEncoder();
  private text = '';
  private afterReturn = false;
  private stray = 0;
  private written = 0;
  private readonly record: ClosedRecord = {
    cells: 0,
    overfull: false,
    quoted: false,
    inner: false,
    line: 1,
    lines: 1,
    undecodable: false,
    escaped: [],
  };
  private readonly bad: readonly number[];

  /** `bad`: stream offsets of undecodable bytes. Once there is one, records with U+FFFD in them count as undecodable. */
  constructor(intake: RecordIntake, delimiter: string, quote: boolean, bad: readonly number[], mark = '"') {
    this.intake = intake;
    this.delimiter = delimiter;
    this.quote = quote;
    this.mark = mark;
    this.bad = bad;
    if (intake.batch.bytes.length === 0) intake.batch.bytes = new Uint8Array(1 << 16);
  }

  /** Reads all whole records of what has come in so far; with `last`, everything. Errors: `lone-quote` {line, text}. */
  add(piece: Uint8Array, last: boolean): void {
    let coming = this.decoder.decode(piece, { stream: !last });
    if (this.afterReturn && coming !== '') {
      if (coming[0] === '\n') coming = coming.slice(1);
      this.afterReturn = false;
    }
    if (coming.endsWith('\r')) this.afterReturn = true;
    coming = coming.replace(/\r\n?/g, '\n');
    if (coming.length === 0 && !last) return;
    for (let at = 0; at < coming.length || at === 0; at += WINDOW_CHARS) {
      this.text += coming.slice(at, at + WINDOW_CHARS);
      this.read(last && at + WINDOW_CHARS >= coming.length);
    }
    this.flush();
  }

  private read(last: boolean): void {
    const { text, delimiter } = this;
    let at = 0;
    while (at < text.length) {
      const input = at === 0 ? text : text.slice(at);
      let done = 0;
      let broken = false;
      const parser = new Papa.Parser({
        delimiter,
        newline: '\n',
        quoteChar: this.mark,
        fastMode: this.quote ? undefined : true,
        step: (result: Papa.ParseStepResult<string[]>) => {
          if (result.errors.length > 0) {
            broken = true;
            parser.abort();
            return;
          }
          const end = result.meta.cursor;
          // A line break at the very end of the text does not begin another record.
          if (end > done) this.take((result.data as unknown as string[][])[0], input, done, end);
          done = end;
        },
      });
      const result: Papa.ParseResult<string[]> = parser.parse(input, 0, !last);
      // An error in the last, unfinished record may come from where the text is cut: our own rules tell.
      if (!broken && result.errors.length > 0) {
        const { end, stray } = recordEnd(input, done, delimiter, this.mark);
        broken = stray && end >= 0;
      }
      if (broken) done = this.setAside(input, done, last);
      at += done;
      if (!broken) break;
    }
    this.text = last ? '' : text.slice(at);
    if (this.text.length > MAX_OPEN_CHARS) this.refuse(this.text);
  }

  /** Rejects the broken record at `from` and returns where the next one starts. */
  private setAside(input: string, from: number, last: boolean): number {
    const { end, open } = recordEnd(input, from, this.delimiter, this.mark);
    if (end < 0 && !last) return from;
    const stop = end < 0 ? input.length : end;
    const raw = input.slice(from, stop).replace(/\n$/, '');
    if (raw.includes('\n') || ++this.stray > MAX_STRAY) this.refuse(raw);
    this.intake.reject(open ? 'unclosed-quote' : 'text-after-quote', this.line, () => raw);
    this.line++;
    return stop;
  }

  private refuse(text: string): never {
    throw new AppError('lone-quote', { line: this.line, text: text.slice(0, 200) });
  }

  private take(cells: string[], input: string, from: number, to: number): void {
    const { intake, record } = this;
    const { batch } = intake;
    const { width } = batch;
    const raw = input.slice(from, to);
    const first = batch.rows * width;
    for (let i = 0; i < cells.length && i < width; i++) this.write(first + i, cells[i]);
    record.cells = cells.length;
    record.overfull = false;
    for (let i = width; i < cells.length && !record.overfull; i++) record.overfull = cells[i].trim() !== '';
    record.quoted = this.quote && (raw[0] === this.mark || raw.includes(this.delimiter + this.mark));
    record.inner = this.quote && this.mark === '"' && raw.includes(this.mark);
    record.line = this.line;
    record.undecodable = this.bad.length > 0 && raw.includes('\uFFFD');
    record.lines = 0;
    for (let p = raw.indexOf('\n'); p >= 0; p = raw.indexOf('\n', p + 1)) record.lines++;
    intake.close(record, () => raw.replace(/\n$/, ''));
    if (batch.rows === 0) this.written = 0;
    this.line += record.lines;
  }

  private write(cell: number, text: string): void {
    const { batch } = this.intake;
    const need = this.written + 3 * text.length;
    if (batch.bytes.length < need) {
      const grown = new Uint8Array(Math.max(need, 2 * batch.bytes.length));
      grown.set(batch.bytes.subarray(0, this.written));
      batch.bytes = grown;
    }
    batch.from[cell] = this.written;
    this.written += this.encoder.encodeInto(text, batch.bytes.subarray(this.written)).written;
    batch.to[cell] = this.written;
  }

  private flush(): void {
    this.intake.flush();
    this.written = 0;
  }
}

/**
 * The first records of a text, for finding out about a file. `whole`: the text is all there is; otherwise its last
 * record is left out, it may be cut.
 */
export function parseRecords(
  text: string,
  delimiter: string,
  quote: boolean,
  whole: boolean,
  mark = '"',
): { records: string[][]; broken: boolean } {
  const input = text.replace(/\r\n?/g, '\n');
  const parser = new Papa.Parser({ delimiter, newline: '\n', quoteChar: mark, fastMode: quote ? undefined : true });
  const result: Papa.ParseResult<string[]> = parser.parse(input, 0, !whole);
  const records = result.data;
  if (whole && input.endsWith('\n')) records.pop();
  return { records, broken: result.errors.length > 0 };
}
