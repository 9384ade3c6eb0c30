/**
 * What each fact adds to a tree's answer: Shapley values of the game "which facts are known", where a question about an
 * unknown fact is answered by the shares of the training rows (path-dependent TreeSHAP; Lundberg, Erion & Lee 2018,
 * algorithm 2). The shares add up to answer minus average answer. Cost per row: leaves x depth squared.
 * Facts are groups of columns: a group is known as a whole, which the algorithm needs no change for.
 */

/** A tree as it is walked; indexes are nodes. */
export interface ShapTree {
  root: number;
  /** -1 at a leaf. */
  childrenLeft: Int32Array;
  childrenRight: Int32Array;
  feature: Int32Array;
  /** Training rows, or their weight, that reached the node. */
  cover: ArrayLike<number>;
  /** Answer of a leaf. */
  answer: (leaf: number) => number;
  goesLeft: (node: number, value: number) => boolean;
}

/** Mean answer over the training rows, by cover. */
export function expectedAnswer(tree: ShapTree, node = tree.root): number {
  const { childrenLeft, childrenRight, cover } = tree;
  if (childrenLeft[node] < 0) return tree.answer(node);
  const [left, right] = [childrenLeft[node], childrenRight[node]];
  return (cover[left] * expectedAnswer(tree, left) + cover[right] * expectedAnswer(tree, right)) / cover[node];
}

/**
 * Facts on the way from the root, one entry each: the share of rows that go the same way when the fact is unknown (`zero`),
 * whether the row does when it is known (`one`), and the sum of permutation weights of the subsets of each size (`weight`).
 */
class Path {
  readonly group: Int32Array;
  readonly zero: Float64Array;
  readonly one: Float64Array;
  readonly weight: Float64Array;

  constructor(room: number) {
    this.group = new Int32Array(room);
    this.zero = new Float64Array(room);
    this.one = new Float64Array(room);
    this.weight = new Float64Array(room);
  }
}

export class TreeShap {
  private path = new Path(64);
  private row: ArrayLike<number> = [];
  private shares: Float64Array = new Float64Array(0);
  private scale = 1;

  /** Adds `scale` times the share of each group to `shares`. `groupOf`: fact of each column. */
  add(tree: ShapTree, row: ArrayLike<number>, groupOf: ArrayLike<number>, shares: Float64Array, scale: number): void {
    this.row = row;
    this.shares = shares;
    this.scale = scale;
    this.visit(tree, groupOf, tree.root, 0, 0, 1, 1, -1);
  }

  /** `from`: where the parent's path begins; `length`: its entries. */
  private visit(
    tree: ShapTree,
    groupOf: ArrayLike<number>,
    node: number,
    from: number,
    length: number,
    zero: number,
    one: number,
    group: number,
  ): void {
    // prettier-ignore
    const at = from + length;
    this.makeRoom(at + length + 2);
    // Children change the path, each its own copy.
    this.copy(from, at, length);
    let entries = length;
    this.extend(at, entries++, zero, one, group);
    const { childrenLeft, childrenRight, cover } = tree;
    if (childrenLeft[node] < 0) {
      const answer = tree.answer(node) * this.scale;
      const { path } = this;
      for (let k = 1; k < entries; k++) {
        this.shares[path.group[at + k]] += this.sumWithout(at, entries, k) * (path.one[at + k] - path.zero[at + k]) * answer;
      }
      return;
    }
    const asked = groupOf[tree.feature[node]];
    const isLeft = tree.goesLeft(node, this.row[tree.feature[node]]);
    const hot = isLeft ? childrenLeft[node] : childrenRight[node];
    const cold = isLeft ? childrenRight[node] : childrenLeft[node];
    let knownZero = 1;
    let knownOne = 1;
    // A fact asked about before: taken off the path, its shares multiplied.
    for (let k = 1; k < entries; k++) {
      if (this.path.group[at + k] !== asked) continue;
      knownZero = this.path.zero[at + k];
      knownOne = this.path.one[at + k];
      this.remove(at, entries--, k);
      break;
    }
    this.visit(tree, groupOf, hot, at, entries, (knownZero * cover[hot]) / cover[node], knownOne, asked);
    this.visit(tree, groupOf, cold, at, entries, (knownZero * cover[cold]) / cover[node], 0, asked);
  }

  private extend(at: number, length: number, zero: number, one: number, group: number): void {
    const { path } = this;
    path.group[at + length] = group;
    path.zero[at + length] = zero;
    path.one[at + length] = one;
    path.weight[at + length] = length === 0 ? 1 : 0;
    for (let k = length - 1; k >= 0; k--) {
      path.weight[at + k + 1] += (one * path.weight[at + k] * (k + 1)) / (length + 1);
      path.weight[at + k] = (zero * path.weight[at + k] * (length - k)) / (length + 1);
    }
  }

  /** Undoes `extend` for entry `gone` of `length`. */
  private remove(at: number, length: number, gone: number): void {
    const { path } = this;
    const zero = path.zero[at + gone];
    const one = path.one[at + gone];
    let next = path.weight[at + length - 1];
    for (let k = length - 2; k >= 0; k--) {
      if (one !== 0) {
        const before = path.weight[at + k];
        path.weight[at + k] = (next * length) / ((k + 1) * one);
        next = before - (path.weight[at + k] * zero * (length - 1 - k)) / length;
      } else path.weight[at + k] = (path.weight[at + k] * length) / (zero * (length - 1 - k));
    }
    for (let k = gone; k < length - 1; k++) {
      path.group[at + k] = path.group[at + k + 1];
      path.zero[at + k] = path.zero[at + k + 1];
      path.one[at + k] = path.one[at + k + 1];
    }
  }

  /** Sum of the weights that would be left without entry `gone`. */
  private sumWithout(at: number, length: number, gone: number): number {
    const { path } = this;
    const zero = path.zero[at + gone];
    const one = path.one[at + gone];
    let next = path.weight[at + length - 1];
    let total = 0;
    for (let k = length - 2; k >= 0; k--) {
      if (one !== 0) {
        const weight = (next * length) / ((k + 1) * one);
        total += weight;
        next = path.weight[at + k] - (weight * zero * (length - 1 - k)) / length;
      } else total += (path.weight[at + k] * length) / (zero * (length - 1 - k));
    }
    return total;
  }

  private copy(from: number, to: number, length: number): void {
    const { group, zero, one, weight } = this.path;
    for (const values of [group, zero, one, weight]) values.copyWithin(to, from, from + length);
  }

  private makeRoom(entries: number): void {
    if (entries <= this.path.group.length) return;
    const larger = new Path(2 * entries);
    larger.group.set(this.path.group);
    larger.zero.set(this.path.zero);
    larger.one.set(this.path.one);
    larger.weight.set(this.path.weight);
    this.path = larger;
  }
}
