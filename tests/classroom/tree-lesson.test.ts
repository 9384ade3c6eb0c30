import { describe, expect, it } from 'vitest';
import { matrixOf } from '../../src/core/matrix.ts';
import { RandomState } from '../../src/core/rng.ts';
import { tree } from '../../src/ml/tree.ts';
import type { TreeStep } from '../../src/ml/tree-step.ts';
import { ARTICLE_ROWS, articleFacts } from '../../src/classroom/tree/article-mistakes.ts';
import { regionOf, treeFrames } from '../../src/classroom/tree/tree-frames.ts';
import { layoutTree } from '../../src/classroom/tree/tree-layout.ts';
import { treePython, treeText } from '../../src/classroom/tree/tree-python.ts';
import { Player } from '../../src/classroom/player.svelte.ts';

function record(maxDepth: number | null = null): TreeStep[] {
  const x = matrixOf(ARTICLE_ROWS.map(({ age, orders }) => [age, orders]));
  const y = Float64Array.from(ARTICLE_ROWS, ({ bought }) => Number(bought));
  const run = tree.fit({
    x,
    y,
    params: { ...tree.defaults, max_depth: maxDepth, random_state: 2 },
    random: new RandomState(0),
    trace: true,
  });
  return [...(run as Generator<TreeStep>)];
}

const frames = treeFrames(record(), ['age', 'orders'], 'yes', 'no');

describe('the article’s decision tree, recomputed', () => {
  const facts = articleFacts();

  it('gets 2 of 4 rows right with the article’s rule, one less than “always yes”', () => {
    expect(facts.rulePredictions).toEqual([false, true, false, false]);
    expect(facts.ruleRight).toBe(2);
    expect(facts.majorityRight).toBe(3);
  });

  it('finds age ≤ 32.5 and orders ≤ 6 exactly tied at a Gini gain of 0.125', () => {
    expect(facts.bestGain).toEqual([
      { feature: 'age', gain: 0.125, threshold: 32.5 },
      { feature: 'orders', gain: 0.125, threshold: 6 },
    ]);
  });

  it('finds that the only customer with fewer than 5 orders bought', () => {
    expect(facts.fewOrders).toEqual({ people: 1, bought: 1 });
  });

  it('gets 2 of 4 right when each row is left out in turn', () => {
    expect(facts.leaveOneOutRight).toBe(2);
  });
});

describe('the lesson’s frames', () => {
  it('start with all rows in one bag, Gini 0.375, and end with a finished tree of three leaves', () => {
    expect(frames[0].nodes[0].bag).toMatchObject({ counts: [1, 3], impurity: 0.375 });
    expect(frames.at(-1)?.nodes.filter(({ state }) => state === 'leaf')).toHaveLength(3);
    expect(frames.at(-1)?.say).toEqual({ key: 'classroom.sayDone', params: { leaves: 3 } });
  });

  it('show all six questions at the root, and the tie in words', () => {
    const atRoot = frames.filter(({ current }) => current === 0);
    expect(Math.max(...atRoot.map(({ board }) => board.length))).toBe(6);
    expect(atRoot.some(({ say }) => say.key === 'classroom.sayTie')).toBe(true);
  });

  it('link every node but the root to the parent that asked for it', () => {
    const nodes = frames.at(-1)?.nodes ?? [];
    const root = nodes[0];
    expect(nodes.filter(({ parent }) => parent === undefined)).toEqual([root]);
    const [left, right] = ['left', 'right'].map((side) => nodes.find((node) => node.parent === root.id && node.side === side));
    expect(left?.bag.counts).toEqual([0, 2]);
    expect(right?.bag.counts).toEqual([1, 1]);
    expect(regionOf(nodes, left?.id ?? -1)[0]).toEqual([-Infinity, 32.5]);
  });

  it('never change a frame that was shown: going back shows exactly the same', () => {
    const player = new Player();
    player.load(frames);
    const before = JSON.stringify(player.frame);
    player.go(5);
    player.key('End');
    player.key('Home');
    expect(JSON.stringify(player.frame)).toBe(before);
    player.key('ArrowRight');
    expect(player.at).toBe(1);
  });
});

describe('the drawing and the script', () => {
  it('puts leaves side by side and the root above them', () => {
    const { placed, columns, levels } = layoutTree(frames.at(-1)?.nodes ?? []);
    expect(columns).toBe(3);
    expect(levels).toBe(3);
    expect(placed.find(({ node }) => node.parent === undefined)?.level).toBe(0);
  });

  it('prints what export_text of scikit-learn 1.2.1 prints for these rows', () => {
    expect(treeText(frames.at(-1)?.nodes ?? [], ['age', 'orders'])).toBe(
      [
        '|--- age <= 32.50',
        '|   |--- class: 1',
        '|--- age >  32.50',
        '|   |--- orders <= 7.50',
        '|   |   |--- class: 0',
        '|   |--- orders >  7.50',
        '|   |   |--- class: 1',
      ].join('\n'),
    );
    expect(treePython({ features: ['age', 'orders'], rows: [{ x: [25, 3], y: 1 }], criterion: 'gini', maxDepth: 2 })).toContain('[25, 3],');
  });
});
