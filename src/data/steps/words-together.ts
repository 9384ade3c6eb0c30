/** Many words rewritten as one text: a native call for each word would cost more than the work. */

/** As many words at a time as a processor's cache has room for. */
const TOGETHER = 1 << 11;
/** A line break keeps the words apart; half surrogates do not survive a decoder; U+FFFF is no letter, tables may use it. */
const ALONE = /[\n\ud800-\udfff\uffff]/;

/**
 * `rewrite` is given words with a line break between each two, and must leave the breaks as they are. What it makes of a word
 * must not depend on the words beside it. Words that hold a line break, a surrogate or U+FFFF are given to `each`.
 */
export function rewriteTogether(words: readonly string[], rewrite: (text: string) => string, each: (word: string) => string): string[] {
  const made: string[] = [];
  for (let from = 0; from < words.length; from += TOGETHER) {
    const alone: number[] = [];
    const some = words.slice(from, from + TOGETHER).map((word, i) => {
      if (!ALONE.test(word)) return word;
      alone.push(i);
      return '';
    });
    const next = rewrite(some.join('\n')).split('\n');
    for (const i of alone) next[i] = each(words[from + i]);
    for (const word of next) made.push(word);
  }
  return made;
}

const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true });
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Well-formed UTF-16 as a string; `isAscii` if all of it is, which is quicker and makes smaller strings. */
export function textOfUnits(units: Uint16Array, isAscii: boolean): string {
  return isAscii ? utf8.decode(Uint8Array.from(units)) : utf16.decode(units);
}

let room = new Uint16Array(1 << 16);

/** To write a text into, for a moment: not emptied. */
export function unitRoom(length: number): Uint16Array {
  if (room.length < length) room = new Uint16Array(2 * length);
  return room;
}
