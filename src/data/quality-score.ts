/**
 * A score from 0 to 100 that can be checked by hand: every part is its weight times the share of cells without the part's
 * faults, and the score is the sum of the parts.
 *
 * | part        | weight | loses points for                                                      | share of      |
 * | ----------- | ------ | --------------------------------------------------------------------- | ------------- |
 * | filled      | 35     | empty cells                                                           | all rows      |
 * | readable    | 25     | cells that do not read as the column's type                           | cells that say something |
 * | consistent  | 15     | blanks around words, several spellings of one word, numbers as text   | cells that say something |
 * | plausible   | 15     | outliers, impossible dates, dates to come, digits lost                | cells that say something |
 * | informative | 10     | one value throughout, nearly empty, gives the answer away             | the column    |
 *
 * A column without any value has no points. A table has nine tenths of the mean of its columns, where columns with a role
 * (who, when, how much, the question ...) count three times, and ten points for rows that are not there twice. The weights
 * are this app's choice: an empty cell costs most because nothing can be done with it.
 */
import { assertNever } from '../core/errors.ts';
import type { ColumnPart, ColumnProfile, Issue, IssueKind, PartPoints } from '../core/profile.ts';

export const COLUMN_WEIGHTS: Record<ColumnPart, number> = { filled: 35, readable: 25, consistent: 15, plausible: 15, informative: 10 };
export const UNIQUE_WEIGHT = 10;
export const COLUMNS_SHARE = 1 - UNIQUE_WEIGHT / 100;
export const ROLE_WEIGHT = 3;

const PARTS = Object.keys(COLUMN_WEIGHTS) as ColumnPart[];

/** The part that a fault takes points from; undefined: it is none. */
export function partOf(kind: IssueKind): ColumnPart | undefined {
  switch (kind) {
    case 'missing':
    case 'all-missing':
      return 'filled';
    case 'odd-cells':
      return 'readable';
    case 'outer-blanks':
    case 'mixed-spellings':
    case 'numbers-as-text':
      return 'consistent';
    case 'outliers':
    case 'impossible-dates':
    case 'future-dates':
    case 'digits-lost':
      return 'plausible';
    case 'constant':
    case 'nearly-empty':
    case 'tells-answer':
      return 'informative';
    case 'id-like':
      return undefined;
    default:
      return assertNever(kind);
  }
}

type Counted = Pick<ColumnProfile, 'rows' | 'missing'>;

/** Points of the column that a fault takes. */
export function pointsLost({ kind, rows: faulty }: Issue, { rows, missing }: Counted): number {
  const part = partOf(kind);
  if (part === undefined || rows === 0) return 0;
  const base = part === 'filled' || part === 'informative' ? rows : rows - missing;
  return base === 0 ? 0 : COLUMN_WEIGHTS[part] * Math.min(1, faulty / base);
}

export function scoreColumn(column: Counted & { issues: Issue[] }): { score: number; parts: PartPoints<ColumnPart>[] } {
  const isEmpty = column.rows === 0 || column.missing === column.rows;
  const parts = PARTS.map((part) => {
    const lost = column.issues.reduce((sum, issue) => (partOf(issue.kind) === part ? sum + pointsLost(issue, column) : sum), 0);
    const of = COLUMN_WEIGHTS[part];
    return { part, of, points: isEmpty ? 0 : Math.max(0, of - lost) };
  });
  return { score: parts.reduce((sum, { points }) => sum + points, 0), parts };
}

/** What one point of each column is worth in the table's score; columns set aside are worth nothing. */
export function columnWorth(columns: readonly { name: string }[], withRole: ReadonlySet<string>, ignored: ReadonlySet<string>): number[] {
  const weights = columns.map(({ name }): number => (ignored.has(name) ? 0 : withRole.has(name) ? ROLE_WEIGHT : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total === 0 ? 0 : (COLUMNS_SHARE * weight) / total));
}

/** @param worth of `columnWorth`; @param twice rows that equal an earlier one */
export function scoreTable(
  columns: readonly Pick<ColumnProfile, 'parts'>[],
  worth: readonly number[],
  rows: number,
  twice: number,
): { score: number; parts: PartPoints[] } {
  const ofColumns = PARTS.map((part, p): PartPoints => ({
    part,
    of: COLUMN_WEIGHTS[part] * COLUMNS_SHARE,
    points: columns.reduce((sum, column, i) => sum + worth[i] * column.parts[p].points, 0),
  }));
  const unique: PartPoints = { part: 'unique', of: UNIQUE_WEIGHT, points: rows === 0 ? 0 : UNIQUE_WEIGHT * (1 - twice / rows) };
  const parts = [...ofColumns, unique];
  return { score: parts.reduce((sum, { points }) => sum + points, 0), parts };
}
