/**
 * What a table of deals says about a customer as of a day: won and lost so far, money in those still open, days since the last one.
 *
 * What a deal came to is known from its closing day on and not before: one that is won in the file but closed after the day was
 * still open on it, and one that was opened after the day was not there. A deal that is closed in the file without a day is left
 * out, since nobody can say when. Without a day of opening, deals under way cannot be told from deals to come: no open money then.
 */
import { MISSING_CODE, MISSING_DAY, type Column, type Table } from '../core/column.ts';
import type { LinkFact } from '../core/features.ts';
import type { Roles } from '../core/recipe.ts';
import { findColumn } from './find-column.ts';
import { daysNamed, eachRowOf } from './link-rows.ts';

const CLOSED = /clos|won|lost|sign|end|decid|成交|签约|结束|关闭|赢单|输单/;
const EXPECTED = /expect|forecast|plan|预计|计划/;
const OPENED = /open|creat|start|begin|added|enter|创建|建立|开始|录入|新建/;
const WON = /^(?:closed?[ -]*)?(?:won|win)$|^(?:已|成功)?(?:成交|赢单|签约)$|^成功$/;
const LOST = /^(?:closed?[ -]*)?(?:lost|lose)$|^(?:已)?(?:丢单|输单|失败|战败)$/;
const MONEY = /amount|value|price|total|revenue|金额|价值|总价/;

const OPEN = 0;
const IS_WON = 1;
const IS_LOST = 2;

export interface LinkColumn {
  fact: LinkFact;
  values: Float64Array;
  unit?: string;
}

/** One value per key. Empty where no column says what became of the deals, or none when they were closed. */
export function dealFacts(
  link: { table: Table; roles: Roles; key: string },
  keys: readonly (string | undefined)[],
  asOfDay: number,
): LinkColumn[] {
  const { table, roles } = link;
  const ends = endings(table);
  const closed = daysNamed(table, new RegExp(`^(?!.*(?:${EXPECTED.source})).*(?:${CLOSED.source})`));
  if (!ends || !closed) return [];
  const opened = daysNamed(table, OPENED);
  const money = moneyOf(table, roles);
  const zeros = () => new Float64Array(keys.length);
  const [won, lost, open, recency] = [zeros(), zeros(), zeros(), zeros().fill(NaN)];
  eachRowOf(link, keys, (i, row) => {
    const end = ends[row];
    if (end !== OPEN && closed[row] === MISSING_DAY) return;
    if (opened && opened[row] !== MISSING_DAY && opened[row] > asOfDay) return;
    const isClosed = end !== OPEN && closed[row] <= asOfDay;
    if (isClosed) (end === IS_WON ? won : lost)[i]++;
    else if (money && !Number.isNaN(money.values[row])) open[i] += money.values[row];
    const last = Math.max(isClosed ? closed[row] : MISSING_DAY, opened ? opened[row] : MISSING_DAY);
    if (last !== MISSING_DAY && !(asOfDay - last >= recency[i])) recency[i] = asOfDay - last;
  });
  return [
    { fact: 'deals-won', values: won },
    { fact: 'deals-lost', values: lost },
    ...(opened && money ? [{ fact: 'open-deal-value' as const, values: open, unit: money.unit }] : []),
    { fact: 'deal-recency', values: recency, unit: 'days' },
  ];
}

/** What became of each row's deal, by the column with most cells that say won or lost. */
function endings(table: Table): Uint8Array | undefined {
  let best: { ends: Uint8Array; told: number } | undefined;
  for (const column of table.columns) {
    if (column.kind !== 'text') continue;
    const ofWord = Uint8Array.from(column.dictionary, (word) => endOf(word.trim().toLowerCase()));
    const ends = Uint8Array.from(column.codes, (code) => (code === MISSING_CODE ? OPEN : ofWord[code]));
    const told = ends.reduce((count, end) => count + (end === OPEN ? 0 : 1), 0);
    if (told > (best?.told ?? 0)) best = { ends, told };
  }
  return best?.ends;
}

function endOf(word: string): number {
  if (WON.test(word)) return IS_WON;
  return LOST.test(word) ? IS_LOST : OPEN;
}

function moneyOf(table: Table, roles: Roles): Extract<Column, { kind: 'number' }> | undefined {
  const matched = findColumn(table, roles.amount);
  if (matched?.kind === 'number') return matched;
  return table.columns.find((column): column is Extract<Column, { kind: 'number' }> => column.kind === 'number' && MONEY.test(column.name.toLowerCase())); // prettier-ignore
}
