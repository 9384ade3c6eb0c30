/** Places on a fact, and ranges of it, in words. */
import { factName, factValue, RARE } from '../../app/fact-words.ts';
import { session } from '../../app/session.svelte.ts';
import type { FeatureSpec } from '../../core/features.ts';
import type { RulePart } from '../../ml/surrogate.ts';
import { decimal, money } from '../../i18n/format.ts';
import { lang, t } from '../../i18n/t.svelte.ts';

/** "30 days"; of a level its name, of yes/no facts the answer. */
export function placeWords({ feature, value }: { feature: FeatureSpec; value: number }): string {
  if (feature.kind === 'was-missing') return value >= 0.5 ? t('explain.notFilledIn') : t('explain.filledIn');
  if (feature.kind === 'level' && value >= 0.5) return feature.level === RARE ? t('explain.otherLevel') : feature.level;
  return factValue(lang(), feature, value, { currency: session.currency });
}

export function amountWords(value: number): string {
  return session.currency ? money(lang(), value, session.currency) : decimal(lang(), value, 2);
}

const isYesNo = (feature: FeatureSpec): boolean =>
  feature.kind === 'level' || feature.kind === 'was-missing' || (feature.kind === 'column' && feature.unit === 'yes-no');

/** One condition of a rule as words without a verb: "“Orders so far” is under 3". */
export function partWords(features: readonly FeatureSpec[], { column, from, below }: RulePart): string {
  const feature = features[column];
  const fact = factName(lang(), feature);
  if (isYesNo(feature)) return t('explain.ruleIs', { fact, value: t(from === undefined ? 'facts.no' : 'facts.yes') });
  const value = (number: number | undefined) => cutWords(feature, number ?? 0);
  if (from === undefined) return t('explain.ruleBelow', { fact, below: value(below) });
  if (below === undefined) return t('explain.ruleFrom', { fact, from: value(from) });
  return t('explain.ruleBetween', { fact, from: value(from), below: value(below) });
}

/** With every digit the rule has: the rule is followed as it is written. */
function cutWords(feature: FeatureSpec, value: number): string {
  const unit = 'unit' in feature ? feature.unit : undefined;
  const isWhole = Number.isInteger(value);
  if (isWhole || unit === 'money') return factValue(lang(), feature, value, { currency: session.currency });
  const text = decimal(lang(), value, 6);
  return unit === 'days' ? t('explain.daysExact', { n: text }) : text;
}
