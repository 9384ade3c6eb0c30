/** Facts about customers as numbers, and how each came from the columns. */
import type { Matrix } from './matrix.ts';
import type { Preparation } from './preparation.ts';

/** What a feature means, so that words, units and reasons can be made from it. */
export type FeatureSpec =
  /** Computed from orders as of a day. See `src/data/rfm.ts` for each definition. */
  | { kind: 'order-fact'; fact: OrderFact; unit: 'days' | 'orders' | 'money' | 'times' | 'ratio' }
  /** A number, date or yes/no column of a customer table. `link`: counted from another table of that name, see `src/data/link-features.ts`. */
  | { kind: 'column'; column: string; unit?: string; link?: { fact: LinkFact; table: string } }
  /** One level of a category column (1 = this level). `other` groups the rare ones. */
  | { kind: 'level'; column: string; level: string }
  /** 1 where `column` was empty. */
  | { kind: 'was-missing'; column: string };

export type OrderFact =
  | 'recency' // days from last order to the as-of day
  | 'frequency' // orders (distinct days, or distinct order ids) so far
  | 'monetary' // sum of amounts so far
  | 'average-order'
  | 'tenure' // days from first order to the as-of day
  | 'usual-gap' // median days between orders (own rhythm); the shop's median for one-time buyers
  | 'lateness' // recency / usual gap
  | 'gap-trend' // last gap / usual gap
  | 'amount-trend' // last order / average order
  | 'recent-orders' // orders in the last 90 days
  | 'products' // distinct products
  | 'returns'; // orders with a negative amount

/** What counts as recent in orders, contacts and tickets, in days up to the as-of day. */
export const RECENT_DAYS = 90;

export type LinkFact =
  | 'contacts' // rows of the other table so far
  | 'recent-contacts' // of the last 90 days
  | 'contact-recency' // days from the last one to the as-of day
  | 'tickets' // complaints and questions so far
  | 'recent-tickets' // of the last 90 days
  | 'open-tickets' // not closed by the as-of day
  | 'ticket-recency'
  | 'deals-won' // closed by the as-of day
  | 'deals-lost'
  | 'open-deal-value' // money of deals opened and not closed by the as-of day
  | 'deal-recency'; // days from the last opening or closing

/** How a raw column becomes model input; fitted on training rows only. */
export interface Encoder {
  features: FeatureSpec[];
  /** One entry per feature: filled where missing, then (value - centre) / scale. */
  fill: Float64Array;
  centre: Float64Array;
  scale: Float64Array;
  /** Outliers clipped and gaps filled before that, where the recipe asks for it. */
  preparation?: Preparation;
}

/** One row per customer, in real units, before filling and scaling (NaN = missing). */
export interface FeatureTable {
  /** Customer key of each row (the value of the `who` role). */
  ids: string[];
  names: string[];
  features: FeatureSpec[];
  x: Matrix;
  /** Target of each row (0/1 or a number); NaN where unknown. Absent when only scoring. */
  y?: Float64Array;
  /** Day the features speak of. Absent for customer tables without a date. */
  asOfDay?: number;
  /** What the customer has spent (or is worth) so far, for ranking; NaN where unknown. */
  value: Float64Array;
}

/** Gap between orders over all repeat customers, and what it suggests. */
export interface GapSummary {
  gaps: number;
  medianDays: number;
  /** 90 % of the gaps are shorter: the suggested horizon, rounded to weeks. */
  p90Days: number;
  suggestedHorizonDays: number;
}
