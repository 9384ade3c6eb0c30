/** One column in words: what it was read as, how much of it, what it is about, and what is worth knowing before it is kept. */
import type { ColumnReport } from '../../core/reading.ts';
import { percent } from '../../i18n/format.ts';
import { lang, t } from '../../i18n/t.svelte.ts';
import { isNumeric } from './reading-words.ts';

/** Enough evidence to say what a column is; below it only looks so. */
const SURE = 0.9;

/** The type, with whole numbers told from others. */
export function typeWords({ reading: { type }, whole }: ColumnReport): string {
  if (type !== 'number' || whole === undefined) return t(`data.type-${type}`);
  return whole ? t('columns.typeWhole') : t('columns.typeFraction');
}

/** "98.2% of 500 filled cells read as whole numbers" */
export function shareWords(column: ColumnReport): string {
  const n = column.valid + column.odd;
  const type = typeWords(column);
  if (column.odd === 0) return t('columns.shareAll', { n, type });
  // Never rounded up to all.
  const share = Math.floor((1000 * column.valid) / n) / 1000;
  return t('columns.share', { n, type, share: percent(lang(), share, 1) });
}

export function columnNotes(column: ColumnReport, rowCount: number): string[] {
  const { reading, valid, missing, odd, distinct, meaning, zones, dateGrain } = column;
  const notes: string[] = [];
  if (meaning) {
    const share = percent(lang(), Math.floor((1000 * meaning.hits) / meaning.looked) / 1000, 1);
    const words = { meaning: t(`columns.meaning-${meaning.kind}`), share, looked: meaning.looked };
    notes.push(meaning.score >= SURE ? t('columns.meaningSurely', words) : t('columns.meaningShare', words));
  }
  if (reading.unit && isNumeric(reading.type) && reading.unit !== '%') notes.push(t('columns.noteUnit', { unit: reading.unit }));
  if (missing === rowCount && rowCount > 0) notes.push(t('columns.noteEmpty'));
  else if (distinct === 1 && missing + odd === 0 && valid > 1) notes.push(t('columns.noteConstant'));
  if (isNumeric(reading.type) && Number(column.lowest) < 0) notes.push(t('columns.noteNegative'));
  if (zones) {
    const words = { zones: zones.join(', ') };
    notes.push(zones.length > 1 ? t('columns.noteMixedZones', words) : t('columns.noteZones', words));
  }
  if (dateGrain === 'month') notes.push(t('columns.noteMonth'));
  if (dateGrain === 'quarter') notes.push(t('columns.noteQuarter'));
  if (reading.epoch?.startsWith('unix')) notes.push(t('columns.noteUnix'));
  return notes;
}
