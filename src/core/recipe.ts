/** What was done to a file, as data: replayable on next month's file. */
import type { EditStep } from './edit-step.ts';
import type { CellType, ColumnReading, ReadOptions } from './reading.ts';

/** What one row of the file is. */
export type RowShape = 'order' | 'customer';

/** Which columns answer who, when, how much. Values are column names. */
export interface Roles {
  rowShape: RowShape;
  /** Customer id (or the name, where the file has no id). */
  who?: string;
  name?: string;
  phone?: string;
  email?: string;
  when?: string;
  /** Money per row; or `quantity` x `price` when the file has no amount. */
  amount?: string;
  quantity?: string;
  price?: string;
  orderId?: string;
  product?: string;
  /** Customer tables only: the column to predict, and the value that counts as "yes". */
  target?: string;
  targetYes?: string;
  /** Columns the person set aside. */
  ignored?: string[];
}

export type RoleName = Exclude<keyof Roles, 'rowShape' | 'targetYes' | 'ignored'>;

/** Why a column was pre-filled for a role. */
export interface RoleGuess {
  role: RoleName;
  column: string;
  /** 0..1 */
  confidence: number;
  because: 'name' | 'values' | 'name-and-values' | 'only-one';
}

export type FillWith = 'mean' | 'median' | 'mode';
/** `group-*`: of the rows that are alike in another column. `nearest`: of the rows most alike in all numbers. `regression`: from the other columns. */
export type FillMethod = FillWith | 'constant' | 'group-mean' | 'group-median' | 'nearest' | 'regression';

/** Everything but a constant is fitted on training rows only, when a model is trained. */
export interface FillStep {
  kind: 'fill-missing';
  column: string;
  with: FillMethod;
  /** The constant. */
  value?: string;
  /** The column whose values make the groups. */
  by?: string;
  /** How many near rows; absent: 5. */
  k?: number;
  /** A yes/no column "column (was empty)" is added. */
  flag?: boolean;
}

/** One cleaning step. Each kind has one file in `src/data/steps/`. Undo = the same list without it, or with `off`. */
export type Step = (
  | { kind: 'trim' }
  | { kind: 'drop-duplicates' }
  | { kind: 'drop-totals' }
  /** Rows whose cell in one of these columns could not be read. */
  | { kind: 'drop-unreadable'; columns: string[] }
  /** Rows with nothing in one of these (used) columns. */
  | { kind: 'drop-missing'; columns: string[] }
  | FillStep
  | EditStep
) & {
  /** Switched off: it stays in its place and does nothing. */
  off?: true;
};

export type StepKind = Step['kind'];
export type StepOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>;

/** What a step does to the table at hand. */
export interface StepEffect {
  step: Step;
  /** Rows dropped, or cells changed. */
  rows: number;
  cells: number;
  /** Up to five examples: file line, column, before, after ('' = dropped). */
  examples: { line: number; column: string; before: string; after: string }[];
}

/** What a customer table or order table is asked. */
export type Question =
  /** Orders: has not bought in the `horizonDays` after the as-of date. */
  (
    | { kind: 'will-not-return'; horizonDays: number }
    /** Customer table, yes/no target. `meaning` decides the words only. */
    | { kind: 'yes-no'; target: string; yes: string; meaning: 'leave' | 'buy' | 'other' }
    /** Customer table, number target. */
    | { kind: 'amount'; target: string }
  ) & {
    /** Columns that look as if they gave the answer away, and that the person knows were known before. */
    trusted?: string[];
  };

/** A column as the recipe knew it: what a later file is compared with. */
export interface RecipeColumn {
  name: string;
  type: CellType;
  dateOrder?: ColumnReading['dateOrder'];
  decimal?: ColumnReading['decimal'];
  /** Its values, where a step or a model looks at them one by one. */
  values?: string[];
}

export interface Recipe {
  version: 1 | 2;
  /** `ReadReport.shape` of the files it fits. */
  shape: string;
  read: ReadOptions;
  /** What of `read.columns` the person decided; the rest was found. The next file of the shape is read so without asking. */
  answers?: NonNullable<ReadOptions['columns']>;
  roles: Roles;
  steps: Step[];
  /** Absent: no target, segments and rules only. */
  question?: Question;
  /** In the order of the file. Absent in version 1. */
  columns?: RecipeColumn[];
}
