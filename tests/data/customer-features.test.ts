import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Column, Table } from '../../src/core/column.ts';
import { featureKey } from '../../src/core/feature-key.ts';
import type { Question, Roles } from '../../src/core/recipe.ts';
import { customerFeatures, featureMatrix } from '../../src/data/customer-features.ts';
import { dates, numbers, tableOf, words } from './table-of.ts';

const roles: Roles = { rowShape: 'customer', who: 'id', name: 'name', target: 'left' };
const question: Question = { kind: 'yes-no', target: 'left', yes: 'Yes', meaning: 'leave' };

/** The same cells again and again, so that levels are frequent. */
const repeat = <T>(values: T[], times: number): T[] => Array.from({ length: times }, () => values).flat();
const serial = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`);

function columnsOf(table: Table, from: Roles = roles, ask: Question = question): Record<string, number[]> {
  const { features, x } = customerFeatures(table, from, ask);
  return Object.fromEntries(features.map((feature, j) => [featureKey(feature), [...x.values.slice(j * x.rows, (j + 1) * x.rows)]]));
}

describe('customerFeatures', () => {
  const yesNo: Column = { kind: 'boolean', name: 'paperless', values: Uint8Array.of(1, 0, 255, 1) };
  const stamped: Column = { kind: 'datetime', name: 'seen', values: Float64Array.of(0, 43_200, 86_400, NaN) };
  const table = tableOf(
    words('id', serial(4), 'id'),
    words('name', ['Ann', 'Bo', null, 'Di'], 'text'),
    numbers('age', [20, null, 40, 25]),
    yesNo,
    dates('joined', ['2024-01-01', '2024-01-31', null, '2024-01-11']),
    stamped,
    words('plan', ['basic', 'gold ', 'gold', null]),
    words('left', ['Yes', 'No', null, ' Yes']),
  );

  it('takes numbers and answers as they are, dates as days before the latest, categories level by level, and flags what was missing', () => {
    expect(columnsOf(table)).toEqual({
      age: [20, NaN, 40, 25],
      'age=?': [0, 1, 0, 0],
      paperless: [1, 0, NaN, 1],
      'paperless=?': [0, 0, 1, 0],
      joined: [30, 0, NaN, 20],
      'joined=?': [0, 0, 1, 0],
      seen: [1, 0.5, 0, NaN],
      'seen=?': [0, 0, 0, 1],
      'plan=basic': [1, 0, 0, NaN],
      'plan=gold': [0, 1, 1, NaN],
      'plan=?': [0, 0, 0, 1],
    });
  });

  it('names the rows, reads the answers, and knows no worth without an amount', () => {
    const { ids, names, y, value } = customerFeatures(table, roles, question);
    expect(ids).toEqual(['c0', 'c1', 'c2', 'c3']);
    expect(names).toEqual(['Ann', 'Bo', 'c2', 'Di']);
    expect(y).toEqual(Float64Array.of(1, 0, NaN, 1));
    expect(value).toEqual(Float64Array.of(NaN, NaN, NaN, NaN));
    expect(customerFeatures(table, { rowShape: 'customer', who: 'name' }).ids).toEqual(['Ann', 'Bo', '4', 'Di']);
    const anonymous = customerFeatures(table, { rowShape: 'customer', amount: 'age' });
    expect(anonymous.ids).toEqual(['2', '3', '4', '5']);
    expect(anonymous.y).toBeUndefined();
    expect(anonymous.value).toEqual(Float64Array.of(20, NaN, 40, 25));
  });

  it('reads answers written as yes/no and as numbers, and amounts', () => {
    const ask = (target: string, yes: string): Question => ({ kind: 'yes-no', target, yes, meaning: 'other' });
    expect(customerFeatures(table, roles, ask('paperless', 'yes')).y).toEqual(Float64Array.of(1, 0, NaN, 1));
    expect(customerFeatures(table, roles, ask('paperless', '否')).y).toEqual(Float64Array.of(0, 1, NaN, 0));
    expect(customerFeatures(table, roles, ask('age', '40')).y).toEqual(Float64Array.of(0, NaN, 1, 0));
    expect(customerFeatures(table, roles, { kind: 'amount', target: 'age' }).y).toEqual(Float64Array.of(20, NaN, 40, 25));
  });

  it('F55 sets columns aside that say nothing a model could use, each with its reason', () => {
    const n = 40;
    const odd = tableOf(
      words('id', serial(n), 'id'),
      words('note', serial(n), 'text'),
      words('code', serial(n), 'id'),
      numbers(
        'row',
        Array.from({ length: n }, (_, i) => i + 1),
      ),
      numbers('same', Array(n).fill(7)),
      words('one', Array(n).fill('x')),
      numbers('empty', Array(n).fill(null)),
      numbers('mine', repeat([1, 2], n / 2)),
      numbers('age', repeat([1, 2, 3, 4], n / 4)),
    );
    const { features, excluded } = customerFeatures(odd, { ...roles, ignored: ['mine'] });
    expect(features).toEqual([{ kind: 'column', column: 'age' }]);
    expect(Object.fromEntries(excluded.map(({ column, reason }) => [column, reason]))).toEqual({
      id: 'id',
      note: 'free-text',
      code: 'id',
      row: 'id',
      same: 'constant',
      one: 'constant',
      empty: 'all-missing',
      mine: 'ignored',
    });
  });

  it('groups levels of fewer than ten rows, and those beyond thirty, as other', () => {
    const rare = tableOf(
      words('city', [...Array(150).fill('Ulm'), ...Array(51).fill('Bern'), ...Array(9).fill('Rom'), 'Oslo', 'other']),
      numbers(
        'n',
        Array.from({ length: 212 }, (_, i) => i % 5),
      ),
    );
    const columns = columnsOf(rare, { rowShape: 'customer' }, { kind: 'amount', target: 'n' });
    expect(Object.keys(columns)).toEqual(['city=Bern', 'city=Ulm', 'city=other']);
    expect(columns['city=other'].reduce((a, b) => a + b)).toBe(11);

    const many = tableOf(
      words(
        'city',
        Array.from({ length: 640 }, (_, i) => `c${i % 32}`),
      ),
      numbers(
        'n',
        Array.from({ length: 640 }, (_, i) => i % 5),
      ),
    );
    const keys = Object.keys(columnsOf(many, { rowShape: 'customer' }, { kind: 'amount', target: 'n' }));
    expect(keys.length).toBe(31);
    expect(keys.at(-1)).toBe('city=other');
  });

  it('asks fewer rows of a level in a small table', () => {
    const small = tableOf(words('city', repeat(['Ulm', 'Bern'], 4)), numbers('n', repeat([1, 2, 3, 4], 2)));
    expect(Object.keys(columnsOf(small, { rowShape: 'customer' }, { kind: 'amount', target: 'n' }))).toEqual(['city=Bern', 'city=Ulm']);
  });

  it("encodes categories as scikit-learn's OneHotEncoder", () => {
    const { X, categories, Z } = JSON.parse(readFileSync(`${import.meta.dirname}/../reference/prep.json`, 'utf8')).onehot;
    const table = tableOf(
      words(
        'colour',
        X.map((row: string[]) => row[0]),
      ),
      words(
        'size',
        X.map((row: string[]) => row[1]),
      ),
    );
    const { features, x } = customerFeatures(table, { rowShape: 'customer' });
    expect(features.map((feature) => (feature.kind === 'level' ? feature.level : ''))).toEqual(categories.flat());
    expect(Array.from({ length: x.rows }, (_, i) => Array.from({ length: x.columns }, (_, j) => x.values[j * x.rows + i]))).toEqual(Z);
  });

  it('never takes the target for a fact, even while nothing is asked', () => {
    const iris = tableOf(words('species', repeat(['a', 'b', 'c'], 4)), numbers('petal', repeat([1, 2, 3, 4], 3)));
    expect(customerFeatures(iris, { rowShape: 'customer', target: 'species' }).features).toEqual([{ kind: 'column', column: 'petal' }]);
  });

  it('names the target when it is not in the table', () => {
    expect(() => customerFeatures(table, roles, { ...question, target: 'gone' })).toThrow(
      expect.objectContaining({ code: 'column-missing', params: { column: 'gone' } }),
    );
  });
});

describe('featureMatrix', () => {
  it("makes a model's features again from another file, whatever that file has", () => {
    const other = tableOf(words('plan', ['gold', 'silver', null]), numbers('n', [1, 2, 3]));
    const x = featureMatrix(other, [
      { kind: 'level', column: 'plan', level: 'gold' },
      { kind: 'level', column: 'plan', level: 'other' },
      { kind: 'was-missing', column: 'plan' },
      { kind: 'column', column: 'age' },
      { kind: 'was-missing', column: 'age' },
    ]);
    expect([...x.values]).toEqual([1, 0, NaN, 0, 1, NaN, 0, 0, 1, NaN, NaN, NaN, 1, 1, 1]);
  });
});
