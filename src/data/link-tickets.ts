/**
 * What a table of complaints and questions says about a customer as of a day: how many so far, in the last 90 days, still open, and
 * days since the last one. A ticket that came after the day is not looked at. One is open on the day if it was closed later or never;
 * the word "open" in the file says how it stands today, so without a closing day nothing is said about open ones.
 */
import { RECENT_DAYS } from '../core/features.ts';
import { MISSING_DAY, type Table } from '../core/column.ts';
import type { Roles } from '../core/recipe.ts';
import type { LinkColumn } from './link-deals.ts';
import { contactDays, daysNamed, eachRowOf } from './link-rows.ts';

const CLOSED = /clos|resolv|solv|finish|complet|end|关闭|解决|完成|结束|办结/;
const OPENED = /open|creat|report|receiv|submit|start|创建|提交|受理|反馈|投诉(?:日期|时间)/;

/** One value per key; empty where no column is a day. */
export function ticketFacts(
  link: { table: Table; roles: Roles; key: string },
  keys: readonly (string | undefined)[],
  asOfDay: number,
): LinkColumn[] {
  const { table, roles } = link;
  const opened = daysNamed(table, OPENED) ?? contactDays(table, roles);
  if (!opened) return [];
  const closed = daysNamed(table, CLOSED);
  const zeros = () => new Float64Array(keys.length);
  const [all, recent, open, recency] = [zeros(), zeros(), zeros(), zeros().fill(NaN)];
  eachRowOf(link, keys, (i, row) => {
    if (opened[row] === MISSING_DAY || opened[row] > asOfDay) return;
    all[i]++;
    if (opened[row] > asOfDay - RECENT_DAYS) recent[i]++;
    if (closed && (closed[row] === MISSING_DAY || closed[row] > asOfDay)) open[i]++;
    if (!(asOfDay - opened[row] >= recency[i])) recency[i] = asOfDay - opened[row];
  });
  return [
    { fact: 'tickets', values: all },
    { fact: 'recent-tickets', values: recent },
    ...(closed && closed !== opened ? [{ fact: 'open-tickets' as const, values: open }] : []),
    { fact: 'ticket-recency', values: recency, unit: 'days' },
  ];
}
