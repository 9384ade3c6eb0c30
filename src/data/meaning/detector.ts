/** What every detector of a meaning is. Each looks at a cell once, from left to right: no cell can make it slow. */
import type { CellMeaning } from '../../core/reading.ts';

export interface MeaningDetector {
  kind: CellMeaning;
  /** The column's name says it. */
  named: RegExp;
  /** Whether a cell (trimmed, half width, at most `MAX_CHARS`) is one. `named`: the column is called so, so the bare form will do. */
  fits: (cell: string, named: boolean) => boolean;
  /** What a column full of hits is worth, 0..1, without and with the name: a checksum proves more than a shape. */
  worth: { unnamed: number; named: number };
}

/** Longer cells are none of all this. */
export const MAX_CHARS = 320;
