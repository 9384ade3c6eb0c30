/**
 * Levels of one category put back together: columns that are 1 for one level each (standardised or not) become one column that
 * holds the level's number, so that a tree can part many levels at once. A linear map, so that whoever repeats it elsewhere needs
 * a matrix product and nothing else.
 */
import { columnOf, matrix, type Matrix } from '../core/matrix.ts';

/** One column: offset + sum of factor x column. A column of its own has a factor of 1 and no offset. */
export interface Joined {
  columns: Int32Array;
  factors: Float64Array;
  offset: number;
}

/**
 * Learned from the rows given; what a level's column holds there least is "no" and most is "yes". Levels are numbered from 1 in the
 * order of their columns; 0 = none of them.
 *
 * @param categoryOf of each column the number of its category; 0, or too short a list = it is a column of its own
 */
export function fitJoined(x: Matrix, categoryOf: readonly number[]): Joined[] {
  const joined: Joined[] = [];
  const places = new Map<number, number[]>();
  for (let j = 0; j < x.columns; j++) {
    const category = categoryOf[j] ?? 0;
    const columns = places.get(category);
    if (category === 0 || columns === undefined) {
      const own = [j];
      if (category !== 0) places.set(category, own);
      joined.push({ columns: Int32Array.of(j), factors: Float64Array.of(1), offset: 0 });
    } else columns.push(j);
  }
  for (const columns of places.values()) {
    if (columns.length < 2) continue;
    const at = joined.findIndex((one) => one.columns[0] === columns[0]);
    const spans = columns.map((j) => spanOf(columnOf(x, j)));
    const factors = Float64Array.from(spans, ({ width }, k) => (width > 0 ? (k + 1) / width : 0));
    joined[at] = { columns: Int32Array.from(columns), factors, offset: -spans.reduce((sum, { low }, k) => sum + factors[k] * low, 0) };
  }
  return joined;
}

export function joinLevels(joined: readonly Joined[], x: Matrix): Matrix {
  const made = matrix(x.rows, joined.length);
  joined.forEach(({ columns, factors, offset }, to) => {
    const into = columnOf(made, to);
    if (columns.length === 1) return void into.set(columnOf(x, columns[0]));
    into.fill(offset);
    columns.forEach((j, k) => {
      const column = columnOf(x, j);
      for (let i = 0; i < x.rows; i++) into[i] += factors[k] * column[i];
    });
    // What is left of rounding must not part equal levels; + 0 makes -0 a 0.
    for (let i = 0; i < x.rows; i++) into[i] = Math.round(into[i] * PRECISION) / PRECISION + 0;
  });
  return made;
}

const PRECISION = 2 ** 20;

function spanOf(column: Float64Array): { low: number; width: number } {
  let [low, high] = [Infinity, -Infinity];
  for (const value of column) if (!Number.isNaN(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return high > low ? { low, width: high - low } : { low: 0, width: 0 };
}
