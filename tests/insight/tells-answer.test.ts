import { expect, it } from 'vitest';
import { tellsAnswer } from '../../src/insight/tells-answer.ts';
import { numbers, words } from '../data/table-of.ts';

const many = <T>(of: (i: number) => T): T[] => Array.from({ length: 60 }, (_, i) => of(i));
const left = words('left', many((i) => (i % 2 ? 'yes' : 'no'))); // prettier-ignore
const question = { kind: 'yes-no', target: 'left', yes: 'yes', meaning: 'leave' } as const;
const roles = { rowShape: 'customer', who: 'id', target: 'left' } as const;
const tells = (column: ReturnType<typeof words>) => tellsAnswer(column, left, question, roles);

it('a column that separates the answers by itself gives them away, as does the name of a model’s output', () => {
  expect(tells(numbers('closing fee', many((i) => (i % 2 ? 50 + i : 0))))).toBe(true); // prettier-ignore
  expect(tells(words('reason', many((i) => (i % 2 ? 'moved' : 'none'))))).toBe(true); // prettier-ignore
  expect(tells(numbers('churn score', many((i) => (i * 7) % 40)))).toBe(true); // prettier-ignore
});

it('an ordinary column does not, nor does the answer itself', () => {
  expect(tells(numbers('age', many((i) => 20 + ((i * 7) % 40))))).toBe(false); // prettier-ignore
  expect(tells(left)).toBe(false);
});
