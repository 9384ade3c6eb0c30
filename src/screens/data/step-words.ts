/** Cleaning steps in words. */
import type { Step, StepEffect } from '../../core/recipe.ts';
import { lang, t } from '../../i18n/t.svelte.ts';
import { localeOf } from '../../i18n/translate.ts';

export function columnList(columns: readonly string[]): string {
  const named = columns.map((name) => t('data.columnNamed', { name }));
  return new Intl.ListFormat(localeOf(lang()), { type: 'conjunction' }).format(named);
}

export function stepWords(step: Step): string {
  switch (step.kind) {
    case 'trim':
      return t('data.step-trim');
    case 'drop-duplicates':
      return t('data.step-drop-duplicates');
    case 'drop-totals':
      return t('data.step-drop-totals');
    case 'drop-unreadable':
      return t('data.step-drop-unreadable', { columns: columnList(step.columns) });
    case 'drop-missing':
      return t('data.step-drop-missing', { columns: columnList(step.columns) });
    case 'fill-missing':
      return t(`data.step-fill-${step.with}`, { columns: columnList([step.column]) });
  }
}

/** How much a step touches: rows dropped, or cells changed. */
export function effectWords(effect: StepEffect): string {
  if (effect.rows > 0) return t('data.effectRows', { n: effect.rows });
  if (effect.cells > 0) return t('data.effectCells', { n: effect.cells });
  return t('data.effectNone');
}

export function exampleWords({ line, column, before, after }: StepEffect['examples'][number]): string {
  return after === '' ? t('data.exampleDropped', { line, column, before }) : t('data.exampleChanged', { line, column, before, after });
}
