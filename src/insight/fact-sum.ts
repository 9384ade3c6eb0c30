/** "Show me the sum": a fact of one customer taken apart, down to the cells of the file it was made of. */
import { MISSING_CODE, MISSING_DAY, type Table } from '../core/column.ts';
import { isoDay } from '../core/civil-date.ts';
import { RECENT_DAYS, type FeatureSpec, type OrderFact } from '../core/features.ts';
import { columnOf } from '../core/matrix.ts';
import { cellText } from '../data/cell-text.ts';
import { findColumn } from '../data/find-column.ts';
import { isReturn } from '../data/group-orders.ts';
import { keyCodes } from '../data/key-codes.ts';
import type { LinkedTable } from '../data/link-features.ts';
import { contactDayColumn, contactDays } from '../data/link-rows.ts';
import type { CustomerBase } from './customer-base.ts';

/** A cell that has a part in the fact. `part`: the number that goes into the sum; absent: it is counted. */
export interface SumTerm {
  line: number;
  column: string;
  text: string;
  part?: number;
  /** Of another table than the customers' own. */
  table?: string;
}

export type SumKind =
  | 'days-since' // as-of day - the day of the cell
  | 'count'
  | 'sum'
  | 'mean'
  | 'median-gap' // parts: days since the buying day before; the first has none
  | 'shop-gap' // one buying day: the median of everybody's
  | 'ratio' // the first of `of` by the second
  | 'no-trend' // nothing to compare with: 1
  | 'rows' // worked out from the days and endings of these rows
  | 'cell'
  | 'empty'
  | 'none'; // nothing in the file says it

export interface FactSum {
  feature: FeatureSpec;
  value: number;
  kind: SumKind;
  /** In the order of the file's days. */
  terms: SumTerm[];
  /** Of `days-since`: the day that is counted to. */
  asOfDay?: number;
  /** Of `ratio`: both numbers, with the fact each is. */
  of?: { feature?: FeatureSpec; value: number }[];
}

const orderFact = (fact: OrderFact, unit: 'days' | 'money'): FeatureSpec => ({ kind: 'order-fact', fact, unit });

/** `customer`: row of the base. */
export function factSum(base: CustomerBase, customer: number, feature: FeatureSpec): FactSum {
  if (feature.kind === 'order-fact')
    return base.lines ? orderSum(base, customer, feature) : { feature, value: NaN, kind: 'none', terms: [] };
  return columnSum(base, customer, feature);
}

interface Order {
  day: number;
  /** NaN = not known. */
  amount: number;
  lines: number[];
}

function ordersOf({ lines }: CustomerBase, customer: number): Order[] {
  const found = new Map<number, Order>();
  if (!lines) return [];
  for (let line = 0; line < lines.rowCount; line++) {
    if (lines.customer[line] !== customer) continue;
    const order = found.get(lines.order[line]) ?? { day: lines.day[line], amount: NaN, lines: [] };
    order.day = Math.min(order.day, lines.day[line]);
    if (!Number.isNaN(lines.amount[line])) order.amount = (Number.isNaN(order.amount) ? 0 : order.amount) + lines.amount[line];
    order.lines.push(line);
    found.set(lines.order[line], order);
  }
  // By number first: of one day the later order is the one that stands later in the file.
  return [...found].sort(([a], [b]) => a - b).map(([, order]) => order).sort((a, b) => a.day - b.day); // prettier-ignore
}

function orderSum(base: CustomerBase, customer: number, feature: Extract<FeatureSpec, { kind: 'order-fact' }>): FactSum {
  const { lines, roles } = base;
  const asOfDay = base.facts.asOfDay ?? NaN;
  const orders = ordersOf(base, customer);
  const bought = orders.filter(({ amount }) => !isReturn(amount));
  const returned = orders.filter(({ amount }) => isReturn(amount));
  /** Somebody with nothing but returns: they stand in. */
  const dated = bought.length > 0 ? bought : returned;
  const dayTerm = ({ day, lines: own }: Order): SumTerm => {
    const line = own.find((one) => lines?.day[one] === day) ?? own[0];
    return { line: lines?.sourceLine[line] ?? 0, column: roles.when ?? '', text: isoDay(day) };
  };
  const valueOf = (spec: FeatureSpec): number => {
    const j = base.facts.features.findIndex((one) => one.kind === 'order-fact' && spec.kind === 'order-fact' && one.fact === spec.fact);
    return j < 0 ? NaN : columnOf(base.facts.x, j)[customer];
  };
  const said = (kind: SumKind, terms: SumTerm[], more: Partial<FactSum> = {}): FactSum => ({
    feature,
    value: valueOf(feature),
    kind,
    terms,
    ...more,
  });
  const moneyTerms = (of: readonly Order[]): SumTerm[] =>
    of.flatMap((order) =>
      order.lines.flatMap((line) => {
        const part = lines?.amount[line] ?? NaN;
        return Number.isNaN(part) ? [] : [{ line: lines?.sourceLine[line] ?? 0, column: roles.amount ?? `${roles.quantity} × ${roles.price}`, text: String(part), part }]; // prettier-ignore
      }),
    );
  const orderAmounts = (of: readonly Order[]): SumTerm[] =>
    of.flatMap((order) => (Number.isNaN(order.amount) ? [] : [{ ...dayTerm(order), part: order.amount }]));
  const days = [...new Set(bought.map(({ day }) => day))];
  const gapTerms = days.map((day, i): SumTerm => {
    const order = bought.find((one) => one.day === day);
    return { ...dayTerm(order ?? bought[0]), ...(i > 0 && { part: day - days[i - 1] }) };
  });
  switch (feature.fact) {
    case 'recency':
      return said('days-since', dated.slice(-1).map(dayTerm), { asOfDay });
    case 'tenure':
      return said('days-since', dated.slice(0, 1).map(dayTerm), { asOfDay });
    case 'frequency':
      return said('count', bought.map(dayTerm));
    case 'recent-orders':
      return said('count', bought.filter(({ day }) => day > asOfDay - RECENT_DAYS).map(dayTerm)); // prettier-ignore
    case 'returns':
      return said('count', returned.map(dayTerm));
    case 'monetary':
      return said('sum', moneyTerms(orders));
    case 'average-order':
      return said('mean', orderAmounts(dated));
    case 'usual-gap':
      return days.length > 1 ? said('median-gap', gapTerms) : said('shop-gap', gapTerms);
    case 'lateness': {
      const of = [orderFact('recency', 'days'), orderFact('usual-gap', 'days')].map((one) => ({ feature: one, value: valueOf(one) }));
      return said('ratio', dated.slice(-1).map(dayTerm), { of });
    }
    case 'gap-trend': {
      if (days.length < 2) return said('no-trend', gapTerms);
      const usual = orderFact('usual-gap', 'days');
      const of = [{ value: days[days.length - 1] - days[days.length - 2] }, { feature: usual, value: valueOf(usual) }];
      return said('ratio', gapTerms.slice(-2), { of });
    }
    case 'amount-trend': {
      const known = orderAmounts(dated);
      const mean = orderFact('average-order', 'money');
      const average = valueOf(mean);
      if (known.length === 0 || average === 0 || Number.isNaN(average)) return said('no-trend', []);
      return said('ratio', known.slice(-1), { of: [{ value: known[known.length - 1].part ?? NaN }, { feature: mean, value: average }] });
    }
    case 'products': {
      const seen = new Set<number>();
      const terms: SumTerm[] = [];
      for (let line = 0; lines && line < lines.rowCount; line++) {
        const product = lines.product?.[line] ?? MISSING_CODE;
        if (lines.customer[line] !== customer || product === MISSING_CODE || isReturn(lines.amount[line]) || seen.has(product)) continue;
        seen.add(product);
        terms.push({ line: lines.sourceLine[line], column: roles.product ?? '', text: lines.products[product] });
      }
      return said('count', terms);
    }
  }
}

function columnSum(base: CustomerBase, customer: number, feature: Exclude<FeatureSpec, { kind: 'order-fact' }>): FactSum {
  if (feature.kind === 'column' && feature.link) return contactSum(base, customer, feature, feature.link);
  const place = cellPlace(base, customer, feature.column);
  if (!place) return { feature, value: NaN, kind: 'none', terms: [] };
  const { table, row, name } = place;
  const column = findColumn(table, feature.column);
  const text = column ? cellText(column, row) : '';
  const term: SumTerm = { line: table.sourceLine[row], column: feature.column, text, ...(name !== undefined && { table: name }) };
  const j = base.facts.features.findIndex((one) => sameFeature(one, feature));
  const value = j < 0 ? NaN : columnOf(base.facts.x, j)[customer];
  if (text === '') return { feature, value, kind: 'empty', terms: [term] };
  const isDay = column?.kind === 'date' || column?.kind === 'datetime';
  if (feature.kind !== 'column' || !isDay) return { feature, value, kind: 'cell', terms: [term] };
  // Days are counted back from the as-of day, or from the latest one of the column.
  return { feature, value, kind: 'days-since', terms: [term], asOfDay: base.facts.asOfDay ?? latestDay(table, feature.column) };
}

function sameFeature(one: FeatureSpec, other: FeatureSpec): boolean {
  if (one.kind === 'order-fact' || other.kind === 'order-fact' || one.kind !== other.kind || one.column !== other.column) return false;
  return one.kind !== 'level' || (other.kind === 'level' && one.level === other.level);
}

/** The row that speaks of a customer: the own one, or the last with the customer's key in a linked table. */
function cellPlace(base: CustomerBase, customer: number, name: string): { table: Table; row: number; name?: string } | undefined {
  if (!base.lines) return { table: base.table, row: customer };
  for (const link of base.linked) {
    if (link.role !== 'customers' || !findColumn(link.table, name)) continue;
    const row = linkedRows(link, base.facts.ids[customer]).at(-1);
    if (row !== undefined) return { table: link.table, row, name: link.name };
  }
  return undefined;
}

function linkedRows({ table, key, keyOf }: LinkedTable, id: string): number[] {
  const column = findColumn(table, key);
  const wanted = keyOf ? keyOf.get(id) : id;
  if (!column || wanted === undefined) return [];
  const { codes, keys } = keyCodes(column);
  const code = keys.indexOf(wanted);
  return code < 0 ? [] : Array.from(codes.keys()).filter((row) => codes[row] === code);
}

function contactSum(
  base: CustomerBase,
  customer: number,
  feature: Extract<FeatureSpec, { kind: 'column' }>,
  { fact, table: name }: NonNullable<Extract<FeatureSpec, { kind: 'column' }>['link']>,
): FactSum {
  const asOfDay = base.facts.asOfDay ?? Infinity;
  const link = base.linked.find((one) => one.role !== 'customers' && one.name === name);
  const j = base.facts.features.findIndex((one) => sameFeature(one, feature));
  const value = j < 0 ? NaN : columnOf(base.facts.x, j)[customer];
  const days = link && contactDays(link.table, link.roles);
  if (!link || !days) return { feature, value, kind: 'none', terms: [] };
  const when = link.roles.when ?? contactDayColumn(link.table, link.roles)?.name ?? '';
  const rows = linkedRows(link, base.facts.ids[customer])
    .filter((row) => days[row] !== MISSING_DAY && days[row] <= asOfDay)
    .sort((a, b) => days[a] - days[b]);
  const term = (row: number): SumTerm => ({ line: link.table.sourceLine[row], column: when, text: isoDay(days[row]), table: name });
  if (link.role !== 'interactions') return { feature, value, kind: rows.length > 0 ? 'rows' : 'none', terms: rows.map(term) };
  if (fact === 'contact-recency')
    return { feature, value, kind: rows.length > 0 ? 'days-since' : 'none', terms: rows.slice(-1).map(term), asOfDay };
  const counted = fact === 'contacts' ? rows : rows.filter((row) => days[row] > asOfDay - RECENT_DAYS);
  return { feature, value, kind: 'count', terms: counted.map(term) };
}

function latestDay(table: Table, name: string): number | undefined {
  const column = findColumn(table, name);
  if (column?.kind === 'date') return column.values.reduce((latest, day) => Math.max(latest, day), -Infinity);
  if (column?.kind !== 'datetime') return undefined;
  return column.values.reduce((latest, second) => (second / 86_400 > latest ? second / 86_400 : latest), -Infinity);
}
