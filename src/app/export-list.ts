/** The list of the day as a CSV file for a spreadsheet program: with BOM, nothing in it can act as a formula. */
import { LIST_COLUMNS, listTable, type ListColumn } from '../agent/list-csv.ts';
import { dayOfMoment, isoDay } from '../i18n/format.ts';
import { lang, t } from '../i18n/t.svelte.ts';
import { dataEngine } from './engines.ts';
import { reasonWords, sawOf } from './fact-words.ts';
import { saveText } from './save-text.ts';
import { session } from './session.svelte.ts';
import type { ListEntry } from './today-list.ts';

/** Sums of cents carry the noise of binary fractions; a spreadsheet need not see it. */
function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

export async function exportList(entries: readonly ListEntry[]): Promise<void> {
  const runOf = new Map(entries.map(({ decision, run }) => [decision.id, run]));
  const ranked = entries.map(({ task }, i) => ({ ...task, rank: i + 1 }));
  const { header, rows } = listTable(
    ranked,
    entries.map(({ decision }) => ({
      ...decision,
      chance: decision.chance === null ? null : rounded(decision.chance, 3),
      value: rounded(decision.value, 2),
    })),
    {
      columns: Object.fromEntries(LIST_COLUMNS.map((column) => [column, t(`today.csv-${column}`)])) as Record<ListColumn, string>,
      action: (action) => t(`today.action-${action}`),
      state: (state) => t(`today.state-${state}`),
      day: (at) => isoDay(dayOfMoment(at)),
      why: (decision) => {
        const saw = sawOf(runOf.get(decision.id)?.features ?? [], decision.saw);
        return decision.reasons
          .map((reason) => `${reason.effect >= 0 ? '▲' : '▼'} ${reasonWords(lang(), reason, { currency: session.currency, saw })}`)
          .join(lang() === 'zh' ? '；' : '; ');
      },
    },
  );
  const text = await dataEngine.call('csv', { header, rows });
  await saveText({
    fileName: `${t('today.csvFile')}-${isoDay(dayOfMoment(Date.now()))}.csv`,
    text,
    type: 'text/csv;charset=utf-8',
    kind: 'csv',
    rows: rows.length,
    columns: header,
  });
}
