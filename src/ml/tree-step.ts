/** What the decision tree does, one event at a time: the classroom draws these, training drains them. */

/** Rows that reached a node (indexes into the training rows) and what is in them. */
export interface TreeBag {
  rows: number[];
  /** Rows per class (classification) or [sum, sum of squares] (regression). */
  counts: number[];
  /** Gini, entropy in bits, or variance. */
  impurity: number;
}

export type TreeStep =
  /**
   * A bag is looked at. `parent` and `side` say where it hangs; the root has none. Without `trace` the bag is empty but for its
   * impurity, and a large node repeats its event between features.
   */
  | { kind: 'node'; node: number; depth: number; parent?: number; side?: 'left' | 'right'; bag: TreeBag }
  /** `best`: better than every question tried before it at this node. `gain` is the impurity decrease weighted by the share of all rows in this node. Only with `trace`. */
  | { kind: 'candidate'; node: number; feature: number; threshold: number; left: TreeBag; right: TreeBag; gain: number; best: boolean }
  | {
      kind: 'split';
      node: number;
      feature: number;
      threshold: number;
      gain: number;
      /** Other questions with exactly the same gain: the choice among them is the random state's. Only with `trace`. */
      ties: { feature: number; threshold: number }[];
      left: TreeBag;
      right: TreeBag;
    }
  | { kind: 'leaf'; node: number; counts: number[]; value: number; because: 'pure' | 'depth' | 'too-few-rows' | 'no-gain' };
