/** What the person is shown when the bytes do not tell the encoding: a few lines, decoded each way that is possible. */
import type { Encoding } from '../core/reading.ts';

const LINES = 3;
const LINE_BYTES = 120;
const MAX_CHOICES = 6;
/** Letters of an alphabet other than the Latin one are most of the letters; accents are few. */
const DENSE = 0.4;
const LATIN: readonly Encoding[] = ['windows-1252', 'windows-1250', 'windows-1254', 'windows-1251'];
const OTHER: readonly Encoding[] = ['windows-1251', 'koi8-r', 'windows-1253', 'windows-1252'];

/** The first lines of the text that hold more than ASCII. */
export function tellingLines(text: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  let isTelling = false;
  for (let i = 0; i <= text.length && lines.length < LINES; i++) {
    const byte = i < text.length ? text[i] : 10;
    if (byte === 10 || byte === 13) {
      if (isTelling) lines.push(text.subarray(start, Math.min(i, start + LINE_BYTES)));
      start = i + 1;
      isTelling = false;
    } else if (byte >= 0x80 && i - start < LINE_BYTES) isTelling = true;
  }
  return lines;
}

/**
 * `choices` (names, blank between them) and `as-NAME` (lines decoded so), as parameters of an error. `likely`, `possible`:
 * best first.
 */
export function encodingChoices(
  lines: readonly Uint8Array[],
  likely: readonly Encoding[],
  possible: readonly Encoding[],
): Record<string, string> {
  let letters = 0;
  let high = 0;
  for (const line of lines) {
    for (const byte of line) {
      if (byte >= 0x80) high++;
      else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) letters++;
    }
  }
  const isDense = high >= DENSE * (high + letters);
  const all = [...new Set([...likely, ...(isDense ? [...possible, ...OTHER] : [...LATIN, ...possible])])].slice(0, MAX_CHOICES);
  const params: Record<string, string> = { choices: all.join(' ') };
  for (const encoding of all) {
    const decoder = new TextDecoder(encoding);
    params[`as-${encoding}`] = lines.map((line) => decoder.decode(line)).join('\n');
  }
  return params;
}
