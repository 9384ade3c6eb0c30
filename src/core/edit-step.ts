/** Cleaning steps that a person adds or confirms: they change cells, columns or rows. Each kind has one file in `src/data/steps/`. */
import type { DateOrder } from './reading.ts';

/** Where values far out begin: quartiles and their distance (Tukey 1977), or two shares of the rows. */
export type OutlierRule = 'iqr' | 'quantile';

export type EditStep =
  /** Full-width letters, inner and invisible blanks, curly quotes and long dashes made plain; `marks`: marks behind a word go. */
  | { kind: 'normalise-text'; columns: string[]; marks?: boolean }
  | { kind: 'change-case'; columns: string[]; to: 'lower' | 'upper' | 'title' }
  /** Every spelling in `from` becomes `to`; an empty `to` makes the cell empty. */
  | { kind: 'map-values'; column: string; groups: ValueGroup[] }
  /** `at` is the mark between the parts, the number of characters of the first part, or a pattern such as "*-* (*)". */
  | { kind: 'split-column'; column: string; by: 'mark' | 'first' | 'pattern'; at: string; into: string[] }
  /** `mark` stands between the parts; empty cells leave no mark. */
  | { kind: 'merge-columns'; columns: string[]; mark: string; into: string }
  /** A text column read as something else; what does not read so becomes empty. */
  | { kind: 'parse-as'; column: string; as: 'number' | 'date' | 'boolean'; decimal?: '.' | ','; dateOrder?: DateOrder }
  | { kind: 'set-unit'; column: string; unit: string }
  /** The rate is the person's own: nothing is looked up. */
  | { kind: 'convert-currency'; column: string; factor: number; unit: string }
  /** Fences: `low` and `high` are the multiple of the quartile distance (iqr; both alike), or shares of the rows (quantile). */
  | { kind: 'clip-outliers'; column: string; rule: OutlierRule; low: number; high: number }
  /** The same fences; a yes/no column `into` says which cells lie outside. */
  | { kind: 'flag-outliers'; column: string; rule: OutlierRule; low: number; high: number; into: string }
  /** Rows for which the expression says yes stay. */
  | { kind: 'filter-rows'; keep: string }
  | { kind: 'derive-column'; into: string; expression: string }
  /** For each value of `of` a column: what the row's customer (`by`) has of it. `value` is the date or the number to take. */
  | { kind: 'pivot-interactions'; by: string; of: string; take: 'count' | 'last' | 'sum'; value?: string }
  | { kind: 'drop-columns'; columns: string[] }
  | { kind: 'rename-column'; column: string; into: string }
  /** Of rows alike in these columns one stays. */
  | { kind: 'deduplicate-by'; columns: string[]; keep: 'first' | 'last' };

export interface ValueGroup {
  from: string[];
  to: string;
}
