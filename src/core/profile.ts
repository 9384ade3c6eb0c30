/** One column, described for people: what the profile screen shows. */
export interface ColumnProfile {
  name: string;
  kind: string;
  rows: number;
  missing: number;
  odd: number;
  distinct: number;
  mean?: number;
  lowest?: string;
  highest?: string;
  /** Ten equal bins from lowest to highest (numbers and dates). */
  histogram?: number[];
  top: { value: string; rows: number }[];
  warnings: ('constant' | 'id-like' | 'all-missing' | 'digits-lost' | 'odd-cells' | 'impossible-dates')[];
}
