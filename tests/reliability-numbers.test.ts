/** Each fault F01 to F60 of storage, of input files, and of models has a test that carries its number in its title. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = import.meta.dirname;
const FAULTS = Array.from({ length: 60 }, (_, i) => `F${String(i + 1).padStart(2, '0')}`);
/** `describe(`, `it.each<T>(...)(` and the like up to the title; titles of tables stand in the rows, before a function or a value. */
const TITLE = /(?:\b(?:describe|it|test)(?:\.\w+)?\(|\]\)\(|\)\)\()\s*(['"`])((?:(?!\1).)*)\1/g;
const ROW_TITLE = /^\s*\[?\s*'(F\d\d [^']*)',/gm;

function titles(text: string): string[] {
  return [...[...text.matchAll(TITLE)].map(([, , title]) => title), ...[...text.matchAll(ROW_TITLE)].map(([, title]) => title)];
}

describe('the numbers of the reliability plan', () => {
  it('are in the title of a test, every one from F01 to F60', () => {
    const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(?:test|spec)\.ts$/.test(path));
    const named = new Set(
      files
        .flatMap((path) => titles(readFileSync(join(ROOT, path), 'utf8')))
        .flatMap((title) => [...title.matchAll(/\bF\d\d\b/g)].map(([fault]) => fault)),
    );
    expect(FAULTS.filter((fault) => !named.has(fault))).toEqual([]);
  });

  it('are found in titles only', () => {
    expect(titles("it('a (F01)', () => 1); describe.each([1])('F02 %s', () => 1); it.each([\n  [1],\n])('c (F03)', () => 1);")).toEqual([
      'a (F01)',
      'F02 %s',
      'c (F03)',
    ]);
    expect(titles("// it is F04\nexpect('F05').toBe(5);")).toEqual([]);
  });
});
