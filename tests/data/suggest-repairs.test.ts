import { expect, it } from 'vitest';
import { offeredSteps, suggestSteps } from '../../src/data/suggest-steps.ts';
import { numbers, reportOf, tableOf, words } from './table-of.ts';

const spread = Array.from({ length: 40 }, (_, i) => i % 10);
const table = tableOf(
  words('id', spread.map((_, i) => (i === 3 ? 'C0000' : `c${i}`)), 'id'), // prettier-ignore
  words('plan', spread.map((n, i) => (i === 7 ? 'GOLD?' : n < 5 ? 'gold' : 'silver'))), // prettier-ignore
  words('kept', spread.map((n, i) => (i === 0 ? 'yse' : n < 5 ? 'yes' : 'no'))), // prettier-ignore
  numbers('visits', spread.map((n, i) => (i === 11 ? 900 : n))), // prettier-ignore
  words('void', spread.map(() => null)), // prettier-ignore
);

it('does by itself what is sure, and offers the rest with what it would do', () => {
  const roles = { rowShape: 'customer', who: 'id' } as const;
  expect(suggestSteps(table, roles, reportOf(table))).toContainEqual({
    kind: 'map-values',
    column: 'plan',
    groups: [{ from: ['GOLD?'], to: 'gold' }],
  });
  const offered = offeredSteps(table, roles);
  expect(offered.map(({ step, cells }) => [step.kind, cells])).toEqual([
    ['map-values', 1],
    ['parse-as', 40],
    ['clip-outliers', 1],
    ['drop-columns', 40],
  ]);
  expect(offered[2].examples).toEqual([{ line: 13, column: 'visits', before: '900', after: expect.any(String) }]);
});

it('offers no clipping of order lines: what a model learns from orders are sums and spans', () => {
  const orders = offeredSteps(table, { rowShape: 'order', who: 'id' });
  expect(orders.map(({ step }) => step.kind)).not.toContain('clip-outliers');
});

it('leaves people alone', () => {
  expect(offeredSteps(table, { rowShape: 'customer', who: 'id', name: 'plan', phone: 'kept', ignored: ['visits', 'void'] })).toEqual([]);
});

it('offers all spellings of one place or company as one step, with its preview', () => {
  const many = (word: string, times: number) => Array.from({ length: times }, () => word);
  const cities = [...many('北京', 20), ...many('北京市', 5), ...many('Beijing', 3), ...many('上海', 12)];
  const firms = [...many('Acme Ltd', 15), ...many('ACME Limited', 4), ...many('Birch', 21)];
  const shops = tableOf(words('id', cities.map((_, i) => `c${i}`), 'id'), words('city', cities), words('firm', firms)); // prettier-ignore
  const offered = offeredSteps(shops, { rowShape: 'customer', who: 'id' });
  expect(offered.map(({ step, cells }) => [step, cells])).toEqual([
    [{ kind: 'map-values', column: 'city', groups: [{ from: ['北京市', 'Beijing'], to: '北京' }] }, 8],
    [{ kind: 'map-values', column: 'firm', groups: [{ from: ['ACME Limited'], to: 'Acme Ltd' }] }, 4],
  ]);
  expect(offered[0].examples.map(({ before, after }) => [before, after])).toEqual([
    ['北京市', '北京'],
    ['Beijing', '北京'],
  ]);
});
