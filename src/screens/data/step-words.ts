/** Cleaning steps in words. */
import type { FillStep, Step, StepEffect } from '../../core/recipe.ts';
import { listOf } from '../../i18n/list-words.ts';
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
      return fillWords(step);
    case 'normalise-text':
      return t(step.marks ? 'recipe.step-normalise-marks' : 'recipe.step-normalise-text', { columns: columnList(step.columns) });
    case 'change-case':
      return t(`recipe.step-case-${step.to}`, { columns: columnList(step.columns) });
    case 'map-values': {
      const n = step.groups.reduce((sum, { from }) => sum + from.length, 0);
      return t('recipe.step-map-values', { columns: columnList([step.column]), n, values: valueList(step.groups.map(({ to }) => to)) });
    }
    case 'split-column':
      return t('recipe.step-split-column', { columns: columnList([step.column]), into: columnList(step.into) });
    case 'merge-columns':
      return t('recipe.step-merge-columns', { columns: columnList(step.columns), into: step.into });
    case 'parse-as':
      return t(`recipe.step-parse-${step.as}`, { columns: columnList([step.column]) });
    case 'set-unit':
      return t('recipe.step-set-unit', { columns: columnList([step.column]), unit: step.unit });
    case 'convert-currency':
      return t('recipe.step-convert-currency', { columns: columnList([step.column]), factor: String(step.factor), unit: step.unit });
    case 'clip-outliers':
      return t(`recipe.step-clip-${step.rule}`, { columns: columnList([step.column]) });
    case 'flag-outliers':
      return t('recipe.step-flag-outliers', { columns: columnList([step.column]), into: step.into });
    case 'filter-rows':
      return t('recipe.step-filter-rows', { expression: step.keep });
    case 'derive-column':
      return t('recipe.step-derive-column', { into: step.into, expression: step.expression });
    case 'pivot-interactions':
      return t(`recipe.step-pivot-${step.take}`, { columns: columnList([step.of]) });
    case 'drop-columns':
      return t('recipe.step-drop-columns', { columns: columnList(step.columns) });
    case 'rename-column':
      return t('recipe.step-rename-column', { columns: columnList([step.column]), into: step.into });
    case 'deduplicate-by':
      return t(`recipe.step-deduplicate-${step.keep}`, { columns: columnList(step.columns) });
  }
}

function fillWords(step: FillStep): string {
  const columns = columnList([step.column]);
  switch (step.with) {
    case 'mean':
    case 'median':
    case 'mode':
      return t(`data.step-fill-${step.with}`, { columns });
    case 'constant':
      return t('recipe.step-fill-constant', { columns, value: step.value ?? '' });
    case 'group-mean':
    case 'group-median':
      return t(`recipe.step-fill-${step.with}`, { columns, by: columnList([step.by ?? '']) });
    case 'nearest':
    case 'regression':
      return t(`recipe.step-fill-${step.with}`, { columns });
  }
}

const MOST_VALUES_NAMED = 4;

function valueList(values: readonly string[]): string {
  const named = [...new Set(values)].slice(0, MOST_VALUES_NAMED).map((value) => (value === '' ? t('recipe.diffEmpty') : value));
  return listOf(named) + (values.length > MOST_VALUES_NAMED ? ' …' : '');
}

/** How much a step touches: rows dropped, or cells changed. */
export function effectWords(effect: StepEffect): string {
  if (effect.rows > 0) return t('data.effectRows', { n: effect.rows });
  if (effect.cells > 0) return t('data.effectCells', { n: effect.cells });
  return t('data.effectNone');
}
