/** Rules of the playbook as sentences. */
import { featureKey } from '../core/feature-key.ts';
import type { FeatureSpec } from '../core/features.ts';
import type { Condition, RuleField } from '../core/work.ts';
import { count, decimal, money } from '../i18n/format.ts';
import { translate, type Lang } from '../i18n/translate.ts';
import { factName, factValue, type WordsContext } from './fact-words.ts';

export interface RuleContext extends WordsContext {
  /** Facts of the latest run: rules name them by key. */
  features: readonly FeatureSpec[];
  /** What the worth of a customer is called, where it is not money spent. */
  valueName?: string;
}

export type Comparison = Extract<Condition, { field: RuleField }>;

const FLAGS: readonly RuleField[] = ['has-open-task', 'said-stop'];

export function isComparison(condition: Condition): condition is Comparison {
  return 'field' in condition;
}

/** Yes/no facts have no number to set. */
export function isFlag(field: RuleField): boolean {
  return FLAGS.includes(field);
}

export function fieldWords(lang: Lang, field: RuleField, context: RuleContext): string {
  if (field === 'value' && context.valueName) return context.valueName;
  if (!isFeature(field)) return translate(lang, `playbook.field-${field}`);
  const feature = featureOf(field, context);
  return feature ? factName(lang, feature) : field.slice('feature:'.length);
}

function isFeature(field: RuleField): field is `feature:${string}` {
  return field.startsWith('feature:');
}

function featureOf(field: `feature:${string}`, { features }: RuleContext): FeatureSpec | undefined {
  return features.find((feature) => featureKey(feature) === field.slice('feature:'.length));
}

export function thresholdWords(lang: Lang, field: RuleField, than: number, context: RuleContext): string {
  if (field === 'chance') return translate(lang, 'playbook.chanceOfTen', { n: decimal(lang, than * 10) });
  if (field === 'value') return money(lang, than, context.currency);
  if (!isFeature(field)) return count(lang, than);
  const feature = featureOf(field, context);
  return feature ? factValue(lang, feature, than, context) : decimal(lang, than, 2);
}

export function conditionWords(lang: Lang, condition: Condition, context: RuleContext): string {
  if (isComparison(condition)) {
    const field = fieldWords(lang, condition.field, context);
    if (isFlag(condition.field)) return translate(lang, isYes(condition) ? 'playbook.flagYes' : 'playbook.flagNo', { field });
    return translate(lang, 'playbook.compare', {
      field,
      is: translate(lang, `playbook.is-${condition.is}`),
      than: thresholdWords(lang, condition.field, condition.than, context),
    });
  }
  if ('not' in condition) return translate(lang, 'playbook.not', { text: conditionWords(lang, condition.not, context) });
  const parts = 'all' in condition ? condition.all : condition.any;
  if (parts.length === 0) return translate(lang, 'playbook.always');
  const space = lang === 'zh' ? '' : ' ';
  const joint = `${space}${translate(lang, 'all' in condition ? 'playbook.all' : 'playbook.any')}${space}`;
  return parts.map((part) => conditionWords(lang, part, context)).join(lang === 'zh' ? `，${joint}` : joint);
}

function isYes({ is, than }: Comparison): boolean {
  return (is === '=' && than === 1) || (is === '>=' && than === 1) || (is === '>' && than === 0);
}
