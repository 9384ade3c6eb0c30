/**
 * A delimiter that is missing before a quoted cell (`Boots"Warm, dry",9` for `Boots,"Warm, dry",9`): the cell before and the
 * quoted one run together, the delimiters inside the quotes cut it, and the record may still have the right number of cells.
 */
const QUOTE = '"';
/** An inch or second mark stands behind a number: `5" pipe`. */
const BEHIND_NUMBER = /\p{N}\s*$/u;

/**
 * Index of the unquoted cell of `record` in whose middle a quotation mark opens that closes at the end of a later unquoted
 * cell; -1 where there is none. Quotes that pair inside a cell (`the "big" one`) and two marks behind numbers (`5" pipe,6"`)
 * are text. `record`: one record as it stands in the file, its quoting regular.
 */
export function quoteInside(record: string, delimiter: string): number {
  let openCell = -1;
  let openBehindNumber = false;
  let p = 0;
  for (let cell = 0; ; cell++) {
    if (record[p] === QUOTE) {
      p = closingQuote(record, p);
      if (p < 0) return -1;
      // Blanks may follow.
      p = cellEnd(record, p + 1, delimiter);
      openCell = -1;
    } else {
      const from = p;
      p = cellEnd(record, p, delimiter);
      const text = record.slice(from, p);
      const marks = loneMarks(text);
      if (marks.length > 0) {
        const last = marks[marks.length - 1];
        const isAtEnd = last === text.length - 1;
        const isBehindNumber = BEHIND_NUMBER.test(text.slice(0, last));
        if (openCell >= 0 && marks.length === 1 && isAtEnd && !(openBehindNumber && isBehindNumber)) return openCell;
        openCell = marks.length % 2 === 1 && !isAtEnd ? cell : -1;
        openBehindNumber = isBehindNumber;
      }
    }
    if (p >= record.length || !record.startsWith(delimiter, p)) return -1;
    p += delimiter.length;
  }
}

/** Of the quoted cell that opens at `at`; -1: none. */
function closingQuote(record: string, at: number): number {
  for (let p = record.indexOf(QUOTE, at + 1); p >= 0; p = record.indexOf(QUOTE, p + 2)) if (record[p + 1] !== QUOTE) return p;
  return -1;
}

function cellEnd(record: string, from: number, delimiter: string): number {
  const next = record.indexOf(delimiter, from);
  const line = record.slice(from, next < 0 ? undefined : next).search(/[\r\n]/);
  return line >= 0 ? from + line : next < 0 ? record.length : next;
}

/** Places of the quotation marks that are not doubled. */
function loneMarks(text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(QUOTE); at >= 0; at = text.indexOf(QUOTE, at + 1)) {
    if (text[at + 1] === QUOTE) at++;
    else places.push(at);
  }
  return places;
}
