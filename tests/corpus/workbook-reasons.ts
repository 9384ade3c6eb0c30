/**
 * Why a cell of a workbook and the same cell of its answer key are not the same text. Every reason is a rule that is checked
 * on the cell itself, as SheetJS reads it (for .xlsx that is a reading independent of ours): what is stored, under which
 * number format, by which formula. What no rule explains is `unexplained`.
 */
import { SSF, type CellObject, type WorkSheet } from '@e965/xlsx';
import { isoDay } from '../../src/core/civil-date.ts';

export const REASONS = [
  'shown by its number format',
  'shown by its number format, in the letters of the key’s code page',
  'shown by a number format with conditions, which drops or doubles signs',
  'shown by the day or time format that the key’s system was set to',
  'a length of time, shown in whole hours, minutes or seconds, or as the stored number',
  'too wide to be shown: #####',
  'saved result; the key worked a changing formula out anew',
  'saved result; the key had (or lacked) the macro of the formula',
  'saved result; the key worked the formula out in another locale',
  'saved result is empty: who saved the book could not work the formula out',
  'name of a merged cell, repeated',
  'letters lost in the key',
  'letters lost in the file: a copy by an older program',
  'number format lost in the file: a copy by an older program',
  'unexplained',
] as const;
export type Reason = (typeof REASONS)[number];

export interface Cell {
  ours: string;
  key: string;
  /** As SheetJS reads it; undefined where it has none. */
  raw: CellObject | undefined;
  sheet: WorkSheet;
  is1904: boolean;
  /** Our reader said that it put names of merged cells into this row. */
  isNamesRow: boolean;
  /** The book lies in a folder of copies that older programs wrote. */
  isOldCopy: boolean;
}

const CHANGING = /\b(?:RAND|RANDBETWEEN|NOW|TODAY|INFO|CELL)\(/;
/** Functions that only a macro of the book has: `Comment`, `NumFmt`, `DoFmt`. */
const MACRO = /\b(?:Comment|NumFmt|DoFmt)\(/i;

export function reasonOf(cell: Cell): Reason {
  const { ours, key, raw } = cell;
  if (raw?.t === 'n' && holds(ours, raw, cell.is1904)) {
    if (/^#+$/.test(key.trim())) return 'too wide to be shown: #####';
    const shown = shownBy(raw, cell.is1904);
    const code = String(raw.z ?? 'General');
    const signless = (text: string): string => asciiOf(text).replace(/-/g, '');
    if (shown !== undefined && squeezed(shown) === squeezed(key)) return 'shown by its number format';
    if (shown !== undefined && asciiOf(shown) === asciiOf(key)) return 'shown by its number format, in the letters of the key’s code page';
    if (shown !== undefined && /\[[<>=]/.test(code) && signless(shown) === signless(key)) {
      return 'shown by a number format with conditions, which drops or doubles signs';
    }
    if ((code.includes('[$-F400]') && ours.endsWith(key)) || (code.includes('[$-F800]') && isDay(ours, key))) {
      return 'shown by the day or time format that the key’s system was set to';
    }
    if (/\[(?:h+|m+|s+)\]/i.test(code) && isLength(Number(raw.v), Number(key))) {
      return 'a length of time, shown in whole hours, minutes or seconds, or as the stored number';
    }
    if (cell.isOldCopy && code === 'General') return 'number format lost in the file: a copy by an older program';
  }
  const formula = formulaOf(cell);
  if (formula !== undefined && isSaved(cell)) {
    if (CHANGING.test(formula)) return 'saved result; the key worked a changing formula out anew';
    if (MACRO.test(formula)) return 'saved result; the key had (or lacked) the macro of the formula';
    if (asciiOf(ours).replace(/[^\d%]/g, '') === asciiOf(key).replace(/[^\d%]/g, ''))
      return 'saved result; the key worked the formula out in another locale';
    if (ours === '' && key.trim() !== '') return 'saved result is empty: who saved the book could not work the formula out';
  }
  if (cell.isNamesRow && key.trim() === '') return 'name of a merged cell, repeated';
  if (raw?.t === 's' && /[^\u0020-\u007e]/.test(ours) && asciiOf(ours) === asciiOf(key)) return 'letters lost in the key';
  if (cell.isOldCopy && raw?.t === 's') return 'letters lost in the file: a copy by an older program';
  return 'unexplained';
}

/** Our text is the stored number, to the 15 digits that a spreadsheet has: plain, as a percentage, or as the day and time it stands for. */
function holds(ours: string, raw: CellObject, is1904: boolean): boolean {
  const value = Number(raw.v);
  const plain = Number(ours.replace(/^(-?)[^\d.-]+/, '$1').replace(/%$/, ''));
  const stored = ours.endsWith('%') ? 100 * value : value;
  if (ours !== '' && Number.isFinite(plain) && Math.abs(plain - stored) <= 1e-14 * Math.abs(stored)) return true;
  const time = /^(-?)(?:(\d{4})-(\d\d)-(\d\d))?\s?(?:(\d+):(\d\d):(\d\d))?$/.exec(ours);
  if (!time) return false;
  const seconds = 3600 * Number(time[5] ?? 0) + 60 * Number(time[6] ?? 0) + Number(time[7] ?? 0);
  const serial = (time[2] === undefined ? 0 : serialOf(ours.slice(0, 10), is1904)) + seconds / 86_400;
  return Math.abs(serial - Math.abs(value)) <= 0.5001 / 86_400;
}

function serialOf(day: string, is1904: boolean): number {
  if (day === '1900-02-29') return 60;
  if (day === '1900-01-00') return 0;
  const days = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8))) / 86_400_000;
  if (isoDay(days) !== day) return NaN;
  const since1900 = days + 25_568;
  return is1904 ? days + 24_107 : since1900 + (since1900 >= 60 ? 1 : 0);
}

function shownBy({ z, v }: CellObject, date1904: boolean): string | undefined {
  try {
    return String(SSF.format(z ?? 'General', Number(v), { date1904 }));
  } catch {
    return undefined;
  }
}

/** The cell's formula with those of the cells that it looks at. */
function formulaOf({ raw, sheet }: Cell): string | undefined {
  if (raw?.f === undefined) return undefined;
  const seen = new Set<string>();
  const all: string[] = [];
  const follow = (formula: string): void => {
    all.push(formula);
    for (const [address] of formula.matchAll(/\b[A-Z]{1,2}\d{1,4}\b/g)) {
      const next = (sheet[address] as CellObject | undefined)?.f;
      if (seen.has(address) || next === undefined) continue;
      seen.add(address);
      follow(next);
    }
  };
  follow(raw.f);
  return all.join(' ');
}

/** `1933-10-18 ...` and `Wednesday, October 18, 33`, whose weekday and month are right as well. */
function isDay(ours: string, key: string): boolean {
  const date = new Date(`${ours.slice(0, 10)}T00:00:00Z`);
  const word = (options: Intl.DateTimeFormatOptions): string => date.toLocaleString('en-US', { ...options, timeZone: 'UTC' });
  // Spreadsheets take 1900 for a leap year, so their weekdays before March of it are those of the day before.
  const dayBefore = new Date(date.getTime() - 86_400_000).toLocaleString('en-US', { weekday: 'long', timeZone: 'UTC' });
  const weekday = ours < '1900-03' ? dayBefore : word({ weekday: 'long' });
  return key === `${weekday}, ${word({ month: 'long' })} ${date.getUTCDate()}, ${ours.slice(2, 4)}`;
}

/** Hours, minutes or seconds of a length of time, cut or rounded; or days, as stored. */
function isLength(days: number, shown: number): boolean {
  return [24, 1440, 86_400].some((per) => [Math.trunc(per * days), Math.round(per * days)].includes(shown)) || days === shown;
}

function isSaved({ ours, raw, is1904 }: Cell): boolean {
  if (raw?.t === 'n') return holds(ours, raw, is1904);
  const saved = raw?.t === 'b' ? String(raw.v).toUpperCase() : raw?.t === 'e' ? String(raw.w ?? '') : String(raw?.v ?? '');
  return squeezed(ours) === squeezed(saved);
}

export function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Programs on a Mac wrote keys with an underscore, or another letter, for every one that their code page lacks. */
function asciiOf(text: string): string {
  return squeezed(text)
    .replace(/[^\u0020-\u007e]/g, '_')
    .replace(/[_\s]+/g, '_')
    .replace(/^_|_$/g, '');
}
