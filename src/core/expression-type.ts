/** What kind of value an expression gives, told before a row is looked at. */
import type { ColumnKind } from './column.ts';
import { assertNever } from './errors.ts';
import type { Expression } from './expression.ts';
import { badExpression } from './expression-tokens.ts';

export type ValueType = 'number' | 'text' | 'boolean' | 'date';

/** A time of day is left out. */
export function valueTypeOf(kind: ColumnKind): ValueType {
  return kind === 'datetime' ? 'date' : kind;
}

/**
 * @param typeOf of a column by name; undefined where there is no such column
 * Errors: `bad-expression` with the place of the first part that does not fit.
 */
export function expressionType(expression: Expression, typeOf: (column: string) => ValueType | undefined): ValueType {
  const typed = (part: Expression): ValueType => expressionType(part, typeOf);
  const must = (part: Expression, ...allowed: ValueType[]): ValueType => {
    const type = typed(part);
    return allowed.includes(type) ? type : badExpression('wrong-type', part.at, type);
  };
  /** All of the type of the first. */
  const alike = (parts: readonly Expression[], ...allowed: ValueType[]): ValueType => {
    const type = allowed.length > 0 ? must(parts[0], ...allowed) : typed(parts[0]);
    for (const part of parts.slice(1)) must(part, type);
    return type;
  };
  switch (expression.kind) {
    case 'number':
    case 'text':
    case 'boolean':
      return expression.kind;
    case 'column':
      return typeOf(expression.name) ?? badExpression('unknown-column', expression.at, expression.name);
    case 'not':
      return must(expression.of, 'boolean');
    case 'minus':
      return must(expression.of, 'number');
    case 'operation': {
      const { operator, left, right } = expression;
      if (operator === 'or' || operator === 'and') return alike([left, right], 'boolean');
      if (operator === '+') return alike([left, right], 'number', 'text');
      if (operator === '-' || operator === '*' || operator === '/' || operator === '%') return alike([left, right], 'number');
      if (operator === '=' || operator === '!=') alike([left, right]);
      else alike([left, right], 'number', 'date', 'text');
      return 'boolean';
    }
    case 'call': {
      const { name, of } = expression;
      switch (name) {
        case 'if':
          must(of[0], 'boolean');
          return alike(of.slice(1));
        case 'round':
          return alike(of, 'number');
        case 'abs':
          return must(of[0], 'number');
        case 'min':
        case 'max':
          return alike(of, 'number', 'date');
        case 'length':
          must(of[0], 'text');
          return 'number';
        case 'lower':
        case 'upper':
          return must(of[0], 'text');
        case 'contains':
        case 'startswith':
          alike(of, 'text');
          return 'boolean';
        case 'date':
          must(of[0], 'text');
          return 'date';
        case 'days':
          alike(of, 'date');
          return 'number';
        case 'year':
        case 'month':
        case 'weekday':
          must(of[0], 'date');
          return 'number';
        case 'empty':
          typed(of[0]);
          return 'boolean';
        case 'coalesce':
          return alike(of);
        default:
          return assertNever(name);
      }
    }
    default:
      return assertNever(expression);
  }
}
