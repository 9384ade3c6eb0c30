/** What a model is trained on: for each question the facts, and the answer that is known. */
import { assertNever, AppError } from '../core/errors.ts';
import type { FeatureTable, GapSummary } from '../core/features.ts';
import type { ModelCard } from '../core/model-card.ts';
import type { Question } from '../core/recipe.ts';
import { customerFeatures } from '../data/customer-features.ts';
import { gapSummary } from '../data/gaps.ts';
import { withLinks } from '../data/link-features.ts';
import { namedByLine, type CustomerBase } from './customer-base.ts';
import { setAsideLeaks } from './set-aside-leaks.ts';
import { leaveTrainingRows } from './who-will-leave.ts';

export interface TrainingRows extends FeatureTable {
  y: Float64Array;
  excluded: ModelCard['excluded'];
  gaps?: GapSummary;
}

/**
 * Orders: everybody as they stood one horizon before the last day. Customer tables: the rows of the file; those without an
 * answer have y = NaN and are not learned from. Columns that give the answer away are set aside.
 * Errors: `no-usable-rows`, `too-few-rows`, `column-missing` (the target, or orders for a question about them).
 */
export function trainingRows(base: CustomerBase, question: Question): TrainingRows {
  switch (question.kind) {
    case 'will-not-return':
      if (!base.lines) throw new AppError('column-missing', { column: 'when' });
      return {
        ...setAsideLeaks(withLinks(leaveTrainingRows(base.lines, question.horizonDays), base.linked), question),
        gaps: gapSummary(base.lines),
      };
    case 'yes-no':
    case 'amount': {
      const rows = namedByLine(customerFeatures(base.table, base.roles, question), base.table);
      if (!rows.y) throw new AppError('column-missing', { column: question.target });
      return setAsideLeaks({ ...rows, y: rows.y }, question);
    }
    default:
      return assertNever(question);
  }
}

/** Customer tables: what was marked since is newer than the file, so the file's answers for these customers are set aside. */
export function withoutAnswersOf(rows: TrainingRows, customerIds: Iterable<string>): TrainingRows {
  const newer = new Set(customerIds);
  return newer.size === 0 ? rows : { ...rows, y: rows.y.map((answer, row) => (newer.has(rows.ids[row]) ? NaN : answer)) };
}
