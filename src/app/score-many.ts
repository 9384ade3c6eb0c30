/** One file for many: everybody's chances, or another file checked and scored. Each file that leaves is logged. */
import { AppError } from '../core/errors.ts';
import { dayOfMoment, isoDay } from '../i18n/format.ts';
import { lang, t } from '../i18n/t.svelte.ts';
import type { LearnCalls, ScoredFile } from '../rpc/protocol.ts';
import { dataEngine, learnEngine } from './engines.ts';
import { reasonWords, sawOf } from './fact-words.ts';
import { saveText } from './save-text.ts';
import { session } from './session.svelte.ts';

export type ScoreAnswer = LearnCalls['scoreFile']['result'];
type Scored = LearnCalls['scores']['result']['rows'][number];

interface Hooks {
  signal: AbortSignal;
  onProgress: (done: number, total: number) => void;
}

const PAGE = 200;
const REASONS = 3;
const CSV = 'text/csv;charset=utf-8';

function inUse(): { datasetId: string; modelId: string } {
  if (!session.dataset || !session.card) throw new AppError('not-found');
  return { datasetId: session.dataset.id, modelId: session.card.id };
}

/** Likely first. Errors: `not-found`, `column-missing`, `cancelled`. */
export async function exportEverybody({ signal, onProgress }: Hooks): Promise<void> {
  const asked = inUse();
  const language = lang();
  const people: { row: Scored; reasons: string[] }[] = [];
  for (let from = 0, total = Infinity; from < total; from += PAGE) {
    const page = await learnEngine.call('scores', { ...asked, from, count: PAGE }, { signal });
    total = page.total;
    for (const row of page.rows) {
      const context = { currency: session.currency, saw: sawOf(page.features, row.saw) };
      people.push({
        row,
        reasons: row.reasons.map((reason) => `${reason.effect >= 0 ? '▲' : '▼'} ${reasonWords(language, reason, context)}`),
      });
    }
    onProgress(Math.min(from + PAGE, total), total);
  }
  people.sort((a, b) => b.row.predicted - a.row.predicted || (a.row.id < b.row.id ? -1 : 1));
  const isChance = people.some(({ row }) => row.chance !== null);
  const hasValue = isChance && people.some(({ row }) => !Number.isNaN(row.value));
  const header = [
    t('ask.col-id'),
    t('ask.col-name'),
    t(isChance ? 'ask.col-chance' : 'ask.col-amount'),
    ...(hasValue ? [t('ask.col-value')] : []),
    ...Array.from({ length: REASONS }, (_, i) => t('ask.col-reason', { n: i + 1 })),
  ];
  const rows = people.map(({ row, reasons }) => [
    row.id,
    row.name,
    Number(row.predicted.toPrecision(6)),
    ...(hasValue ? [Number.isNaN(row.value) ? null : Number(row.value.toFixed(2))] : []),
    ...Array.from({ length: REASONS }, (_, i) => reasons[i] ?? null),
  ]);
  const text = await dataEngine.call('csv', { header, rows });
  await saveText({ fileName: `${t('ask.everybodyFile')}-${isoDay(dayOfMoment(Date.now()))}.csv`, text, type: CSV, kind: 'csv', rows: rows.length, columns: header }); // prettier-ignore
}

/** Errors: those of reading a file, `cancelled`. */
export function scoreFile(file: File, { signal, onProgress }: Hooks): Promise<ScoreAnswer> {
  const words = {
    chance: t('ask.col-chance'),
    amount: t('ask.col-amount'),
    line: t('ask.col-line'),
    because: t('ask.col-because'),
    column: t('ask.col-column'),
    cell: t('ask.col-cell'),
    rejected: t('ask.because-rejected'),
    'bad-cell': t('ask.because-bad-cell'),
    dropped: t('ask.because-dropped'),
    nobody: t('ask.because-nobody'),
  };
  const hooks = { signal, onProgress: ({ done, total }: { done: number; total: number }) => onProgress(done, total) };
  return learnEngine.call('scoreFile', { ...inUse(), file, fileName: file.name, words }, hooks);
}

const plainName = (fileName: string) => fileName.replace(/\.[^.]+$/, '');

export function saveScored(fileName: string, { csv, scored, columns }: ScoredFile): Promise<void> {
  return saveText({
    fileName: `${plainName(fileName)}-${t('ask.scoredFile')}.csv`,
    text: csv,
    type: CSV,
    kind: 'csv',
    rows: scored,
    columns,
  });
}

export function saveUnscored(fileName: string, { unscoredCsv, unscoredCount }: ScoredFile): Promise<void> {
  return saveText({
    fileName: `${plainName(fileName)}-${t('ask.unscoredFile')}.csv`,
    text: unscoredCsv,
    type: CSV,
    kind: 'rejected-rows',
    rows: unscoredCount,
    columns: [t('ask.col-line'), t('ask.col-because'), t('ask.col-column'), t('ask.col-cell')],
  });
}
