import { describe, expect, it } from 'vitest';
import { RandomState } from '../../../src/core/rng.ts';
import { learnWeights, patternsOf } from '../../../src/data/linkage/fellegi-sunter.ts';
import { NO_LEVEL } from '../../../src/data/linkage/field.ts';
import { chanceOf, levelWeights, priorBits } from '../../../src/data/linkage/level-weights.ts';

const M = [0.95, 0.9, 0.85, 0.8];
const U = [0.02, 0.05, 0.1, 0.2];
const LAMBDA = 0.05;

/** Pairs as the model says they come: 5 % are one customer, four fields agree or not. */
function simulate(pairs: number, seed: number): { levels: Uint8Array; same: boolean[] } {
  const random = new RandomState(seed);
  const levels = new Uint8Array(pairs * M.length);
  const same = Array.from({ length: pairs }, (_, pair) => {
    const isSame = random.random() < LAMBDA;
    M.forEach((m, f) => (levels[pair * M.length + f] = random.random() < (isSame ? m : U[f]) ? 1 : 0));
    return isSame;
  });
  return { levels, same };
}

const widths = [2, 2, 2, 2];

describe('Fellegi-Sunter weights without labels', () => {
  it('recovers m, u and lambda from 20,000 unlabelled pairs', () => {
    const { levels } = simulate(20_000, 1);
    const { m, u, lambda } = learnWeights(patternsOf(levels, widths), { widths, totalPairs: 20_000, maxRounds: 2000 });
    m.forEach(([, agree], f) => expect(Math.abs(agree - M[f])).toBeLessThan(0.03));
    u.forEach(([, agree], f) => expect(Math.abs(agree - U[f])).toBeLessThan(0.01));
    expect(Math.abs(lambda - LAMBDA)).toBeLessThan(0.004);
  });

  it('with u from random pairs recovers m and lambda', () => {
    const { levels } = simulate(20_000, 2);
    // Random pairs hold the few that are one customer as well.
    const random = M.map((m, f) => LAMBDA * m + (1 - LAMBDA) * U[f]).map((agree) => [1 - agree, agree]);
    const { m, lambda } = learnWeights(patternsOf(levels, widths), { widths, random, totalPairs: 20_000 });
    m.forEach(([, agree], f) => expect(Math.abs(agree - M[f])).toBeLessThan(0.04));
    expect(Math.abs(lambda - LAMBDA)).toBeLessThan(0.005);
  });

  it('weights are log2(m/u), and the bits of a pair give its probability', () => {
    const weights = levelWeights({ m: [[0.1, 0.9]], u: [[0.9, 0.1]], lambda: 0.5, priorOdds: 1, rounds: 1 }, [false]);
    expect(weights[0][1]).toBeCloseTo(Math.log2(9), 12);
    expect(weights[0][0]).toBeCloseTo(-Math.log2(9), 12);
    expect(chanceOf(priorBits({ m: [], u: [], lambda: 0.5, priorOdds: 1, rounds: 1 }) + weights[0][1])).toBeCloseTo(0.9, 12);
  });

  it('a closer level is never weaker evidence', () => {
    const [weights] = levelWeights({ m: [[0.2, 0.5, 0.1, 0.2]], u: [[0.7, 0.1, 0.1, 0.1]], lambda: 0.1, priorOdds: 1 / 9, rounds: 1 }, [
      false,
    ]);
    expect(weights).toEqual([...weights].sort((a, b) => a - b));
  });

  it('a missing value is no evidence', () => {
    const { levels } = simulate(5000, 3);
    const blank = Uint8Array.from([...levels, ...Array(4).fill(NO_LEVEL)]);
    const patterns = patternsOf(blank, widths);
    const last = patterns.ofPair[5000];
    expect(patterns.levels.subarray(4 * last, 4 * last + 4)).toEqual(Uint8Array.of(NO_LEVEL, NO_LEVEL, NO_LEVEL, NO_LEVEL));
    const without = learnWeights(patternsOf(levels, widths), { widths, totalPairs: 5000 });
    const withBlank = learnWeights(patterns, { widths, totalPairs: 5000 });
    withBlank.m.forEach(([, agree], f) => expect(agree).toBeCloseTo(without.m[f][1], 2));
  });

  it('pairs judged by a person move the weights', () => {
    const { levels } = simulate(2000, 4);
    const patterns = patternsOf(levels, widths);
    // Fifty pairs that disagree in the first field and are one customer all the same.
    const odd = Array.from({ length: 2000 }, (_, pair) => pair)
      .filter((pair) => levels[4 * pair] === 0 && levels[4 * pair + 1] === 1)
      .slice(0, 50);
    const before = learnWeights(patterns, { widths, totalPairs: 2000 });
    const after = learnWeights(patterns, { widths, totalPairs: 2000, known: odd.map((pair) => ({ pair, same: true })) });
    expect(after.m[0][1]).toBeLessThan(before.m[0][1] - 0.1);
  });
});
