/**
 * Two files seldom cut their words in the same way: the model number that one has in the title the other has in the description.
 * Where a long text tells again what a short one of the same row says (its words stand in it), the long one is compared together
 * with the short one, so that a word finds its partner in whichever of the two columns it stands. Texts about different things
 * (a title and its authors) are left as they are. Only of two files: within one the words are cut one way.
 */
import { MISSING_CODE } from '../../core/column.ts';
import type { FieldKind } from './field-kind.ts';
import type { LinkageColumn, LinkageTable } from './linkage-columns.ts';
import { textWords } from './text-words.ts';

/** Rows of each file that are looked at. */
const SAMPLE = 1000;
/** Share of the short text's words that stand in the long one, in one of the files. */
const RETOLD = 0.5;

/** The columns, with each long text that tells a shorter one again put together with it. `kinds[i]` is that of column i. */
export function withRetoldTexts(table: LinkageTable, kinds: readonly (FieldKind | undefined)[]): LinkageColumn[] {
  const { columns, rowCount, split } = table;
  if (split >= rowCount) return columns;
  const texts = columns.flatMap((column, i) => (kinds[i] === 'text' ? [{ i, column, words: meanWords(column) }] : []));
  return columns.map((column, i) => {
    const long = texts.find((text) => text.i === i);
    if (!long) return column;
    const short = texts
      .filter((text) => text.words < long.words)
      .map((text) => ({
        ...text,
        share: Math.max(shareRetold(text.column, column, 0, split), shareRetold(text.column, column, split, rowCount)),
      }))
      .filter(({ share }) => share >= RETOLD)
      .sort((p, q) => q.share - p.share)
      .at(0);
    return short ? joined(short.column, column) : column;
  });
}

function meanWords({ words }: LinkageColumn): number {
  return words.reduce((sum, text) => sum + text.split(/\s+/).length, 0) / Math.max(1, words.length);
}

/** Mean over the rows from `first` on that have both. */
function shareRetold(short: LinkageColumn, long: LinkageColumn, first: number, end: number): number {
  const stride = Math.max(1, Math.floor((end - first) / SAMPLE));
  let rows = 0;
  let sum = 0;
  for (let row = first; row < end; row += stride) {
    if (short.codes[row] === MISSING_CODE || long.codes[row] === MISSING_CODE) continue;
    const words = textWords(short.words[short.codes[row]]);
    if (words.length === 0) continue;
    const there = new Set(textWords(long.words[long.codes[row]]));
    rows++;
    sum += words.filter((word) => there.has(word)).length / words.length;
  }
  return rows === 0 ? 0 : sum / rows;
}

/** The short text and the long one behind it, for each row; a row with one of them has that one. */
function joined(short: LinkageColumn, long: LinkageColumn): LinkageColumn {
  const codeOf = new Map<string, number>();
  const textAt = ({ codes, words }: LinkageColumn, row: number) => (codes[row] === MISSING_CODE ? '' : words[codes[row]]);
  const codes = long.codes.map((_, row) => {
    const text = `${textAt(short, row)} ${textAt(long, row)}`.trim();
    if (text === '') return MISSING_CODE;
    const code = codeOf.get(text) ?? codeOf.size;
    codeOf.set(text, code);
    return code;
  });
  return { ...long, codes, words: [...codeOf.keys()] };
}
