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

it('leaves people alone', () => {
  expect(offeredSteps(table, { rowShape: 'customer', who: 'id', name: 'plan', phone: 'kept', ignored: ['visits', 'void'] })).toEqual([]);
});
