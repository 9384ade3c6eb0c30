import { describe, expect, it } from 'vitest';
import { RecordCounter } from '../../src/data/count-records.ts';

function count(text: string, delimiter = ',', quote = true, pieceBytes = Infinity): number {
  const bytes = new TextEncoder().encode(text);
  const counter = new RecordCounter(delimiter, quote);
  for (let at = 0; at < bytes.length; at += pieceBytes) counter.add(bytes.subarray(at, Math.min(bytes.length, at + pieceBytes)));
  return counter.end();
}

describe('the independent record counter', () => {
  it.each([
    ['', 0],
    ['a', 1],
    ['a\n', 1],
    ['a\nb', 2],
    ['a\r\nb\r\n', 2],
    ['a\rb\r', 2],
    ['a\n\n', 2],
    ['\r\n\r\n', 2],
    ['a\n\rb', 3],
    ['"a\nb",c\nd', 2],
    ['"a""\n""b"\nc', 2],
    ['a"b\nc"d\n', 2],
    ['"a"b\nc"\n', 2],
    ['"a\nb', 1],
    ['""\n""\n', 2],
    ['a,"b\r\nc",d\r\ne', 2],
    [' "a\nb"\n', 2],
  ])('counts the records of %j as %i', (text, records) => {
    expect(count(text)).toBe(records);
    expect(count(text, ',', true, 1)).toBe(records);
  });

  it('takes quotes for text where they are', () => {
    expect(count('"a\nb"\nc', ',', false)).toBe(3);
  });

  it('opens quotes after the delimiter in use only', () => {
    expect(count('a;"b\nc"\n', ';')).toBe(1);
    expect(count('a;"b\nc"\n', ',')).toBe(2);
    expect(count('a||"b\nc"|"d\n', '||')).toBe(1);
    expect(count('a|"b\nc\n', '||')).toBe(2);
  });
});
