import { describe, expect, it } from 'vitest';
import { columnOf, matrix } from '../../src/core/matrix.ts';
import type { FeatureTable } from '../../src/core/features.ts';
import { featureKey } from '../../src/core/feature-key.ts';
import { keysOfCustomers, withLinks, type LinkedTable } from '../../src/data/link-features.ts';
import { dates, day, numbers, tableOf, words } from './table-of.ts';

const facts = (ids: string[], asOf: string): FeatureTable => ({
  ids,
  names: ids,
  features: [],
  x: matrix(ids.length, 0),
  asOfDay: day(asOf),
  value: new Float64Array(ids.length),
});
const found = (table: FeatureTable) =>
  Object.fromEntries(table.features.map((feature, j) => [featureKey(feature), [...columnOf(table.x, j)]]));

describe('facts from a table of contacts', () => {
  const calls: LinkedTable = {
    role: 'interactions',
    name: 'calls',
    key: 'who',
    roles: { rowShape: 'order', who: 'who', when: 'day' },
    table: tableOf(
      words('who', ['a', 'a', 'a', 'b', null, 'z'], 'id'),
      dates('day', ['2024-01-01', '2024-05-20', '2024-06-02', '2024-06-30', '2024-01-01', '2024-01-01']),
    ),
  };

  it('count what was there on the day, and nothing after it', () => {
    const asOf = withLinks(facts(['a', 'b', 'c'], '2024-06-01'), [calls]);
    expect(found(asOf)).toEqual({
      'calls/contacts': [2, 0, 0],
      'calls/recent-contacts': [1, 0, 0],
      'calls/contact-recency': [12, NaN, NaN],
    });
    const later = withLinks(facts(['a', 'b'], '2024-07-01'), [calls]);
    expect(found(later)).toEqual({
      'calls/contacts': [3, 1],
      'calls/recent-contacts': [2, 1],
      'calls/contact-recency': [29, 1],
    });
  });

  it('whatever a file says about later days changes nothing', () => {
    const more = { ...calls, table: tableOf(words('who', ['a', 'a', 'a', 'b', null, 'z', 'a', 'c'], 'id'), dates('day', ['2024-01-01', '2024-05-20', '2024-06-02', '2024-06-30', '2024-01-01', '2024-01-01', '2030-01-01', '2024-06-02'])) }; // prettier-ignore
    const at = facts(['a', 'b', 'c'], '2024-06-01');
    expect(found(withLinks(at, [more]))).toEqual(found(withLinks(at, [calls])));
  });
});

describe('facts from a table of customers', () => {
  const ids = Array.from({ length: 60 }, (_, i) => `C${i}`);
  const table = tableOf(
    words('id', ids, 'id'),
    numbers('age', ids.map((_, i) => (i === 3 ? null : 20 + (i % 30)))), // prettier-ignore
    dates('joined', ids.map((_, i) => (i === 5 ? '2024-07-01' : '2024-05-02'))), // prettier-ignore
    words('level', ids.map((_, i) => (i % 2 ? 'gold' : 'plain'))), // prettier-ignore
    words('left', ids.map((_, i) => (i % 3 ? 'yes' : 'no'))), // prettier-ignore
    numbers('closing fee', ids.map((_, i) => (i < 30 ? 0 : 9))), // prettier-ignore
  );
  const people: LinkedTable = {
    role: 'customers',
    name: 'people',
    key: 'id',
    roles: { rowShape: 'customer', who: 'id', target: 'left' },
    table,
  };

  it('are its columns for the customers that are found; dates count back from the day and lie not after it', () => {
    const asOf = withLinks(facts(['C5', 'nobody', 'C3', 'C1'], '2024-06-01'), [{ ...people, table }]);
    const columns = found(asOf);
    expect(columns.age).toEqual([25, NaN, NaN, 21]);
    expect(columns['age=?']).toEqual([0, 1, 1, 0]);
    expect(columns.joined).toEqual([NaN, NaN, 30, 30]);
    expect(Object.keys(columns)).not.toContain('left');
    expect(columns['level=gold']).toEqual([1, NaN, 1, 1]);
    expect(asOf.excluded).toEqual([]);
  });

  it('find the customer by another column than the id', () => {
    const orders = tableOf(words('member', ['m1', 'm2', 'm1'], 'id'), words('phone', ['C1', 'C5', 'C3'], 'id'));
    const keyOf = keysOfCustomers(orders, { rowShape: 'order', who: 'member' }, 'phone');
    expect(keyOf && [...keyOf]).toEqual([['m1', 'C3'], ['m2', 'C5']]); // prettier-ignore
    expect(keysOfCustomers(orders, { rowShape: 'order', who: 'member' }, 'member')).toBeUndefined();
  });
});

describe('facts from a table of complaints and questions', () => {
  const tickets: LinkedTable = {
    role: 'tickets',
    name: 'desk',
    key: 'who',
    roles: { rowShape: 'order', who: 'who' },
    table: tableOf(
      words('who', ['a', 'a', 'a', 'b', null], 'id'),
      dates('created_at', ['2024-01-01', '2024-05-20', '2024-06-02', '2024-05-31', '2024-05-31']),
      dates('closed_at', ['2024-01-05', '2024-06-03', null, null, null]),
      words('status', ['closed', 'closed', 'open', 'open', 'open']),
    ),
  };

  it('count what had come by the day, and as open what was closed later or never', () => {
    expect(found(withLinks(facts(['a', 'b', 'c'], '2024-06-01'), [tickets]))).toEqual({
      'desk/tickets': [2, 1, 0],
      'desk/recent-tickets': [1, 1, 0],
      'desk/open-tickets': [1, 1, 0],
      'desk/ticket-recency': [12, 1, NaN],
    });
  });

  it('are the same whatever is written of later days', () => {
    const later = structuredClone(tickets);
    later.table = tableOf(
      words('who', ['a', 'a', 'a', 'b', null, 'c'], 'id'),
      dates('created_at', ['2024-01-01', '2024-05-20', '2031-01-01', '2024-05-31', '2024-05-31', '2024-06-02']),
      dates('closed_at', ['2024-01-05', '2029-12-31', '2032-01-01', '2024-06-02', null, '2024-06-03']),
      words('status', ['open', 'open', 'open', 'closed', 'open', 'closed']),
    );
    const at = facts(['a', 'b', 'c'], '2024-06-01');
    expect(found(withLinks(at, [later]))).toEqual(found(withLinks(at, [tickets])));
  });

  it('say nothing of open ones where no column says when they were closed', () => {
    const open = { ...tickets, table: { ...tickets.table, columns: tickets.table.columns.filter(({ name }) => name !== 'closed_at') } };
    expect(Object.keys(found(withLinks(facts(['a'], '2024-06-01'), [open])))).toEqual(['desk/tickets', 'desk/recent-tickets', 'desk/ticket-recency']); // prettier-ignore
  });
});

describe('facts from a table of deals', () => {
  const deals = (stage: string[], closed: (string | null)[]): LinkedTable => ({
    role: 'deals',
    name: 'pipe',
    key: 'who',
    roles: { rowShape: 'order', who: 'who', amount: 'value' },
    table: tableOf(
      words('who', ['a', 'a', 'a', 'b', 'b', 'c'], 'id'),
      words('stage', stage),
      dates('created', ['2024-01-01', '2024-02-01', '2024-05-01', '2024-06-02', '2024-03-01', '2024-03-01']),
      dates('expected close', ['2024-03-01', '2024-03-01', '2024-07-01', '2024-07-01', '2024-05-01', '2024-05-01']),
      dates('close date', closed),
      numbers('value', [100, 200, 400, 800, 1600, 3200]),
    ),
  });
  const STAGES = ['Closed Won', 'lost', 'Proposal', 'Won', 'won', '赢单'];
  const CLOSED = ['2024-03-05', '2024-04-01', null, '2024-06-20', '2024-06-10', null];

  it('count won and lost by their closing day, and money that was still open on the day', () => {
    expect(found(withLinks(facts(['a', 'b', 'c', 'd'], '2024-06-01'), [deals(STAGES, CLOSED)]))).toEqual({
      'pipe/deals-won': [1, 0, 0, 0],
      'pipe/deals-lost': [1, 0, 0, 0],
      // b: won later, so still open on the day; its other deal was not there yet. c: won, nobody knows when.
      'pipe/open-deal-value': [400, 1600, 0, 0],
      'pipe/deal-recency': [31, 92, NaN, NaN],
    });
    expect(found(withLinks(facts(['b'], '2024-06-30'), [deals(STAGES, CLOSED)]))).toEqual({
      'pipe/deals-won': [2],
      'pipe/deals-lost': [0],
      'pipe/open-deal-value': [0],
      'pipe/deal-recency': [10],
    });
  });

  it('are the same whatever became of a deal after the day', () => {
    const at = facts(['a', 'b', 'c'], '2024-06-01');
    const others = ['Closed Won', 'lost', 'lost', 'Proposal', 'lost', '赢单'];
    const later = ['2024-03-05', '2024-04-01', '2024-08-01', null, '2025-01-01', null];
    expect(found(withLinks(at, [deals(others, later)]))).toEqual(found(withLinks(at, [deals(STAGES, CLOSED)])));
  });
});
