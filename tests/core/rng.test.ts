import { describe, expect, it } from 'vitest';
import { RandomState } from '../../src/core/rng.ts';
import reference from '../reference/rng.json';

/** Oracle: numpy 1.24.2 RandomState. Bit for bit, except normals (Math.log may differ from glibc's by one ulp). */
const { chain_42: chain, ...seeds } = reference;
const times = <T>(n: number, draw: () => T): T[] => Array.from({ length: n }, draw);

describe.each(Object.entries(seeds))('RandomState(%s) draws what numpy draws', (seed, expected) => {
  const random = () => new RandomState(Number(seed));

  it('32-bit words', () => {
    const r = random();
    expect(times(8, () => r.uint32())).toEqual(expected.uint32);
  });

  it('uniform numbers', () => {
    const r = random();
    expect(times(8, () => r.random())).toEqual(expected.random_sample);
    const s = random();
    expect(times(4, () => s.uniform(-2, 3))).toEqual(expected['uniform_-2_3']);
  });

  it('whole numbers, and no draw for a range of one', () => {
    expect([...random().integers(0, 10, 20)]).toEqual(expected.randint_0_10);
    expect([...random().integers(0, 2147483647, 5)]).toEqual(expected.randint_0_2147483647);
    expect([...random().integers(0, 100, 10)]).toEqual(expected.randint_scalar_seq);
    const r = random();
    expect([r.integer(5, 6), r.random()]).toEqual(expected.randint_5_6_then_random);
  });

  it('permutations and choices', () => {
    expect([...random().permutation(10)]).toEqual(expected.permutation_10);
    expect([...random().permutation(1000)]).toEqual(expected.permutation_1000);
    expect([...random().permutation(20).subarray(0, 5)]).toEqual(expected.choice_20_5_norep);
  });

  it('normal numbers', () => {
    const r = random();
    times(9, () => r.normal()).forEach((value, i) => expect(value).toBeCloseTo(expected.standard_normal[i], 14));
    const s = random();
    times(4, () => s.normal(5, 2)).forEach((value, i) => expect(value).toBeCloseTo(expected.normal_5_2[i], 13));
  });
});

it('a mixed chain of draws stays in step with numpy', () => {
  const r = new RandomState(42);
  const drawn = [[...r.permutation(7)], times(2, () => r.random()), [...r.integers(0, 50, 3)], [...r.permutation(5)]];
  expect(drawn).toEqual(chain.slice(0, 4));
  const normals = times(3, () => r.normal());
  normals.forEach((value, i) => expect(value).toBeCloseTo((chain[4] as number[])[i], 14));
  expect(r.random()).toBe(chain[5]);
});
