import { describe, expect, it } from 'vitest';
import { leaderOf, personGroups, standingJudgements, withoutMember, type Judgement } from '../../src/core/same-person.ts';

let count = 0;
const said = (a: string, b: string, same: boolean): Judgement => ({ id: `j${++count}`, a, b, nameA: a, nameB: b, same, at: count });

describe('what was said about people who may be one', () => {
  it('pairs become groups with a leader', () => {
    const all = [said('a', 'b', true), said('c', 'd', true), said('b', 'c', true), said('x', 'y', false)];
    expect(personGroups(all)).toEqual([['a', 'b', 'c', 'd']]);
    expect([...leaderOf(all)]).toEqual([
      ['b', 'a'],
      ['c', 'a'],
      ['d', 'a'],
    ]);
  });

  it('each answer can be taken back on its own, later ones stay', () => {
    const all = [said('a', 'b', true), said('c', 'd', true), said('b', 'c', true)];
    expect(personGroups(all.filter((one) => one !== all[2]))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('of two answers on one pair the later holds', () => {
    const all = [said('a', 'b', true), said('b', 'a', false)];
    expect(standingJudgements(all)).toEqual([all[1]]);
    expect(personGroups(all)).toEqual([]);
  });

  it('one member is thrown out: the others stay one person, and that it is none of them is remembered', () => {
    const all = [said('a', 'b', true), said('b', 'c', true), said('x', 'y', true)];
    const without = (id: string) => withoutMember(all, id, () => `new${++count}`, 99);
    expect(personGroups(without('b'))).toEqual([
      ['x', 'y'],
      ['a', 'c'],
    ]);
    expect(personGroups(without('a'))).toEqual([
      ['b', 'c'],
      ['x', 'y'],
    ]);
    const apart = without('b').filter(({ same }) => !same);
    expect(apart.map(({ a, b, nameA, nameB, at }) => [a, b, nameA, nameB, at])).toEqual([
      ['a', 'b', 'a', 'b', 99],
      ['c', 'b', 'c', 'b', 99],
    ]);
    expect(new Set(without('b').map(({ id }) => id)).size).toBe(4);
    expect(without('q')).toEqual(all);
  });

  it('saying later that it was one of them after all joins them again', () => {
    const out = withoutMember([said('a', 'b', true), said('b', 'c', true)], 'b', () => `new${++count}`, 99);
    expect(personGroups([...out, said('c', 'b', true)])).toEqual([['a', 'c', 'b']]);
  });
});
