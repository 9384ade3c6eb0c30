/** From the tree builder's events to what the lesson shows, one frame per event. Pure: the same recording, the same frames. */
import type { TreeBag, TreeStep } from '../../ml/tree-step.ts';
import type { Frame } from '../lesson.ts';

export interface NodeView {
  id: number;
  depth: number;
  parent?: number;
  side?: 'left' | 'right';
  bag: TreeBag;
  state: 'open' | 'split' | 'leaf';
  feature?: number;
  threshold?: number;
}

/** One question that was tried at the current node. */
export interface BoardLine {
  feature: number;
  threshold: number;
  gain: number;
}

export interface CutView {
  feature: number;
  threshold: number;
  left: TreeBag;
  right: TreeBag;
  gain: number;
}

export interface TreeFrame extends Frame {
  nodes: NodeView[];
  current: number;
  cut?: CutView;
  board: BoardLine[];
  /** Questions tried at this node, also those that the recording leaves out of the board. */
  tried: number;
}

/** Above this many questions at one node only those that were the best so far are shown. */
const MOST_QUESTIONS = 40;

/** Spelling of a threshold: four significant digits are enough to tell two cuts apart on the page. */
export function cutText(threshold: number): string {
  return String(Number(threshold.toPrecision(6)));
}

export function treeFrames(steps: readonly TreeStep[], features: readonly string[], yes: string, no: string): TreeFrame[] {
  const candidates = new Map<number, number>();
  for (const step of steps) if (step.kind === 'candidate') candidates.set(step.node, (candidates.get(step.node) ?? 0) + 1);
  const frames: TreeFrame[] = [];
  let nodes: NodeView[] = [];
  let board: BoardLine[] = [];
  let tried = 0;
  let bestCut: CutView | undefined;

  const question = (feature: number, threshold: number) => `${features[feature]} ≤ ${cutText(threshold)}`;
  const counts = (bag: TreeBag) => ({ yes: bag.counts[1] ?? 0, no: bag.counts[0] ?? 0, yesWord: yes, noWord: no });

  for (const step of steps) {
    switch (step.kind) {
      case 'node': {
        nodes = [...nodes, { id: step.node, depth: step.depth, parent: step.parent, side: step.side, bag: step.bag, state: 'open' }];
        board = [];
        tried = 0;
        bestCut = undefined;
        frames.push({
          nodes,
          current: step.node,
          board,
          tried,
          say: {
            key: step.depth === 0 ? 'classroom.sayRoot' : 'classroom.sayNode',
            params: { ...counts(step.bag), impurity: round(step.bag.impurity) },
          },
        });
        break;
      }
      case 'candidate': {
        tried++;
        const { feature, threshold, left, right, gain } = step;
        const cut = { feature, threshold, left, right, gain };
        if (step.best) bestCut = cut;
        if ((candidates.get(step.node) ?? 0) > MOST_QUESTIONS && !step.best) break;
        board = [...board, { feature, threshold, gain }];
        frames.push({
          nodes,
          current: step.node,
          cut,
          board,
          tried,
          say: {
            key: step.best ? 'classroom.sayBest' : 'classroom.sayTry',
            params: { question: question(feature, threshold), gain: round(gain) },
          },
        });
        break;
      }
      case 'split': {
        if (step.ties.length > 0) {
          const tied = step.ties.map(({ feature, threshold }) => question(feature, threshold)).join(' · ');
          frames.push({
            nodes,
            current: step.node,
            cut: bestCut,
            board,
            tried,
            say: { key: 'classroom.sayTie', params: { question: question(step.feature, step.threshold), tied, gain: round(step.gain) } },
          });
        }
        nodes = nodes.map((node) =>
          node.id === step.node ? { ...node, state: 'split', feature: step.feature, threshold: step.threshold } : node,
        );
        frames.push({
          nodes,
          current: step.node,
          cut: bestCut,
          board,
          tried,
          say: { key: 'classroom.saySplit', params: { question: question(step.feature, step.threshold), tried } },
        });
        break;
      }
      case 'leaf': {
        nodes = nodes.map((node) => (node.id === step.node ? { ...node, state: 'leaf' } : node));
        const bag = nodes.find((node) => node.id === step.node)?.bag;
        if (bag)
          frames.push({ nodes, current: step.node, board, tried, say: { key: `classroom.sayLeaf-${step.because}`, params: counts(bag) } });
        break;
      }
    }
  }
  const leaves = nodes.filter((node) => node.state === 'leaf').length;
  frames.push({ nodes, current: -1, board: [], tried: 0, say: { key: 'classroom.sayDone', params: { leaves } } });
  return frames;
}

function round(value: number): string {
  return String(Number(value.toFixed(4)));
}

/** Share of yes among the rows of a bag, 0..1. */
export function shareOfYes(bag: TreeBag): number {
  const total = bag.counts.reduce((sum, n) => sum + n, 0);
  return total === 0 ? 0 : (bag.counts[1] ?? 0) / total;
}

/** The part of the picture a node owns, as [low, high] per feature (infinite where not cut). */
export function regionOf(nodes: readonly NodeView[], id: number): [number, number][] {
  const region: [number, number][] = [
    [-Infinity, Infinity],
    [-Infinity, Infinity],
  ];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (let node = byId.get(id); node?.parent !== undefined; node = byId.get(node.parent)) {
    const parent = byId.get(node.parent);
    if (parent?.feature === undefined || parent.threshold === undefined) break;
    const range = region[parent.feature];
    if (!range) continue;
    if (node.side === 'left') range[1] = Math.min(range[1], parent.threshold);
    else range[0] = Math.max(range[0], parent.threshold);
  }
  return region;
}
