/** The same lesson as a scikit-learn script, and what it prints. */
import { cutText, type NodeView } from './tree-frames.ts';

export interface TreeScript {
  features: readonly string[];
  rows: readonly { x: number[]; y: number }[];
  criterion: 'gini' | 'entropy';
  maxDepth: number;
}

/** At most this many rows are written into the script; more come from a file. */
export const MOST_ROWS = 400;

const quoted = (text: string) => JSON.stringify(text);

export function treePython({ features, rows, criterion, maxDepth }: TreeScript): string {
  return [
    'from sklearn.tree import DecisionTreeClassifier, export_text',
    '',
    `features = [${features.map(quoted).join(', ')}]`,
    'X = [',
    ...rows.slice(0, MOST_ROWS).map(({ x }) => `    [${x.join(', ')}],`),
    ']',
    `y = [${rows
      .slice(0, MOST_ROWS)
      .map(({ y }) => y)
      .join(', ')}]`,
    '',
    `tree = DecisionTreeClassifier(criterion=${quoted(criterion)}, max_depth=${maxDepth}, random_state=0)`,
    'tree.fit(X, y)',
    'print(export_text(tree, feature_names=features))',
    '',
  ].join('\n');
}

/** As `export_text` prints it: two decimals, the class with most rows at each leaf (the first of equals). */
export function treeText(nodes: readonly NodeView[], features: readonly string[]): string {
  const lines: string[] = [];
  const walk = (node: NodeView): void => {
    const indent = '|   '.repeat(node.depth);
    if (node.feature === undefined || node.threshold === undefined) {
      const [no, yes] = [node.bag.counts[0] ?? 0, node.bag.counts[1] ?? 0];
      lines.push(`${indent}|--- class: ${yes > no ? 1 : 0}`);
      return;
    }
    for (const side of ['left', 'right'] as const) {
      lines.push(`${indent}|--- ${features[node.feature]} ${side === 'left' ? '<=' : '> '} ${node.threshold.toFixed(2)}`);
      const child = nodes.find(({ parent, side: own }) => parent === node.id && own === side);
      if (child) walk(child);
    }
  };
  const root = nodes.find(({ parent }) => parent === undefined);
  if (root) walk(root);
  return lines.join('\n');
}

/** A name for the downloaded script that says what is in it. */
export function scriptName({ criterion, maxDepth }: TreeScript): string {
  return `decision-tree-${criterion}-depth-${cutText(maxDepth)}.py`;
}
