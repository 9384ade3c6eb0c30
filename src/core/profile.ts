/** A table and its columns, described for people: what the Data screen shows, and what each fault costs. */
import type { Step } from './recipe.ts';

/** What a column is scored by; the points of the parts add up to its score. Weights: `src/data/quality-score.ts`. */
export type ColumnPart = 'filled' | 'readable' | 'consistent' | 'plausible' | 'informative';
/** A table has one more: rows that are not there twice. */
export type QualityPart = ColumnPart | 'unique';

export interface PartPoints<Part extends QualityPart = QualityPart> {
  part: Part;
  points: number;
  of: number;
}

export type IssueKind =
  /** Empty cells. */
  | 'missing'
  | 'nearly-empty'
  | 'all-missing'
  /** Something is written there that does not read as the column's type. */
  | 'odd-cells'
  | 'outer-blanks'
  /** The same word in other letters, widths or marks. */
  | 'mixed-spellings'
  | 'numbers-as-text'
  /** Beyond Tukey's far fences: three quartile distances from the quartiles. */
  | 'outliers'
  /** Before 1900 or after 2100. */
  | 'impossible-dates'
  | 'future-dates'
  /** A spreadsheet program has rounded long numbers. */
  | 'digits-lost'
  | 'constant'
  /** Separates the answers by itself, or has the name of a model's output. */
  | 'tells-answer'
  /** No fault: it identifies, and nothing is learned from it. */
  | 'id-like';

export interface Issue {
  kind: IssueKind;
  /** Cells with it; all rows where it is the whole column's. */
  rows: number;
  /** Up to five, as they were read; pairs of spellings as `a / b`. */
  examples: string[];
}

/** One column, described for people. */
export interface ColumnProfile {
  name: string;
  kind: string;
  rows: number;
  missing: number;
  odd: number;
  distinct: number;
  mean?: number;
  median?: number;
  /** Inner half of the values of a number column, and where outliers begin. */
  quartiles?: { low: number; high: number };
  fences?: { low: number; high: number };
  lowest?: string;
  highest?: string;
  /** Ten equal bins from lowest to highest (numbers and dates). */
  histogram?: number[];
  /** Most frequent first; empty where (nearly) every value is another one. */
  top: { value: string; rows: number }[];
  issues: Issue[];
  /** 0-100: the sum of the parts' points. */
  score: number;
  parts: PartPoints<ColumnPart>[];
}

/** A fault of a table, what mending it everywhere would add to the table's score, and the step that does so. */
export interface Fix {
  problem: IssueKind | 'duplicates' | 'totals-rows';
  /** None: whole rows. */
  columns: string[];
  /** Cells, or whole rows. */
  affected: number;
  /** Points of the table's score. */
  gain: number;
  /** Absent: it can only be mended in the file. */
  step?: Step;
  /** The recipe has this step. */
  done: boolean;
}

export interface TableProfile {
  rows: number;
  columns: ColumnProfile[];
  /** As the file came: 0-100, the sum of the parts' points. */
  score: number;
  /** With what the recipe's steps mend. */
  scoreAfter: number;
  parts: PartPoints[];
  /** Those worth most, best first, those the recipe does already at the end; at most ten of either. */
  fixes: Fix[];
}
