/**
 * Rows halved again and again along their widest column (Bentley 1975, doi:10.1145/361002.361007), each part with its box, so
 * that the nearest rows are found by looking at a few parts. With many columns every part has to be looked at, and this is
 * the plain search, part after part. Of equally near rows the first ones count.
 */
import type { Points } from './points.ts';

/** Plain data. Node n has the children 2n + 1 and 2n + 2; its rows lie together, halves of its parent's. */
export interface KdTree {
  /** The rows, in the tree's order. */
  points: Points;
  /** Which row each was. */
  order: Uint32Array;
  levels: number;
  /** Box of each node: `columns` numbers each. */
  low: Float64Array;
  high: Float64Array;
}

export interface KdStep {
  kind: 'halved';
  node: number;
  column: number;
  rows: number;
}

const LEAF_ROWS = 32;

/** Yields after each halving. Cost O(columns · rows · log rows). */
export function* buildTree(points: Points): Generator<KdStep, KdTree, void> {
  const { rows, columns, values } = points;
  let levels = 0;
  while (rows >> levels > LEAF_ROWS) levels++;
  const nodes = 2 ** (levels + 1) - 1;
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  const low = new Float64Array(nodes * columns).fill(Infinity);
  const high = new Float64Array(nodes * columns).fill(-Infinity);
  const open = [{ node: 0, start: 0, end: rows, level: 0 }];
  for (let part = open.pop(); part; part = open.pop()) {
    const { node, start, end, level } = part;
    for (let at = start; at < end; at++) {
      for (let j = 0; j < columns; j++) {
        const value = values[order[at] * columns + j];
        if (value < low[node * columns + j]) low[node * columns + j] = value;
        if (value > high[node * columns + j]) high[node * columns + j] = value;
      }
    }
    if (level === levels) continue;
    let column = 0;
    const width = (j: number) => high[node * columns + j] - low[node * columns + j];
    for (let j = 1; j < columns; j++) if (width(j) > width(column)) column = j;
    const middle = (start + end) >> 1;
    select(order, start, end - 1, middle, (row) => values[row * columns + column]);
    open.push({ node: 2 * node + 2, start: middle, end, level: level + 1 }, { node: 2 * node + 1, start, end: middle, level: level + 1 });
    yield { kind: 'halved', node, column, rows: end - start };
  }
  const sorted = new Float64Array(rows * columns);
  order.forEach((row, to) => sorted.set(values.subarray(row * columns, (row + 1) * columns), to * columns));
  return { points: { rows, columns, values: sorted }, order, levels, low, high };
}

/** Puts the `middle`-th smallest in its place, smaller ones before it, larger ones after (Hoare 1961). */
function select(order: Uint32Array, from: number, to: number, middle: number, of: (row: number) => number): void {
  while (from < to) {
    const pivot = of(order[(from + to) >> 1]);
    let [i, j] = [from, to];
    while (i <= j) {
      while (of(order[i]) < pivot) i++;
      while (of(order[j]) > pivot) j--;
      if (i > j) break;
      [order[i], order[j]] = [order[j], order[i]];
      i++;
      j--;
    }
    if (middle <= j) to = j;
    else if (middle >= i) from = i;
    else return;
  }
}

/** Finds the k rows nearest to one; kept between searches so that nothing is allocated in them. */
export class NearestSearch {
  /** Rows found, nearest first, and their squared distances. */
  readonly rows: Uint32Array;
  readonly squares: Float64Array;
  private found = 0;
  private readonly tree: KdTree;
  private readonly target: Float64Array;

  constructor(tree: KdTree, k: number) {
    this.tree = tree;
    this.rows = new Uint32Array(k);
    this.squares = new Float64Array(k);
    this.target = new Float64Array(tree.points.columns);
  }

  /** `target`: one number a column. There are at least k rows. */
  search(target: (column: number) => number): void {
    for (let j = 0; j < this.target.length; j++) this.target[j] = target(j);
    this.found = 0;
    this.visit(0, 0, this.tree.points.rows, 0);
  }

  private visit(node: number, start: number, end: number, level: number): void {
    if (level === this.tree.levels) return this.look(start, end);
    const middle = (start + end) >> 1;
    const [left, right] = [2 * node + 1, 2 * node + 2];
    const toLeft = this.boxDistance(left);
    const toRight = this.boxDistance(right);
    if (toLeft <= toRight) {
      if (this.mayHold(toLeft)) this.visit(left, start, middle, level + 1);
      if (this.mayHold(toRight)) this.visit(right, middle, end, level + 1);
    } else {
      if (this.mayHold(toRight)) this.visit(right, middle, end, level + 1);
      if (this.mayHold(toLeft)) this.visit(left, start, middle, level + 1);
    }
  }

  /** Rows as far as the last one found may still come before it. */
  private mayHold(distance: number): boolean {
    return this.found < this.rows.length || distance <= this.squares[this.found - 1];
  }

  /** Adds up in the same order as a row's distance, so rounding cannot put the box farther than a row in it. */
  private boxDistance(node: number): number {
    const { low, high } = this.tree;
    const { target } = this;
    let total = 0;
    for (let j = 0, at = node * target.length; j < target.length; j++, at++) {
      const value = target[j];
      const outside = value < low[at] ? low[at] - value : value > high[at] ? value - high[at] : 0;
      total += outside * outside;
    }
    return total;
  }

  private look(start: number, end: number): void {
    const { points, order } = this.tree;
    const { target, rows, squares } = this;
    const { columns, values } = points;
    for (let at = start; at < end; at++) {
      let total = 0;
      for (let j = 0, from = at * columns; j < columns; j++) {
        const difference = values[from + j] - target[j];
        total += difference * difference;
      }
      const row = order[at];
      let place = this.found;
      if (place === rows.length) {
        if (total > squares[place - 1] || (total === squares[place - 1] && row > rows[place - 1])) continue;
        place--;
      } else this.found++;
      while (place > 0 && (squares[place - 1] > total || (squares[place - 1] === total && rows[place - 1] > row))) {
        squares[place] = squares[place - 1];
        rows[place] = rows[place - 1];
        place--;
      }
      squares[place] = total;
      rows[place] = row;
    }
  }
}
