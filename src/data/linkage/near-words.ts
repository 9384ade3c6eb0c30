/** How near two single values are - words, phones, addresses of mail, codes, days - by their numbers in a field. */
import { jaroWinkler } from './jaro-winkler.ts';
import { isOneEdit } from './one-edit.ts';
import { isSurelyBelow, numbered, packedJaroWinkler, packedOneEdit, packWords } from './packed-words.ts';

type Near = (a: number, b: number) => number;

/** Words less alike than this are different. */
const ALIKE = 0.82;
/** From here on a word is taken for a slip of the other. */
const SLIP = 0.92;

/** `nearWord` for the values of a field; the same value is not asked about. */
export function nearWords(values: readonly string[]): Near {
  const words = packWords(values);
  const bare = numbered(values.map((value) => value.replaceAll(' ', '')));
  const { start, letters } = words;
  return (a, b) => {
    const lengthA = start[a + 1] - start[a];
    const lengthB = start[b + 1] - start[b];
    const short = lengthA < lengthB ? lengthA : lengthB;
    if (short === 1) return letters[start[a]] === letters[start[b]] ? 1 : 0;
    // One edit of four letters and more never falls below it.
    if (isSurelyBelow(words, a, b, ALIKE)) return 0;
    if (short >= 4 && packedOneEdit(words, a, b)) return 2;
    const alike = packedJaroWinkler(words, a, b);
    if (alike >= SLIP) return 2;
    if (alike >= ALIKE && bare[a] === bare[b]) return 2;
    return alike >= ALIKE ? 1 : 0;
  };
}

/** 3 the same; 2 a slip; 1 alike, or an initial; 0 different. */
export function nearWord(a: string, b: string): number {
  if (a === b) return 3;
  const short = Math.min(a.length, b.length);
  if (short === 1) return a[0] === b[0] ? 1 : 0;
  if (short >= 4 && isOneEdit(a, b)) return 2;
  const alike = jaroWinkler(a, b);
  if (alike >= SLIP) return 2;
  if (alike >= ALIKE && a.replaceAll(' ', '') === b.replaceAll(' ', '')) return 2;
  return alike >= ALIKE ? 1 : 0;
}

/** 2 the same number but for what is dialled before it; 1 a slip; 0 different. */
export function nearPhones(values: readonly string[]): Near {
  const ends = numbered(values.map((value) => value.slice(-7)));
  const words = packWords(values);
  return (a, b) => (ends[a] === ends[b] ? 2 : packedOneEdit(words, a, b) ? 1 : 0);
}

/** 1 a slip, or the same mailbox elsewhere. That two addresses are alike says no more than that the names are. */
export function nearEmails(values: readonly string[]): Near {
  const mailboxes = values.map((value) => value.split('@')[0]);
  const mailbox = numbered(mailboxes);
  const isLong = Uint8Array.from(mailboxes, ({ length }) => (length >= 4 ? 1 : 0));
  const words = packWords(values);
  return (a, b) => ((isLong[a] === 1 && mailbox[a] === mailbox[b]) || packedOneEdit(words, a, b) ? 1 : 0);
}

/** 1 a slip in a code of three and more. */
export function nearCodes(values: readonly string[]): Near {
  const words = packWords(values);
  return (a, b) => (words.start[a + 1] - words.start[a] >= 3 && packedOneEdit(words, a, b) ? 1 : 0);
}

/** `nearDate` for the values of a field. */
export function nearDates(values: readonly string[]): Near {
  const words = packWords(values);
  const numberOf = new Map<string, number>();
  const part = (from: number, to?: number) => numbered(values.map((value) => value.slice(from, to)), numberOf); // prettier-ignore
  const [year, month, day] = [part(0, 4), part(4, 6), part(6)];
  return (a, b) => {
    if (packedOneEdit(words, a, b)) return 2;
    // 03/04 read as 04/03.
    if (year[a] === year[b] && month[a] === day[b] && day[a] === month[b]) return 2;
    const agree = (year[a] === year[b] ? 1 : 0) + (month[a] === month[b] ? 1 : 0) + (day[a] === day[b] ? 1 : 0);
    return agree === 2 ? 1 : 0;
  };
}
