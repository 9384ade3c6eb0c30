import { describe, expect, it } from 'vitest';
import { gapSummary } from '../../src/data/gaps.ts';
import { orderLines } from '../../src/data/order-lines.ts';
import { isoDay } from '../../src/core/civil-date.ts';
import { dates, numbers, tableOf, words } from './table-of.ts';

/** One customer per list of days. */
function summary(...customers: number[][]) {
  const who = customers.flatMap((days, customer) => days.map(() => `c${customer}`));
  const table = tableOf(words('who', who), dates('when', customers.flat().map(isoDay)));
  return gapSummary(orderLines(table, { rowShape: 'order', who: 'who', when: 'when' }));
}

describe('gapSummary', () => {
  it('pools the gaps of all customers and rounds the 90 % quantile up to whole weeks', () => {
    // Gaps 10, 20, 30, 40, 50, 60: median 35, and numpy.quantile(..., 0.9) = 55, rounded up to 56.
    expect(summary([0, 10, 30, 60], [5, 45, 95, 155], [1000])).toEqual({ gaps: 6, medianDays: 35, p90Days: 55, suggestedHorizonDays: 56 });
  });

  it('does not count two lines of one day as a gap', () => {
    expect(summary([0, 0, 30], [400])).toMatchObject({ gaps: 1, medianDays: 30, suggestedHorizonDays: 35 });
  });

  it('stays between two weeks and a year', () => {
    expect(summary([0, 1, 2, 3], [300]).suggestedHorizonDays).toBe(14);
    expect(summary([0, 500, 1000, 1500]).suggestedHorizonDays).toBe(365);
  });

  it('leaves at least half of the history before the cut-off', () => {
    // 100 days of history: 90 % of the gaps would ask for 91 days, half of the history is 50, that is seven whole weeks.
    expect(summary([0, 90], [5, 95], [100]).suggestedHorizonDays).toBe(49);
  });

  it('asks for a quarter of a year where nobody came twice', () => {
    expect(summary([0], [700])).toEqual({ gaps: 0, medianDays: 0, p90Days: 0, suggestedHorizonDays: 91 });
  });

  it('finds the same gaps whether or not the lines come by day', () => {
    let state = 3;
    const next = (below: number): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) % below;
    const lines = Array.from({ length: 600 }, (_, i) => ({ who: `c${next(40)}`, day: next(400), order: `o${i}`, amount: next(50) - 5 }));
    const roles = { rowShape: 'order', who: 'who', when: 'when', orderId: 'order', amount: 'amount' } as const;
    const summaryOf = (sorted: typeof lines) =>
      gapSummary(
        orderLines(
          tableOf(
            words('who', sorted.map(({ who }) => who)), // prettier-ignore
            dates('when', sorted.map(({ day }) => isoDay(day))), // prettier-ignore
            words('order', sorted.map(({ order }) => order)), // prettier-ignore
            numbers('amount', sorted.map(({ amount }) => amount)), // prettier-ignore
          ),
          roles,
        ),
      );
    const byDay = summaryOf(lines.toSorted((a, b) => a.day - b.day));
    expect(byDay).toEqual(summaryOf(lines));
    expect(byDay.gaps).toBeGreaterThan(300);
  });
});
