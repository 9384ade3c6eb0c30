/** What a table can be asked, from the roles of its columns. */
import { MISSING_CODE, type Column, type Table } from '../core/column.ts';
import type { GapSummary } from '../core/features.ts';
import type { Question, Roles } from '../core/recipe.ts';
import { findColumn } from './find-column.ts';
import { gapSummary } from './gaps.ts';
import { orderLines } from './order-lines.ts';

type Meaning = Extract<Question, { kind: 'yes-no' }>['meaning'];

/** Words in the target's name that say what a yes means. `y`, `deposit` and `response` stand for "bought after the call" in bank files. */
const MEANINGS: readonly (readonly [Meaning, RegExp])[] = [
  ['leave', /churn|attrit|exited|\bexit|cancel|\bleft\b|leave|leaving|\bclosed?\b|lapsed?|流失|退订|注销|取消|离开|离网/i],
  ['buy', /purchas|\bbuy|bought|convert|conversion|subscri|order(ed)?\b|revenue|respon[sd]|deposit|^y$|购买|成交|转化|下单|复购|响应/i],
];

/** Levels that mean yes, before any other; the rarer level otherwise. */
const YES_WORDS = /^(y|yes|true|t|是|√)$|attrit|churn|exited|left|lost|closed|cancel|convert|bought|purchased|流失|购买|成交/i;
const NO_WORDS = /^(0|n|no|false|f|否|×|x)$|existing|\bnot\b|\bnon\b|未|没/i;

/**
 * Orders with who and when: who will not return. Customer table: its target, yes/no with two answers (or when somebody
 * said which counts as yes), else the amount. `undefined` when there is nothing to ask.
 */
export function suggestQuestion(table: Table, roles: Roles, gaps?: GapSummary): Question | undefined {
  if (roles.rowShape === 'order') {
    if ((roles.who ?? roles.name) === undefined || roles.when === undefined) return undefined;
    return { kind: 'will-not-return', horizonDays: (gaps ?? gapSummary(orderLines(table, roles))).suggestedHorizonDays };
  }
  const column = findColumn(table, roles.target);
  if (column === undefined) return undefined;
  const yes = roles.targetYes ?? pickYes(column);
  if (yes !== undefined) return { kind: 'yes-no', target: column.name, yes, meaning: meaningOf(column.name, yes) };
  return column.kind === 'number' ? { kind: 'amount', target: column.name } : undefined;
}

function meaningOf(name: string, yes: string): Meaning {
  const spaced = name.replace(/[_-]/g, ' ');
  const byName = MEANINGS.find(([, pattern]) => pattern.test(spaced));
  return (byName ?? MEANINGS.find(([, pattern]) => pattern.test(yes)))?.[0] ?? 'other';
}

/** Of a column with exactly two answers, the one that counts as yes. */
function pickYes(column: Column): string | undefined {
  if (column.kind === 'boolean') return 'yes';
  const answers = answerCounts(column);
  if (answers === undefined || answers.size !== 2) return undefined;
  const byRows = [...answers].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).map(([answer]) => answer);
  const positive = byRows.filter((answer) => YES_WORDS.test(answer) && !NO_WORDS.test(answer));
  if (positive.length === 1) return positive[0];
  const negative = byRows.filter((answer) => NO_WORDS.test(answer));
  if (negative.length === 1) return byRows.find((answer) => answer !== negative[0]);
  return column.kind === 'number' ? byRows.toSorted((a, b) => Number(b) - Number(a))[0] : byRows[0];
}

/** Rows per answer; undefined beyond two of them. */
function answerCounts(column: Column): Map<string, number> | undefined {
  if (column.kind !== 'text' && column.kind !== 'number') return undefined;
  const raw = column.kind === 'text' ? column.codes : column.values;
  const counts = new Map<string, number>();
  for (const value of raw) {
    const answer = column.kind === 'number' ? value : value === MISSING_CODE ? '' : column.dictionary[value].trim();
    if (answer === '' || Number.isNaN(answer)) continue;
    counts.set(String(answer), (counts.get(String(answer)) ?? 0) + 1);
    if (counts.size > 2) return undefined;
  }
  return counts;
}
