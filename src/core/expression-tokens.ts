/** The text of an expression as words and signs, each with its place. */
import { AppError } from './errors.ts';

export type Token =
  | { kind: 'number'; value: number; at: number }
  | { kind: 'text'; value: string; at: number }
  | { kind: 'column'; name: string; at: number }
  | { kind: 'word'; name: string; at: number }
  | { kind: 'sign'; sign: string; at: number }
  | { kind: 'end'; at: number };

export type ExpressionProblem =
  | 'too-long'
  | 'unknown-sign'
  | 'open-bracket'
  | 'open-quote'
  | 'unexpected'
  | 'unknown-function'
  | 'argument-count'
  | 'wrong-type'
  | 'unknown-column';

const LONGEST = 2000;
const SIGNS = ['<=', '>=', '<>', '!=', '==', '<', '>', '=', '+', '-', '*', '/', '%', '(', ')', ','];
const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”' };
/** Marks of a Chinese keyboard mean the same. */
const PLAIN: Readonly<Record<string, string>> = { '（': '(', '）': ')', '，': ',', '＝': '=', '＞': '>', '＜': '<', '＋': '+', '－': '-', '×': '*', '÷': '/', '％': '%', '≤': '<=', '≥': '>=', '≠': '!=' }; // prettier-ignore

/** @param at 0-based place in the text; people are told `at + 1` */
export function badExpression(problem: ExpressionProblem, at: number, what = ''): never {
  throw new AppError('bad-expression', { problem, at: at + 1, what });
}

/** Errors: `bad-expression` with the place. Linear in the text. */
export function expressionTokens(text: string): Token[] {
  if (text.length > LONGEST) badExpression('too-long', LONGEST);
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const blank = /^\s+/.exec(rest);
    if (blank) {
      at += blank[0].length;
      continue;
    }
    const { token, length } = nextToken(rest, at);
    tokens.push(token);
    at += length;
  }
  return [...tokens, { kind: 'end', at }];
}

function nextToken(rest: string, at: number): { token: Token; length: number } {
  const number = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/.exec(rest);
  if (number) return { token: { kind: 'number', value: Number(number[0]), at }, length: number[0].length };
  const word = /^[\p{L}_][\p{L}\p{N}_]*/u.exec(rest);
  if (word) return { token: { kind: 'word', name: word[0].toLowerCase(), at }, length: word[0].length };
  const first = rest[0];
  if (first === '[' || first === '【') {
    const { value, length } = enclosed(rest, first === '[' ? ']' : '】', at, 'open-bracket');
    return { token: { kind: 'column', name: value, at }, length };
  }
  if (first in QUOTES) {
    const { value, length } = enclosed(rest, QUOTES[first], at, 'open-quote');
    return { token: { kind: 'text', value, at }, length };
  }
  const plain = PLAIN[first];
  if (plain !== undefined) return { token: { kind: 'sign', sign: plain, at }, length: 1 };
  const sign = SIGNS.find((candidate) => rest.startsWith(candidate));
  if (sign === undefined) return badExpression('unknown-sign', at, first);
  return { token: { kind: 'sign', sign, at }, length: sign.length };
}

/** Up to the closing mark; written twice it stands for itself. */
function enclosed(rest: string, close: string, at: number, problem: ExpressionProblem): { value: string; length: number } {
  let value = '';
  for (let i = 1; i < rest.length; i++) {
    if (rest[i] !== close) value += rest[i];
    else if (rest[i + 1] === close) value += rest[i++];
    else return { value, length: i + 1 };
  }
  return badExpression(problem, at, rest[0]);
}
