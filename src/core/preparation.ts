/** What is done to features before they are filled simply and scaled; learned from training rows, kept with the model. */
import type { Matrix } from './matrix.ts';

export interface LinearFit {
  coefficients: Float64Array;
  intercept: number;
}

/** Plain data, without the rows it was learned from. */
export interface IterativeImputer {
  /** Where every gap begins; NaN for a feature that no row has, which stays missing and helps nobody. */
  means: Float64Array;
  /** In the order in which they are applied; each predicts its feature from all other known ones. */
  regressions: { feature: number; fit: LinearFit }[];
  rounds: number;
}

/** Numbers point at features. Applied from top to bottom. */
export interface Preparation {
  /** Values outside are moved to the fence. */
  fences: { feature: number; lowest: number; highest: number }[];
  /** Gaps get the value of the rows with the same values in the features `by` (as text, joined by blanks). */
  groups: { feature: number; by: number[]; keys: string[]; values: Float64Array }[];
  /** Gaps get the mean of the `k` most alike of the donors; both are scaled first. */
  nearest?: { features: number[]; k: number; inputs: number[]; centre: Float64Array; scale: Float64Array; donors: Matrix };
  /** Gaps get what the other features predict. */
  regression?: { features: number[]; inputs: number[]; imputer: IterativeImputer };
}
