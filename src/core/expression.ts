/**
 * A small language for a new column or a condition, as data: `if([amount] > 100, "big", "small")`. Text becomes a tree by
 * recursive descent; nothing is ever run as code.
 *
 *   or · and · not · = != < <= > >= · + - · * / % · unary minus · number "text" [column] true false name(...)
 */
import { badExpression, expressionTokens, type Token } from './expression-tokens.ts';

export const EXPRESSION_FUNCTIONS = {
  if: [3, 3],
  round: [1, 2],
  abs: [1, 1],
  min: [1, 20],
  max: [1, 20],
  length: [1, 1],
  lower: [1, 1],
  upper: [1, 1],
  contains: [2, 2],
  startswith: [2, 2],
  date: [1, 1],
  days: [2, 2],
  year: [1, 1],
  month: [1, 1],
  weekday: [1, 1],
  empty: [1, 1],
  coalesce: [1, 20],
} as const satisfies Record<string, readonly [least: number, most: number]>;

export type FunctionName = keyof typeof EXPRESSION_FUNCTIONS;
export type Operator = 'or' | 'and' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';

/** `at`: 0-based place in the text. */
export type Expression = { at: number } & (
  | { kind: 'number'; value: number }
  | { kind: 'text'; value: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'column'; name: string }
  | { kind: 'not' | 'minus'; of: Expression }
  | { kind: 'operation'; operator: Operator; left: Expression; right: Expression }
  | { kind: 'call'; name: FunctionName; of: Expression[] }
);

const COMPARISONS: Readonly<Record<string, Operator>> = { '=': '=', '==': '=', '!=': '!=', '<>': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' }; // prettier-ignore
/** Deeper nesting than a person writes is refused, so that no text can exhaust the stack. */
const DEEPEST = 60;

/** Errors: `bad-expression` with problem and place. */
export function parseExpression(text: string): Expression {
  const parser = new Parser(expressionTokens(text));
  return parser.whole();
}

/** Names of the columns it reads, each once. */
export function expressionColumns(expression: Expression): string[] {
  const names = new Set<string>();
  const walk = (part: Expression): void => {
    switch (part.kind) {
      case 'column':
        return void names.add(part.name);
      case 'not':
      case 'minus':
        return walk(part.of);
      case 'operation':
        walk(part.left);
        return walk(part.right);
      case 'call':
        return part.of.forEach(walk);
      default:
        return;
    }
  };
  walk(expression);
  return [...names];
}

function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(EXPRESSION_FUNCTIONS, name);
}

class Parser {
  private next = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression {
    const expression = this.or();
    if (this.token.kind !== 'end') this.unexpected();
    return expression;
  }

  private get token(): Token {
    return this.tokens[this.next];
  }

  private unexpected(): never {
    const { token } = this;
    const what = token.kind === 'sign' ? token.sign : token.kind === 'word' || token.kind === 'column' ? token.name : '';
    return badExpression('unexpected', token.at, what);
  }

  private takeSign(sign: string): boolean {
    const found = this.token.kind === 'sign' && this.token.sign === sign;
    if (found) this.next++;
    return found;
  }

  private takeWord(word: string): boolean {
    const found = this.token.kind === 'word' && this.token.name === word;
    if (found) this.next++;
    return found;
  }

  private or(): Expression {
    if (++this.depth > DEEPEST) badExpression('too-long', this.token.at);
    let left = this.and();
    for (let at = this.token.at; this.takeWord('or'); at = this.token.at)
      left = { kind: 'operation', operator: 'or', left, right: this.and(), at };
    this.depth--;
    return left;
  }

  private and(): Expression {
    let left = this.not();
    for (let at = this.token.at; this.takeWord('and'); at = this.token.at)
      left = { kind: 'operation', operator: 'and', left, right: this.not(), at };
    return left;
  }

  private not(): Expression {
    const { at } = this.token;
    let negations = 0;
    while (this.takeWord('not')) negations++;
    const of = this.comparison();
    return negations === 0 ? of : { kind: 'not', of: negations % 2 === 1 ? of : { kind: 'not', of, at }, at };
  }

  private comparison(): Expression {
    const left = this.sum();
    const { token } = this;
    const operator = token.kind === 'sign' ? COMPARISONS[token.sign] : undefined;
    if (operator === undefined) return left;
    this.next++;
    return { kind: 'operation', operator, left, right: this.sum(), at: token.at };
  }

  private sum(): Expression {
    let left = this.product();
    for (;;) {
      const { at } = this.token;
      const operator = this.takeSign('+') ? '+' : this.takeSign('-') ? '-' : undefined;
      if (operator === undefined) return left;
      left = { kind: 'operation', operator, left, right: this.product(), at };
    }
  }

  private product(): Expression {
    let left = this.signed();
    for (;;) {
      const { at } = this.token;
      const operator = this.takeSign('*') ? '*' : this.takeSign('/') ? '/' : this.takeSign('%') ? '%' : undefined;
      if (operator === undefined) return left;
      left = { kind: 'operation', operator, left, right: this.signed(), at };
    }
  }

  private signed(): Expression {
    const { at } = this.token;
    let minus = false;
    while (this.takeSign('-')) minus = !minus;
    const of = this.single();
    return minus ? { kind: 'minus', of, at } : of;
  }

  private single(): Expression {
    const { token } = this;
    if (this.takeSign('(')) {
      const inside = this.or();
      if (!this.takeSign(')')) this.unexpected();
      return inside;
    }
    switch (token.kind) {
      case 'number':
      case 'text':
      case 'column':
        this.next++;
        return token;
      case 'word':
        this.next++;
        return token.name === 'true' || token.name === 'false'
          ? { kind: 'boolean', value: token.name === 'true', at: token.at }
          : this.call(token.name, token.at);
      default:
        return this.unexpected();
    }
  }

  private call(name: string, at: number): Expression {
    if (!isFunction(name)) return badExpression('unknown-function', at, name);
    if (!this.takeSign('(')) this.unexpected();
    const of: Expression[] = [];
    if (!this.takeSign(')')) {
      do of.push(this.or());
      while (this.takeSign(','));
      if (!this.takeSign(')')) this.unexpected();
    }
    const [least, most] = EXPRESSION_FUNCTIONS[name];
    if (of.length < least || of.length > most) badExpression('argument-count', at, name);
    return { kind: 'call', name, of, at };
  }
}
