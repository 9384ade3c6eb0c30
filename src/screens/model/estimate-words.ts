/** An estimate with its interval: "0.842 (0.801–0.871)". */
import type { Estimate } from '../../core/model-card.ts';
import { decimal, range } from '../../i18n/format.ts';
import { lang, t } from '../../i18n/t.svelte.ts';

/** A number with as many digits as its size asks for. */
export function plainNumber(value: number): string {
  return decimal(lang(), value, digitsOf(value));
}

/** Small numbers need their digits, large ones do not. */
function digitsOf(value: number): number {
  const size = Math.abs(value);
  if (size >= 1000) return 0;
  return size >= 10 ? 2 : 3;
}

export function estimateWords({ value, low, high }: Estimate): { value: string; range: string } {
  if (value === null) return { value: t('model.notDefined'), range: '' };
  const digits = digitsOf(value);
  const words = (n: number): string => decimal(lang(), n, digits);
  return { value: words(value), range: low === null || high === null ? '' : range(lang(), words(low), words(high)) };
}

/** "312 ms", "2.7 s" */
export function durationWords(millis: number): string {
  return millis < 1000
    ? t('model.millis', { n: Math.max(1, Math.round(millis)) })
    : t('model.seconds', { n: decimal(lang(), millis / 1000, 1) });
}
