/** One page of customers: found, sorted, cut. */

export interface CustomerSummary {
  id: string;
  name: string;
  phone?: string;
  email?: string;
  lastDay?: number;
  orders?: number;
  spent?: number;
  chance: number | null;
  predicted: number;
}

export interface PageQuery {
  search: string;
  sort: 'name' | 'lastDay' | 'orders' | 'spent' | 'chance';
  descending: boolean;
  /** Order of names: a BCP 47 tag; `zh` sorts by pinyin. */
  lang: string;
  from: number;
  count: number;
}

export const LARGEST_PAGE = 200;

/** Full-width and half-width, upper and lower case, composed and decomposed forms all read the same. */
export function searchKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}

/** Every word of the search must occur in name, id, phone or e-mail. A phone is also found by its digits alone. */
function matcher(search: string): (customer: CustomerSummary) => boolean {
  const words = searchKey(search).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return () => true;
  return ({ name, id, phone, email }) => {
    const text = searchKey([name, id, phone, phone?.replace(/[^\d]/g, ''), email].filter(Boolean).join('\n'));
    return words.every((word) => text.includes(word));
  };
}

/** A chance sorts by itself, an amount by the prediction. */
function numberOf(customer: CustomerSummary, sort: Exclude<PageQuery['sort'], 'name'>): number {
  return (sort === 'chance' ? (customer.chance ?? customer.predicted) : customer[sort]) ?? NaN;
}

/** What is not known comes last in either direction; ties by name, then id. `count` is cut to 200. */
export function customerPage<T extends CustomerSummary>(
  customers: readonly T[],
  query: PageQuery,
): { from: number; total: number; rows: T[] } {
  const { sort, descending } = query;
  const collator = new Intl.Collator(query.lang, { numeric: true });
  const direction = descending ? -1 : 1;
  const byName = (a: T, b: T) => collator.compare(a.name || a.id, b.name || b.id) || (a.id < b.id ? -1 : Number(a.id > b.id));
  const found = customers.filter(matcher(query.search)).sort((a, b) => {
    if (sort === 'name') return direction * byName(a, b);
    const left = numberOf(a, sort);
    const right = numberOf(b, sort);
    if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right)) || byName(a, b);
    return direction * (left - right) || byName(a, b);
  });
  const from = Math.max(0, Math.floor(query.from));
  return { from, total: found.length, rows: found.slice(from, from + Math.min(LARGEST_PAGE, Math.max(0, query.count))) };
}
