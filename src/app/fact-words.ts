/** Facts about a customer as words: their names for charts, and short sentences for one customer's reasons. */
import type { FeatureSpec, OrderFact } from '../core/features.ts';
import type { Reason } from '../core/work.ts';
import { count, days, decimal, money, percent, NO_DATA } from '../i18n/format.ts';
import { translate, type Lang } from '../i18n/translate.ts';

/** What else was seen of the same customer: a sentence such as "62 days past the usual 30" needs two facts. */
export type SawFact = (fact: OrderFact) => number | undefined;

export interface WordsContext {
  /** Currency of the amount column ("CNY"), if it is known. */
  currency?: string;
  saw?: SawFact;
}

/** Name of the level that holds the rare ones. */
export const RARE = 'other';

/** Looks a fact up among the values a decision saw (`Run.features` gives their order). */
export function sawOf(features: readonly FeatureSpec[], saw: readonly (number | null)[]): SawFact {
  return (fact) => saw[features.findIndex((feature) => feature.kind === 'order-fact' && feature.fact === fact)] ?? undefined;
}

/** Name of a fact: for axes, tables and the model's page. */
export function factName(lang: Lang, feature: FeatureSpec): string {
  switch (feature.kind) {
    case 'order-fact':
      return translate(lang, `facts.${feature.fact}`);
    case 'column':
      return feature.link ? translate(lang, `facts.link-${feature.link.fact}`, { table: feature.link.table }) : feature.column;
    case 'level':
      return feature.level === RARE
        ? translate(lang, 'facts.otherLevel', { column: feature.column })
        : translate(lang, 'facts.level', { column: feature.column, level: feature.level });
    case 'was-missing':
      return translate(lang, 'facts.wasMissing', { column: feature.column });
  }
}

/** A value of a fact with its unit: "30 days", "¥6,240", "1.8". */
export function factValue(lang: Lang, feature: FeatureSpec, value: number, context: WordsContext = {}): string {
  if (!Number.isFinite(value)) return translate(lang, 'facts.valueUnknown');
  switch (feature.kind) {
    case 'order-fact':
      if (feature.unit === 'days') return days(lang, value);
      if (feature.unit === 'money') return money(lang, value, context.currency);
      return feature.unit === 'ratio' ? decimal(lang, value, 1) : count(lang, value);
    case 'column':
      return columnValue(lang, feature.unit, value);
    case 'level':
    case 'was-missing':
      return translate(lang, value >= 0.5 ? 'facts.yes' : 'facts.no');
  }
}

function columnValue(lang: Lang, unit: string | undefined, value: number): string {
  if (unit === 'yes-no') return translate(lang, value >= 0.5 ? 'facts.yes' : 'facts.no');
  if (unit === 'days') return days(lang, value);
  if (unit === '%') return percent(lang, value / 100, 1);
  if (unit && /^[A-Z]{3}$/.test(unit)) return money(lang, value, unit);
  const text = decimal(lang, value, 2);
  return unit ? `${text} ${unit}` : text;
}

/** One reason as a short sentence, without judging it: the arrow beside it says whether it raises or lowers. */
export function reasonWords(lang: Lang, reason: Pick<Reason, 'feature' | 'value' | 'typical'>, context: WordsContext = {}): string {
  const { feature, value, typical } = reason;
  switch (feature.kind) {
    case 'order-fact':
      return Number.isFinite(value)
        ? orderFactWords(lang, feature.fact, value, typical, context)
        : `${factName(lang, feature)}: ${NO_DATA}`;
    case 'column':
      return withTypical(
        lang,
        translate(lang, 'facts.columnIs', { column: factName(lang, feature), value: factValue(lang, feature, value) }),
        value === typical ? undefined : factValue(lang, feature, typical),
      );
    case 'level': {
      const is = value >= 0.5;
      if (feature.level === RARE) return translate(lang, is ? 'facts.otherLevelIs' : 'facts.otherLevelIsNot', { column: feature.column });
      return translate(lang, is ? 'facts.levelIs' : 'facts.levelIsNot', { column: feature.column, level: feature.level });
    }
    case 'was-missing':
      return translate(lang, value >= 0.5 ? 'facts.missingIs' : 'facts.missingIsNot', { column: feature.column });
  }
}

function withTypical(lang: Lang, text: string, typical: string | undefined): string {
  return typical === undefined ? text : translate(lang, 'facts.typical', { text, typical });
}

/** A second number of days in the same sentence: English leaves the word out, Chinese does not. */
function daysAgain(lang: Lang, n: number): string {
  return lang === 'en' ? count(lang, n) : days(lang, n);
}

function orderFactWords(lang: Lang, fact: OrderFact, value: number, typical: number, context: WordsContext): string {
  const compare = (text: string, typicalText: string) => withTypical(lang, text, typical === value ? undefined : typicalText);
  const typicalDays = daysAgain(lang, typical);
  switch (fact) {
    case 'recency':
      return compare(translate(lang, 'facts.recencyIs', { days: days(lang, value) }), typicalDays);
    case 'frequency':
      return compare(translate(lang, 'facts.frequencyIs', { n: value }), count(lang, typical));
    case 'monetary':
      return compare(
        translate(lang, 'facts.monetaryIs', { money: money(lang, value, context.currency) }),
        money(lang, typical, context.currency),
      );
    case 'average-order':
      return compare(
        translate(lang, 'facts.averageOrderIs', { money: money(lang, value, context.currency) }),
        money(lang, typical, context.currency),
      );
    case 'tenure':
      return compare(translate(lang, 'facts.tenureIs', { days: days(lang, value) }), typicalDays);
    case 'usual-gap':
      return compare(translate(lang, 'facts.usualGapIs', { days: days(lang, value) }), typicalDays);
    case 'lateness':
      return latenessWords(lang, value, context);
    case 'gap-trend':
      if (value > 1.15) return translate(lang, 'facts.gapLonger', { times: decimal(lang, value) });
      return translate(lang, value < 0.85 ? 'facts.gapShorter' : 'facts.gapSame');
    case 'amount-trend':
      if (Math.abs(value - 1) < 0.05) return translate(lang, 'facts.amountSame');
      return translate(lang, value < 1 ? 'facts.amountSmaller' : 'facts.amountLarger', { percent: percent(lang, Math.abs(value - 1)) });
    case 'recent-orders':
      return value === 0
        ? translate(lang, 'facts.recentNone')
        : compare(translate(lang, 'facts.recentIs', { n: value }), count(lang, typical));
    case 'products':
      return compare(translate(lang, 'facts.productsIs', { n: value }), count(lang, typical));
    case 'returns':
      return value === 0 ? translate(lang, 'facts.returnsNone') : translate(lang, 'facts.returnsIs', { n: value });
  }
}

/** "62 days past the usual 30" where both facts were seen; else the ratio alone. */
function latenessWords(lang: Lang, ratio: number, { saw }: WordsContext): string {
  const recency = saw?.('recency');
  const gap = saw?.('usual-gap');
  if (recency === undefined || gap === undefined || Math.round(gap) <= 0) {
    return translate(lang, 'facts.latenessTimes', { times: decimal(lang, ratio) });
  }
  const late = Math.round(recency) - Math.round(gap);
  if (late > 0) return translate(lang, 'facts.latenessPast', { late: days(lang, late), gap: daysAgain(lang, gap) });
  if (ratio >= 0.8) return translate(lang, 'facts.latenessDue', { gap: days(lang, gap) });
  return translate(lang, 'facts.latenessNotYet', { recency: count(lang, recency), gap: days(lang, gap) });
}
