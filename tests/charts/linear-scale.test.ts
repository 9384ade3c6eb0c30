import { describe, expect, it } from 'vitest';
import { linearScale, niceTicks } from '../../src/charts/linear-scale.ts';

describe('linear scale', () => {
  it('maps the domain to the range, downwards too', () => {
    const y = linearScale(0, 10, 100, 0);
    expect([0, 5, 10].map(y.at)).toEqual([100, 50, 0]);
  });

  it('holds values outside at the edge', () => {
    expect(linearScale(0, 1, 0, 10).at(7)).toBe(10);
  });

  it('puts a domain without width in the middle', () => {
    expect(linearScale(3, 3, 0, 10).at(3)).toBe(5);
  });

  it('labels with round numbers that cover the domain', () => {
    expect(niceTicks(0, 31)).toEqual([0, 10, 20, 30, 40]);
    expect(niceTicks(-0.03, 0.11, 4)).toEqual([-0.05, 0, 0.05, 0.1, 0.15]);
    expect(niceTicks(7, 7)).toEqual([7]);
    expect(niceTicks(Number.NaN, 1)).toEqual([]);
  });
});
