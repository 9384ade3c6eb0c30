/** Places the nodes of a binary tree: leaves side by side, each parent over the middle of its children. */
import type { NodeView } from './tree-frames.ts';

export interface PlacedNode {
  node: NodeView;
  /** Centre, in columns and levels. */
  column: number;
  level: number;
}

export function layoutTree(nodes: readonly NodeView[]): { placed: PlacedNode[]; columns: number; levels: number } {
  const children = new Map<number, { left?: NodeView; right?: NodeView }>();
  for (const node of nodes) {
    if (node.parent === undefined || !node.side) continue;
    children.set(node.parent, { ...children.get(node.parent), [node.side]: node });
  }
  const placed: PlacedNode[] = [];
  let columns = 0;
  const place = (node: NodeView): number => {
    const { left, right } = children.get(node.id) ?? {};
    const below = [left, right].filter((child) => child !== undefined).map(place);
    const column = below.length > 0 ? below.reduce((sum, at) => sum + at, 0) / below.length : columns++;
    placed.push({ node, column, level: node.depth });
    return column;
  };
  const root = nodes.find(({ parent }) => parent === undefined);
  if (root) place(root);
  return { placed, columns, levels: 1 + Math.max(0, ...nodes.map(({ depth }) => depth)) };
}
