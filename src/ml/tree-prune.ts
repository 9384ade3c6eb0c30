/**
 * Minimal cost-complexity pruning (Breiman et al. 1984, chapter 3), in scikit-learn 1.2.1's order of sums: the branch
 * whose removal costs least impurity per leaf saved is cut, again and again, as long as that cost is at most `alpha`.
 */
import type { Nodes } from './tree-grow.ts';

export function prune(nodes: Nodes, outputs: number, alpha: number): Nodes {
  const { childrenLeft, childrenRight, impurity, weightedSamples } = nodes;
  const count = childrenLeft.length;
  const parent = new Int32Array(count).fill(-1);
  for (let node = 0; node < count; node++) {
    if (childrenLeft[node] < 0) continue;
    parent[childrenLeft[node]] = node;
    parent[childrenRight[node]] = node;
  }
  // Impurity of a node were it a leaf, and of the leaves below it, each weighted by its share of all rows.
  const own = impurity.map((value, node) => (weightedSamples[node] * value) / weightedSamples[0]);
  const below = new Float64Array(count);
  const leaves = new Int32Array(count);
  const isInner = Uint8Array.from(childrenLeft, (left) => Number(left >= 0));
  for (let leaf = 0; leaf < count; leaf++) {
    if (isInner[leaf]) continue;
    below[leaf] = own[leaf];
    for (let node = parent[leaf]; node >= 0; node = parent[node]) {
      below[node] += own[leaf];
      leaves[node]++;
    }
  }
  while (isInner[0]) {
    let weakest = -1;
    let least = Infinity;
    for (let node = 0; node < count; node++) {
      const cost = (own[node] - below[node]) / (leaves[node] - 1);
      if (isInner[node] && cost < least) [weakest, least] = [node, cost];
    }
    if (weakest < 0 || alpha < least) break;
    const saved = leaves[weakest] - 1;
    const added = own[weakest] - below[weakest];
    below[weakest] = own[weakest];
    cut(weakest);
    for (let node = parent[weakest]; node >= 0; node = parent[node]) {
      leaves[node] -= saved;
      below[node] += added;
    }
  }
  return keep(nodes, outputs, isInner);

  function cut(branch: number): void {
    if (!isInner[branch]) return;
    isInner[branch] = 0;
    cut(childrenLeft[branch]);
    cut(childrenRight[branch]);
  }
}

/** The nodes that remain, parents before children, left before right. */
function keep(nodes: Nodes, outputs: number, isInner: Uint8Array): Nodes {
  const kept: number[] = [];
  const children: { left: number; right: number }[] = [];
  const visit = (node: number): number => {
    const at = kept.push(node) - 1;
    children.push({ left: -1, right: -1 });
    if (isInner[node]) children[at] = { left: visit(nodes.childrenLeft[node]), right: visit(nodes.childrenRight[node]) };
    return at;
  };
  visit(0);
  const value = new Float64Array(kept.length * outputs);
  kept.forEach((node, at) => value.set(nodes.value.subarray(node * outputs, (node + 1) * outputs), at * outputs));
  return {
    childrenLeft: Int32Array.from(children, ({ left }) => left),
    childrenRight: Int32Array.from(children, ({ right }) => right),
    feature: Int32Array.from(kept, (node) => (isInner[node] ? nodes.feature[node] : -2)),
    threshold: Float64Array.from(kept, (node) => (isInner[node] ? nodes.threshold[node] : -2)),
    impurity: Float64Array.from(kept, (node) => nodes.impurity[node]),
    samples: Int32Array.from(kept, (node) => nodes.samples[node]),
    weightedSamples: Float64Array.from(kept, (node) => nodes.weightedSamples[node]),
    value,
  };
}
