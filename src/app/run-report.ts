/** Everything the last run did, from file to list, as one plain object: for the record, for checks and for scripts. */
import type { ModelCard } from '../core/model-card.ts';
import type { Accounting } from '../core/reading.ts';
import type { Roles } from '../core/recipe.ts';
import { dayOfMoment, isoDay } from '../i18n/format.ts';
import { lang } from '../i18n/t.svelte.ts';
import { reasonWords, sawOf } from './fact-words.ts';
import { pageStore } from './page-store.ts';
import { saveText } from './save-text.ts';
import { session } from './session.svelte.ts';
import { todayList } from './today-list.ts';

export interface RunReport {
  version: 1;
  files: ({ name: string; encoding: string; delimiter: string; quote: string; headerRow: number; digest: string } & Accounting)[];
  roles: Roles;
  rows: number;
  customers: number;
  cleaning: { step: string; rows: number; cells: number }[];
  target: string | null;
  model: ModelCard | null;
  heldOut: number;
  list: {
    rank: number;
    id: string;
    name: string;
    action: string;
    chance: number | null;
    predicted: number;
    value: number;
    reasons: string[];
    start: number;
    effects: number[];
    otherEffect: number;
  }[];
}

export async function runReport(): Promise<RunReport | undefined> {
  const { dataset, card, run } = session;
  if (!dataset) return undefined;
  const store = await pageStore();
  const manifests = await Promise.all(dataset.parts.map(({ tableId }) => store.manifest(tableId)));
  const { question, roles } = dataset.recipe;
  const { entries } = todayList(session.tasks, session.runs, session.playbook?.capacity ?? 20, Date.now());
  return {
    version: 1,
    files: manifests
      .filter((manifest) => manifest !== undefined)
      .map(({ report }) => ({
        name: report.fileName,
        encoding: report.encoding,
        delimiter: report.delimiter,
        quote: report.quote,
        headerRow: report.headerRow,
        digest: report.fileDigest,
        ...report.accounting,
      })),
    roles,
    rows: dataset.rowCount,
    customers: dataset.customerCount,
    cleaning: dataset.cleaning.map(({ step, rows, cells }) => ({ step: step.kind, rows, cells })),
    target:
      question === undefined ? null : question.kind === 'will-not-return' ? `no purchase in ${question.horizonDays} days` : question.target,
    model: card ?? null,
    heldOut: run?.heldOut ?? 0,
    list: entries.map(({ task, decision, run: own }, i) => ({
      rank: i + 1,
      id: task.customerId,
      name: task.name,
      action: task.action,
      chance: decision.chance,
      predicted: decision.predicted,
      value: decision.value,
      reasons: decision.reasons.map((reason) =>
        reasonWords(lang(), reason, { currency: session.currency, saw: sawOf(own.features, decision.saw) }),
      ),
      start: decision.start,
      effects: decision.reasons.map(({ effect }) => effect),
      otherEffect: decision.otherEffect,
    })),
  };
}

/** Hands the report out as a JSON file (an exit: logged). */
export async function exportRunReport(): Promise<void> {
  const report = await runReport();
  if (!report) return;
  await saveText({
    fileName: `regulars-report-${isoDay(dayOfMoment(Date.now()))}.json`,
    text: JSON.stringify(report, null, 2),
    type: 'application/json',
    kind: 'model',
    rows: report.list.length,
    columns: Object.keys(report),
  });
}
