/** Small made-up copies of columns that are known to leak (bank calls, sales leads, card customers), beside honest facts. */
import { describe, expect, it } from 'vitest';
import { featureKey } from '../../src/core/feature-key.ts';
import { parseRecipe, readRecipe, writeRecipe } from '../../src/core/parse-recipe.ts';
import type { Question, Recipe, Roles } from '../../src/core/recipe.ts';
import { RandomState } from '../../src/core/rng.ts';
import { withLinks } from '../../src/data/link-features.ts';
import { customerBase } from '../../src/insight/customer-base.ts';
import { setAsideLeaks } from '../../src/insight/set-aside-leaks.ts';
import { trainingRows } from '../../src/insight/training-rows.ts';
import { day, numbers, tableOf, words } from '../data/table-of.ts';

const N = 300;
const random = new RandomState(5);
const left = Array.from({ length: N }, () => Number(random.random() < 0.4));
const by = <T>(of: (yes: number, i: number) => T): T[] => left.map(of);
const target = words('Converted', by((yes) => (yes ? 'Yes' : 'No'))); // prettier-ignore
const age = numbers('age', by((yes) => 40 + 3 * yes + 12 * random.normal())); // prettier-ignore
const city = words('city', by(() => (random.random() < 0.5 ? 'Ulm' : 'Rom'))); // prettier-ignore
const question: Question = { kind: 'yes-no', target: 'Converted', yes: 'Yes', meaning: 'buy' };
const roles: Roles = { rowShape: 'customer', target: 'Converted' };
type Columns = Parameters<typeof tableOf>;

const learned = (columns: Columns, asked: Question = question) => {
  const { features, x, excluded } = trainingRows(customerBase(tableOf(...columns), roles), asked);
  expect(x.columns).toBe(features.length);
  return { keys: features.map(featureKey), aside: excluded };
};
const leak = (column: string) => ({ column, reason: 'gives-answer-away' });

describe('columns that know the answer', () => {
  it.each([
    // As strong as measured on the public data: 0.82 and 0.92, which no limit on strength sees.
    ['duration', numbers('duration', by((yes) => Math.round(60 * Math.exp(1.3 * yes + random.normal()))))], // prettier-ignore
    ['Tags', words('Tags', by((yes) => (random.random() < 0.75 ? (yes ? 'will revert' : 'ringing') : 'other course')))], // prettier-ignore
    [
      'Naive_Bayes_Classifier_Attrition_Flag_1',
      numbers('Naive_Bayes_Classifier_Attrition_Flag_1', by((yes) => 0.5 + 0.1 * yes + random.normal())), // prettier-ignore
    ],
    ['Churn Score', words('Churn Score', by((_, i) => (i % 2 ? 'hi' : 'lo')))], // prettier-ignore
    ['流失原因', words('流失原因', by((_, i) => (i % 3 ? '价格' : '服务')))], // prettier-ignore
    ['通话时长', numbers('通话时长', by((yes) => 60 + 30 * yes + 40 * random.normal()))], // prettier-ignore
  ])('%s is set aside by its name, and said', (name, column) => {
    expect(learned([target, age, column, city])).toEqual({ keys: ['age', 'city=Rom', 'city=Ulm'], aside: [leak(name)] });
  });

  it('are set aside by what they hold, whatever they are called', () => {
    const { keys, aside } = learned([
      target,
      numbers('refund', by((yes, i) => (yes ? 1000 + i : i))), // prettier-ignore
      words('why', by((yes) => (yes ? 'price' : null))), // prettier-ignore
      words('desk', by((yes) => (yes ? 'closing' : 'sales'))), // prettier-ignore
      age,
    ]);
    expect(keys).toEqual(['age']);
    expect(aside).toEqual(['refund', 'why', 'desk'].map(leak));
  });

  it('are not suspected in a handful of rows, nor is a perfect column there', () => {
    const tiny = tableOf(words('Converted', ['Yes', 'Yes', 'No', 'No']), numbers('age', [1, 2, 3, 4]));
    expect(trainingRows(customerBase(tiny, roles), question).excluded).toEqual([]);
  });

  it('are taken back by a person who knows better: that column alone', () => {
    const columns: Columns = [
      target,
      age,
      numbers('duration', by((yes) => 60 + 90 * yes + 60 * random.normal())), // prettier-ignore
      words('desk', by((yes) => (yes ? 'closing' : 'sales'))), // prettier-ignore
    ];
    expect(learned(columns).aside).toEqual([leak('duration'), leak('desk')]);
    expect(learned(columns, { ...question, trusted: ['duration'] })).toEqual({ keys: ['age', 'duration'], aside: [leak('desk')] });
  });

  it('stay where nothing else is left to learn from', () => {
    const desk = words('desk', by((yes) => (yes ? 'closing' : 'sales'))); // prettier-ignore
    expect(learned([target, desk])).toEqual({ keys: ['desk=closing', 'desk=sales'], aside: [] });
    expect(learned([target, desk, age])).toEqual({ keys: ['age'], aside: [leak('desk')] });
  });

  it('rows without an answer are not asked', () => {
    const some = words('Converted', by((yes, i) => (i % 2 ? null : yes ? 'Yes' : 'No'))); // prettier-ignore
    const told = numbers('told', by((yes, i) => (i % 2 ? 500 * random.random() : 500 * yes + random.random()))); // prettier-ignore
    expect(learned([some, age, told]).aside).toEqual([leak('told')]);
  });

  it('the amount itself in another unit', () => {
    const worth = Array.from({ length: 80 }, (_, i) => (i * 37) % 101);
    const table = tableOf(
      numbers('worth', worth),
      numbers('cents', worth.map((x) => 100 * x + 3)), // prettier-ignore
      numbers('age', worth.map((_, i) => (i * i) % 17)), // prettier-ignore
    );
    const base = customerBase(table, { rowShape: 'customer', target: 'worth' });
    expect(trainingRows(base, { kind: 'amount', target: 'worth' }).excluded).toEqual([leak('cents')]);
  });

  it('columns of a linked table too, but not what we count ourselves', () => {
    const ids = Array.from({ length: 60 }, (_, i) => `C${i}`);
    const y = Float64Array.from(ids, (_, i) => (i < 30 ? 0 : 1));
    const people = tableOf(
      words('id', ids, 'id'),
      numbers('closing fee', ids.map((_, i) => (i < 30 ? 0 : 9))), // prettier-ignore
      numbers('age', ids.map((_, i) => 20 + ((i * 7) % 13))), // prettier-ignore
    );
    const own = { kind: 'order-fact', fact: 'recency', unit: 'days' } as const;
    const facts = {
      ids,
      names: ids,
      features: [own],
      x: { rows: 60, columns: 1, values: y.slice() },
      value: y,
      asOfDay: day('2024-06-01'),
    };
    const link = { role: 'customers', name: 'people', key: 'id', roles: { rowShape: 'customer', who: 'id' }, table: people } as const;
    const rows = setAsideLeaks({ ...withLinks(facts, [link]), y }, { kind: 'will-not-return', horizonDays: 30 });
    expect(rows.features.map(featureKey)).toEqual(['recency', 'age']);
    expect(rows.excluded).toContainEqual(leak('closing fee'));
  });
});

it('a recipe keeps what was taken back, and says so when it is not a list of names', () => {
  const recipe: Recipe = {
    version: 2,
    shape: 's',
    read: {},
    roles,
    steps: [],
    question: { ...question, trusted: ['duration', '通话时长'] },
    columns: [],
  };
  expect(readRecipe(writeRecipe(recipe, 'calls')).recipe).toEqual(recipe);
  expect(parseRecipe({ ...recipe, question }).question).toEqual(question);
  expect(() => parseRecipe({ ...recipe, question: { ...question, trusted: 'duration' } })).toThrow(/bad-recipe/);
});
