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

  it('one member is thrown out, the others stay one person', () => {
    const all = [said('a', 'b', true), said('b', 'c', true), said('x', 'y', true)];
    expect(personGroups(withoutMember(all, 'b'))).toEqual([
      ['x', 'y'],
      ['a', 'c'],
    ]);
    expect(personGroups(withoutMember(all, 'a'))).toEqual([
      ['b', 'c'],
      ['x', 'y'],
    ]);
    expect(withoutMember(all, 'q')).toEqual(all);
  });
});
