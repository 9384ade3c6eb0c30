import { describe, expect, it } from 'vitest';
import { RandomState } from '../../../src/core/rng.ts';
import { findPairs } from '../../../src/data/linkage/find-pairs.ts';
import { linkageTable } from '../../../src/data/linkage/linkage-columns.ts';
import { withRetoldTexts } from '../../../src/data/linkage/retold-texts.ts';
import { textTable } from './text-table.ts';

const KINDS = 'Kettle Toaster Blender Mixer Grinder Scale Lamp Heater Cooler Radio'.split(' ');
const LOOKS = 'black white silver compact large slim portable wireless digital classic'.split(' ');
const SAID =
  'stainless housing quiet motor easy cleaning removable tray two year warranty fast heating energy saving soft grip handle'.split(' ');

/** One shop writes the maker's code into the description, which repeats the title; the other writes the code into the title. */
function shops(count: number): { first: Record<string, string[]>; second: Record<string, string[]> } {
  const random = new RandomState(11);
  const pick = (list: readonly string[]) => list[random.interval(list.length - 1)];
  const some = (most: number) => Array.from({ length: most }, () => pick(SAID)).join(' ');
  const first: Record<string, string[]> = { title: [], description: [] };
  const second: Record<string, string[]> = { title: [], description: [] };
  for (let i = 0; i < count; i++) {
    const code = `${'QXZVW'[i % 5]}${'KJRT'[i % 4]}${1000 + i * 7}`;
    const title = `${pick(LOOKS)} ${pick(LOOKS)} kitchen ${pick(KINDS)}`;
    first.title.push(title);
    first.description.push(`${title} ${code} ${some(9)}`);
    second.title.push(`${title.split(' ')[3]} ${code} for the ${pick(LOOKS)} home`);
    second.description.push(i % 2 === 0 ? '' : some(8));
  }
  return { first, second };
}

function link(first: Record<string, string[]>, second: Record<string, string[]>): [number, number][] {
  const job = findPairs(linkageTable(textTable(first), textTable(second)));
  for (;;) {
    const step = job.next();
    if (step.done) return step.value.pairs.map(({ a, b }) => [a, b]);
  }
}

describe('a long text that tells the short one again', () => {
  const { first, second } = shops(300);
  const table = linkageTable(textTable(first), textTable(second));

  it('is compared together with it', () => {
    const [title, description] = withRetoldTexts(table, ['text', 'text']);
    expect(title).toBe(table.columns[0]);
    expect(description.words[description.codes[300]]).toBe(`${second.title[0]}`);
    expect(description.words[description.codes[301]]).toBe(`${second.title[1]} ${second.description[1]}`);
  });

  it('so that a code finds its partner in the other column', () => {
    const right = link(first, second).filter(([a, b]) => b - 300 === a).length;
    const titlesOnly = link({ title: first.title }, { title: second.title }).filter(([a, b]) => b - 300 === a).length;
    expect(right).toBeGreaterThan(290);
    expect(titlesOnly).toBeLessThan(100);
  });

  it('texts about different things, and one file alone, are left as they are', () => {
    const authors = first.title.map((_, i) => `A. Author${i} B. Writer${i} C. Editor${i} and others of the lab`);
    const papers = textTable({ title: first.title, authors });
    const two = linkageTable(papers, papers);
    expect(withRetoldTexts(two, ['text', 'text'])).toEqual(two.columns);
    const one = linkageTable(textTable(first));
    expect(withRetoldTexts(one, ['text', 'text'])).toBe(one.columns);
  });
});
