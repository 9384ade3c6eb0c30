import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { expressionColumns, parseExpression } from '../../src/core/expression.ts';
import { cellText } from '../../src/data/cell-text.ts';
import { evaluateExpression } from '../../src/data/evaluate-expression.ts';
import { columnOfValues } from '../../src/data/expression-values.ts';
import { dates, numbers, tableOf, words } from './table-of.ts';

const table = tableOf(
  numbers('a', [7, -2.5, null]),
  numbers('b', [2, 0, 1]),
  words('s', ['Tea', 'green tea', null]),
  dates('d', ['2024-02-29', '2026-11-24', null]),
  words('odd ]name', ['x', 'y', 'z']),
);
const told = (text: string): string[] => {
  const column = columnOfValues('x', evaluateExpression(text, table));
  return Array.from({ length: table.rowCount }, (_, row) => cellText(column, row));
};
const wrong = (text: string): unknown => {
  try {
    evaluateExpression(text, table);
  } catch (thrown) {
    return thrown instanceof AppError ? thrown.params : thrown;
  }
  return 'no error';
};

describe('expressions', () => {
  it.each([
    ['1 + 2 * 3 - 4 / 2', ['5', '5', '5']],
    ['-(1 + 2) * -[b]', ['6', '0', '3']],
    ['[a] % 4', ['3', '-2.5', '']],
    ['[a] / [b]', ['3.5', '', '']],
    ['[a] > 2 or [b] = 1', ['yes', 'no', 'yes']],
    ['[a] > 2 and [b] = 1', ['no', 'no', '']],
    ['not [a] > 2', ['no', 'yes', '']],
    ['if([a] > 0, "plus", "minus")', ['plus', 'minus', '']],
    ['round([a] / 3, 2)', ['2.33', '-0.83', '']],
    ['round([a])', ['7', '-3', '']],
    ['abs([a]) + min([a], [b]) + max(1, 2, [b])', ['11', '2', '']],
    ['length([s])', ['3', '9', '']],
    ['upper([s]) + "!"', ['TEA!', 'GREEN TEA!', '']],
    ['contains(lower([s]), "tea")', ['yes', 'yes', '']],
    ['startsWith([s], "T")', ['yes', 'no', '']],
    ['[s] = "Tea"', ['yes', 'no', '']],
    ['days([d], date("2026-11-24"))', ['999', '0', '']],
    ['year([d]) * 100 + month([d])', ['202402', '202611', '']],
    // 29 February 2024 was a Thursday, 24 November 2026 is a Tuesday.
    ['weekday([d])', ['4', '2', '']],
    ['coalesce([a], 0)', ['7', '-2.5', '0']],
    ['coalesce([s], "?")', ['Tea', 'green tea', '?']],
    ['empty([d])', ['no', 'no', 'yes']],
    ['[odd ]]name]', ['x', 'y', 'z']],
    ['【b】 ≥ 2', ['yes', 'no', 'no']],
    ['max([d], date("2025-01-01"))', ['2025-01-01', '2026-11-24', '']],
    ['true and 1 < 2', ['yes', 'yes', 'yes']],
  ])('%s', (text, expected) => expect(told(text)).toEqual(expected));

  it.each([
    ['1 +', 'unexpected', 4],
    ['[a', 'open-bracket', 1],
    ['"a', 'open-quote', 1],
    ['foo(1)', 'unknown-function', 1],
    ['1 + if(true, 1)', 'argument-count', 5],
    ['[a] + "x"', 'wrong-type', 7],
    ['1 + [none]', 'unknown-column', 5],
    ['1 # 2', 'unknown-sign', 3],
    ['(1', 'unexpected', 3],
    ['1 2', 'unexpected', 3],
    ['[s] and true', 'wrong-type', 1],
    ['constructor(1)', 'unknown-function', 1],
  ])('%s is wrong at its place', (text, problem, at) => expect(wrong(text)).toMatchObject({ problem, at }));

  it('knows which columns it reads', () => {
    expect(expressionColumns(parseExpression('if([a] > [b], [a], 0)'))).toEqual(['a', 'b']);
  });

  it('ends every text in values or in its own error, however wild (2,000 texts)', () => {
    const parts = [
      '[a]',
      '[s]',
      '(',
      ')',
      '+',
      '-',
      '*',
      'and',
      'not',
      'if(',
      ',',
      '"x"',
      '1',
      ']',
      '[',
      '=',
      '<',
      ' ',
      'round(',
      '𝒳',
      '茶',
    ];
    const wild = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...parts), { maxLength: 30 }).map((list) => list.join(' ')),
    );
    fc.assert(
      fc.property(wild, (text) => {
        const outcome = wrong(text);
        return outcome === 'no error' || (typeof outcome === 'object' && outcome !== null && 'problem' in outcome);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  it('refuses what is nested deeper than anyone writes', () => {
    expect(wrong(`${'('.repeat(900)}1${')'.repeat(900)}`)).toMatchObject({ problem: 'too-long' });
    expect(wrong('-'.repeat(1999) + '1')).toBe('no error');
    expect(wrong('1+'.repeat(1500))).toMatchObject({ problem: 'too-long' });
  });
});
