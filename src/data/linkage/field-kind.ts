/** What a column is compared as: guessed from its name (English, Chinese) and its values, never from a list of known files. */
import { MISSING_CODE } from '../../core/column.ts';
import { nameWords, saysDay, saysId } from '../header-words.ts';
import { dateDigits } from './near-date.ts';
import type { LinkageTable } from './linkage-columns.ts';

export type FieldKind =
  'person' | 'word' | 'organisation' | 'phone' | 'email' | 'address' | 'date' | 'postcode' | 'code' | 'number' | 'text' | 'choice';

/** Words looked at per column. */
const SAMPLE = 500;
/** Mean words of a cell from which it is compared as running text. */
const LONG = 4;

const SAYS = {
  phone: /phone|mobile|\btel\b|telephone|\bcell\b|whatsapp|\bfax\b|手机|电话|传真|联系方式/i,
  address: /address|street|\baddr\b|地址|住址|街道/i,
  postcode: /post ?code|\bzip\b|postal|pin ?code|邮编|邮政编码/i,
  person: /name|customer|client|contact|member|buyer|guest|director|owner|manager|姓名|名字|客户|联系人|收货人|收件人|会员|顾客|称呼/i,
  given: /given|first ?name|forename|\bfname\b|surname|last ?name|family ?name|\blname\b|middle|^姓$|^名$|名字/i,
  organisation:
    /company|organi[sz]ation|\borg\b|firm|business|agency|site|shop|store|vendor|supplier|employer|account name|公司|单位|企业|商户|店名|机构/i,
  thing: /product|item|title|description|text|note|comment|商品|产品|品名|标题|描述|备注/i,
};

interface Looks {
  words: string[];
  rows: number;
  filled: number;
  distinct: number;
}

/** undefined: nothing to compare, the column is empty, has one value, or numbers its rows. */
export function fieldKind(table: LinkageTable, index: number): FieldKind | undefined {
  const column = table.columns[index];
  const looks = looksOf(table, index);
  if (looks.filled < 2 || looks.distinct < 2) return undefined;
  const said = nameWords(column.name).join(' ');
  const share = (test: (word: string) => boolean) => looks.words.filter(test).length / looks.words.length;
  const meanWords = looks.words.reduce((sum, word) => sum + wordCount(word), 0) / looks.words.length;
  if (share((word) => /^[^\s@]+@[^\s@]+\.\S+$/.test(word.trim())) > 0.6) return 'email';
  if (column.from === 'date' || column.from === 'datetime') return 'date';
  if (saysDay(column.name) && share((word) => dateDigits(word) !== '') > 0.6) return 'date';
  const isDigits = share((word) => /\d/.test(word)) > 0.5;
  if (SAYS.phone.test(said) && isDigits) return 'phone';
  if (share((word) => /^(?:\+?86[ -]?)?1[3-9]\d{9}$/.test(word.trim())) > 0.8) return 'phone';
  if (numbersItsRows(table, index, looks)) return undefined;
  if (SAYS.postcode.test(said)) return 'postcode';
  const isWord = share((word) => !/\s/.test(word) && word.length <= 24) > 0.9;
  const isChoice = looks.distinct <= Math.min(50, 0.1 * looks.filled);
  if (column.from === 'boolean') return 'choice';
  if (column.from === 'number') return saysId(column.name) || /number|no\b|号/i.test(said) ? 'code' : 'number';
  if (SAYS.address.test(said) && share((word) => /\p{L}{2}/u.test(word)) > 0.6) return 'address';
  if (isDigits && isWord) return isChoice ? 'choice' : 'code';
  if (share((word) => /^[\d\s.,$€£¥%-]+$/.test(word)) > 0.6) return 'number';
  if (SAYS.given.test(said) && meanWords < 2.5) return 'word';
  if (SAYS.organisation.test(said)) return 'organisation';
  if (meanWords >= LONG || (SAYS.thing.test(said) && meanWords > 1.5)) return isChoice ? 'choice' : 'text';
  if (SAYS.person.test(said) && !SAYS.thing.test(said)) return 'person';
  return isChoice ? 'choice' : 'word';
}

function looksOf({ columns, rowCount }: LinkageTable, index: number): Looks {
  const { codes, words } = columns[index];
  let filled = 0;
  for (const code of codes) if (code !== MISSING_CODE) filled++;
  const stride = Math.max(1, Math.floor(words.length / SAMPLE));
  return { words: words.filter((_, i) => i % stride === 0), rows: rowCount, filled, distinct: words.length };
}

/** Latin words, or two Chinese characters as one. */
function wordCount(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han / 2 + (text.match(/[^\s\p{Script=Han}]+/gu)?.length ?? 0);
}

/**
 * A different short code in (nearly) every row says nothing about two rows being one. Of two tables: whole numbers without
 * gaps in both (a row number); a card number that both tables know is evidence.
 */
function numbersItsRows({ columns, split, rowCount }: LinkageTable, index: number, { words, filled, distinct }: Looks): boolean {
  const column = columns[index];
  const isCode = words.every((word) => !/\s/.test(word) && word.length <= 40);
  if (!isCode || filled < 0.5 * rowCount) return false;
  if (split === rowCount) return distinct === filled && words.some((word) => /\d/.test(word));
  const numbers = column.words.map(Number);
  if (!numbers.every(Number.isInteger)) return false;
  let low = Infinity;
  let high = -Infinity;
  for (const value of numbers) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const most = Math.max(split, rowCount - split);
  return distinct >= 0.9 * most && high - low < 1.2 * most;
}
