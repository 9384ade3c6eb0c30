/** Which column of one table names the rows of another: found by the values they share, with what matches, both ways. */
import { MISSING_CODE, type Column, type Table } from '../core/column.ts';
import type { KeyMatch, SideMatch } from '../core/dataset.ts';
import { nameWords } from './header-words.ts';
import { keyCodes, type KeyCodes } from './key-codes.ts';

/** Of so many shared values nobody is named by chance. */
const FEWEST_SHARED = 3;
/** One of both columns must name its rows nearly one by one: else "matches" are counts or categories that happen to agree. */
const UNIQUE_SHARE = 0.9;
/** Below this share of the rows that should find theirs, it is no key. */
const LEAST_FOUND = 0.2;
/** Short whole numbers that count from somewhere agree by chance: so large a share must match, where the names do not say the same. */
const LEAST_BY_CHANCE = 0.9;
/** Of so many digits, or with a letter in it, a key is a code that two files do not share by chance. */
const CODE_DIGITS = 6;
/** What a key names, by words of the column's name. */
const THINGS: readonly RegExp[] = [
  /^(?:customers?|cust|clients?|users?|members?|buyers?|shoppers?|accounts?|acct|guests?|contacts?)$|客户|会员|顾客|用户|买家/,
  /^(?:orders?|invoices?|transactions?|trans|receipts?|bills?|baskets?)$|订单|单号|流水|小票|发票/,
  /^(?:products?|prod|items?|articles?|goods|sku|stock|dish|dishes)$|商品|产品|货号|菜品/,
  /^(?:emp|employees?|staff|cashiers?|sales(?:rep|person|man)|agents?)$|员工|工号|收银|店员/,
];
/** Words that every key's name may have: they say nothing of what it names. */
const ANY_KEY = /^(?:id|ids|no|nr|num|number|code|key|uid|uuid|ref|reference|the|of)$/;
const MOST_MATCHES = 5;
const ORPHANS_SHOWN = 10;

interface Candidate {
  name: string;
  /** Name without separators, lower case. */
  plain: string;
  keys: KeyCodes;
  filled: number;
  isId: boolean;
  /** Index into THINGS of what it names; the words of its name that are not just "id". */
  thing: number;
  words: string[];
  /** Most of its keys are short whole numbers. */
  isCounted: boolean;
}

/**
 * The best pairs first. A pair is worth the share of rows on the many side that find theirs, the share of keys on the one
 * side that are asked for, and equal names. That values agree is not enough where both are running numbers: an employee's 417
is found among the orders too. O(columns x columns x distinct).
 */
export function matchKeys(own: Table, other: Table): KeyMatch[] {
  const found: { match: KeyMatch; worth: number }[] = [];
  const others = candidates(other);
  for (const a of candidates(own)) {
    for (const b of others) {
      if (!names(a) && !names(b)) continue;
      const match = matchOf(a, b);
      const many = names(b) ? match.own : match.other;
      const one = names(b) ? match.other : match.own;
      const share = many.rowsFound / many.rows;
      if (one.keysFound < FEWEST_SHARED || share < LEAST_FOUND) continue;
      // Small whole numbers are everywhere: only a name or an id makes them a key.
      const isSame = a.plain === b.plain;
      if (!isSame && !(a.isId && b.isId)) continue;
      if (!isSame && a.isCounted && b.isCounted && !isLikely(a, b, share, one.keysFound / one.keys)) continue;
      found.push({ match, worth: 0.5 * share + 0.3 * (one.keysFound / one.keys) + (isSame ? 0.3 : 0) });
    }
  }
  found.sort((x, y) => y.worth - x.worth);
  return found.slice(0, MOST_MATCHES).map(({ match }) => match);
}

/** How two columns match. Undefined where a table lacks its column. */
export function matchColumns(own: Table, ownKey: string, other: Table, otherKey: string): KeyMatch | undefined {
  const [a] = candidates({ ...own, columns: own.columns.filter(({ name }) => name === ownKey) }, true);
  const [b] = candidates({ ...other, columns: other.columns.filter(({ name }) => name === otherKey) }, true);
  return a && b && matchOf(a, b);
}

/** One byte per row: 1 = its key is not in the other column. Rows without a key count as not found. */
export function orphanRows(column: Column, other: Column): Uint8Array {
  const there = new Set(keyCodes(other).keys);
  const { codes, keys } = keyCodes(column);
  const found = Uint8Array.from(keys, (key) => (there.has(key) ? 1 : 0));
  return Uint8Array.from(codes, (code) => (code !== MISSING_CODE && found[code] === 1 ? 0 : 1));
}

function candidates(table: Table, any = false): Candidate[] {
  return table.columns.flatMap((column) => {
    if (!any && !canBeKey(column)) return [];
    const keys = keyCodes(column);
    let filled = 0;
    for (const code of keys.codes) if (code !== MISSING_CODE) filled++;
    if (!any && (filled === 0 || keys.keys.length < FEWEST_SHARED)) return [];
    const plain = column.name.toLowerCase().replace(/[\s_\-./]+/g, '');
    const words = nameWords(column.name).filter((word) => !ANY_KEY.test(word));
    const thing = THINGS.findIndex((pattern) => words.some((word) => pattern.test(word)));
    const isId = column.kind === 'text' && column.use !== 'category';
    return [{ name: column.name, plain, keys, filled, isId, thing, words, isCounted: areCounted(keys.keys) }];
  });
}

function canBeKey(column: Column): boolean {
  if (column.kind === 'text') return true;
  return (
    column.kind === 'number' && column.unit === undefined && column.values.every((value) => Number.isNaN(value) || Number.isInteger(value))
  );
}

/** Sequences of numbers overlap whatever they number: their names must agree, or hardly any may be left over. */
function isLikely(a: Candidate, b: Candidate, rowsShare: number, keysShare: number): boolean {
  const isOneThing = a.thing >= 0 && a.thing === b.thing;
  if (isOneThing || a.words.some((word) => b.words.includes(word))) return true;
  if (rowsShare < LEAST_BY_CHANCE) return false;
  // `id` may be anything's: nothing speaks against it. Two different names have to match both ways.
  return a.words.length === 0 || b.words.length === 0 || keysShare >= LEAST_BY_CHANCE;
}

function areCounted(keys: readonly string[]): boolean {
  const counted = keys.filter((key) => key.length < CODE_DIGITS && /^\d+$/.test(key)).length;
  return counted > 0.5 * keys.length;
}

function names({ keys, filled }: Candidate): boolean {
  return keys.keys.length >= UNIQUE_SHARE * filled;
}

function matchOf(a: Candidate, b: Candidate): KeyMatch {
  return { ownKey: a.name, otherKey: b.name, own: side(a, b), other: side(b, a) };
}

function side(from: Candidate, to: Candidate): SideMatch {
  const there = new Set(to.keys.keys);
  const found = Uint8Array.from(from.keys.keys, (key) => (there.has(key) ? 1 : 0));
  const match: SideMatch = { rows: from.keys.codes.length, rowsFound: 0, keys: found.length, keysFound: 0, orphans: [] };
  for (const code of from.keys.codes) if (code !== MISSING_CODE && found[code] === 1) match.rowsFound++;
  for (let i = 0; i < found.length; i++) {
    if (found[i] === 1) match.keysFound++;
    else if (match.orphans.length < ORPHANS_SHOWN) match.orphans.push(from.keys.keys[i]);
  }
  return match;
}
