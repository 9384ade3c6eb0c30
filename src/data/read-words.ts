/** Many words read as numbers. Most are plain (`12.50`), or plain behind a currency mark: those are read letter by letter. */
import { plainNumberOfBytes, readNumber } from './cell-number.ts';
import { CURRENCY_FIRST, currenciesOf } from './currency-marks.ts';

const LONGEST = 32;
const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;

/** As `readNumber` reads each; NaN: none. `units`: all that words name. O(letters). */
export function readWords(words: readonly string[], decimal: '.' | ','): { numbers: Float64Array; units: Set<string> } {
  const numbers = new Float64Array(words.length).fill(NaN);
  const units = new Set<string>();
  const letters = new Uint8Array(LONGEST);
  const decimalByte = decimal.charCodeAt(0);
  /** A mark that words begin with -> its unit; undefined: it is no currency alone. */
  const unitOf = new Map<string, string | undefined>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const from = firstDigit(word);
    let value = NaN;
    let unit: string | undefined;
    if (word.length <= LONGEST && from < word.length) {
      const mark = word.slice(0, from);
      if (mark !== '' && !unitOf.has(mark)) unitOf.set(mark, CURRENCY_FIRST.exec(mark)?.[0] === mark ? currenciesOf(mark)[0] : undefined);
      unit = unitOf.get(mark);
      if (mark === '' || unit !== undefined) {
        for (let p = from; p < word.length; p++) letters[p] = Math.min(word.charCodeAt(p), 0xff);
        value = plainNumberOfBytes(letters, from, word.length, decimalByte);
      }
    }
    if (Number.isNaN(value)) {
      const reading = readNumber(word, decimal);
      value = reading?.value ?? NaN;
      unit = reading?.unit;
    }
    numbers[i] = value;
    if (unit !== undefined) units.add(unit);
  }
  return { numbers, units };
}

/** Where the digits (or the sign before them) of a word begin. */
function firstDigit(word: string): number {
  for (let p = 0; p < word.length; p++) {
    const letter = word.charCodeAt(p);
    if ((letter >= ZERO && letter <= NINE) || letter === MINUS) return p;
  }
  return word.length;
}
