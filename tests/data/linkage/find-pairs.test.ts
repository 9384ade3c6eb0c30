import { describe, expect, it } from 'vitest';
import { RandomState } from '../../../src/core/rng.ts';
import type { Column, Table } from '../../../src/core/column.ts';
import { clusterRows } from '../../../src/data/linkage/clusters.ts';
import { fieldKind } from '../../../src/data/linkage/field-kind.ts';
import { findPairs, type FoundPairs } from '../../../src/data/linkage/find-pairs.ts';
import type { LinkageOptions } from '../../../src/data/linkage/link-rows.ts';
import { linkageTable } from '../../../src/data/linkage/linkage-columns.ts';
import { mutualBest } from '../../../src/data/linkage/mutual-best.ts';
import { leadingRow, survivor } from '../../../src/core/survivors.ts';

function tableOf(columns: Record<string, string[]>): Table {
  const list = Object.entries(columns).map(([name, cells]): Column => {
    const dictionary = [...new Set(cells.filter((cell) => cell !== ''))];
    return {
      kind: 'text',
      name,
      use: 'text',
      dictionary,
      codes: Uint32Array.from(cells, (cell) => (cell === '' ? 0xffffffff : dictionary.indexOf(cell))),
    };
  });
  const rowCount = list[0].kind === 'text' ? list[0].codes.length : 0;
  return {
    rowCount,
    columns: list,
    sourceLine: new Uint32Array(rowCount),
    hashHigh: new Uint32Array(rowCount),
    hashLow: new Uint32Array(rowCount),
  };
}

function run(first: Table, second?: Table, options?: LinkageOptions): FoundPairs {
  const job = findPairs(linkageTable(first, second), options);
  for (;;) {
    const step = job.next();
    if (step.done) return step.value;
  }
}

const GIVEN = 'Anna Bella Clara Dora Emma Fiona Greta Hanna Ida Jana Karl Leo Max Nils Otto Paul Quinn Rolf Sven Tom'.split(' ');
const FAMILY = 'Abel Berg Cohn Dahl Ernst Falk Graf Hahn Imhof Jung Kern Lang Mohr Nagel Ott Pohl Rabe Sauer Tietz Vogt Wolf Zorn'.split(
  ' ',
);
const HAN = ['张伟', '王芳', '李娜', '刘强', '陈静', '杨磊', '赵敏', '黄勇', '周杰', '吴涛'];
const LATIN = ['Zhang Wei', 'Wang Fang', 'Na Li', 'Liu Qiang', 'Jing Chen', 'Yang Lei', 'Zhao Min', 'Yong Huang', 'Zhou Jie', 'Tao Wu'];

/** Made-up customers, each different: name, phone, e-mail, street, town. */
function customers(count: number, seed: number): string[][] {
  const random = new RandomState(seed);
  const pick = (list: readonly string[]) => list[random.interval(list.length - 1)];
  return Array.from({ length: count }, (_, i) => [
    `K${1000 + i}`,
    i < HAN.length ? HAN[i] : `${pick(GIVEN)} ${pick(FAMILY)}`,
    `13${100000000 + random.interval(899_999_999)}`,
    i % 3 === 0 ? '' : `${pick(FAMILY).toLowerCase()}${random.interval(9999)}@mail.com`,
    `${1 + random.interval(200)} ${pick(FAMILY)} Street`,
    pick(['Northam', 'Southby', 'Westford', 'Eastley', 'Midtown']),
  ]);
}

const asTable = (rows: string[][]) =>
  tableOf(Object.fromEntries(['id', 'name', 'phone', 'email', 'address', 'town'].map((name, j) => [name, rows.map((row) => row[j])])));

describe('the same customer twice', () => {
  const people = customers(300, 1);
  const twins: [number, (row: string[]) => string[]][] = [
    ...HAN.map((_, i): [number, (row: string[]) => string[]] => [
      i,
      ([id, , phone, mail, street, town]) => [`${id}x`, LATIN[i], `+86 ${phone}`, mail, street, town],
    ]),
    [20, ([id, name, phone, , street, town]) => [`${id}x`, name.split(' ').reverse().join(', '), phone, '', street, town]],
    [
      21,
      ([id, name, phone, mail, street, town]) => [
        `${id}x`,
        name.replace('a', 'e'),
        phone,
        mail.toUpperCase(),
        street.replace('Street', 'St.'),
        town,
      ],
    ],
    [22, ([id, name, phone, , street, town]) => [`${id}x`, name, phone.slice(0, 9) + phone[10] + phone[9], '', street, town]],
  ];
  const rows = [...people, ...twins.map(([i, change]) => change(people[i]))];

  it('is found in both scripts, orders and with slips; nobody else is', () => {
    const { groups } = run(asTable(rows));
    expect(groups).toEqual(twins.map(([i], t) => [i, 300 + t]));
  });

  it('the evidence of a pair adds up to its bits', () => {
    const { linkage } = run(asTable(rows));
    const parts = linkage.evidence(0, 300);
    expect(linkage.prior + parts.reduce((sum, { bits }) => sum + bits, 0)).toBeCloseTo(linkage.bitsOf(0, 300), 9);
    const email = linkage.fields.findIndex(({ name }) => name === 'email');
    expect(linkage.evidence(0, 300)[email].bits).toBe(0); // customer 0 has none
  });

  it('nobody is found among different people', () => {
    expect(run(asTable(customers(1500, 5))).groups).toEqual([]);
  });

  it('small and empty tables are no trouble', () => {
    expect(run(tableOf({ name: [], phone: [] })).pairs).toEqual([]);
    expect(run(tableOf({ name: ['Ann'], phone: ['12345'] })).pairs).toEqual([]);
    expect(run(tableOf({ colour: ['red', 'red', 'red'] })).pairs).toEqual([]);
  });

  it('what a person said stays: a judged pair is among the candidates and teaches', () => {
    const { linkage } = run(asTable(rows), undefined, {
      judged: [
        { a: 30, b: 40, same: false },
        { a: 0, b: 300, same: true },
      ],
    });
    expect([...linkage.a].some((a, i) => a === 30 && linkage.b[i] === 40)).toBe(true);
  });

  it('two tables: each row has one partner', () => {
    const shuffled = [...rows].reverse().map((row, i) => [`N${i}`, ...row.slice(1)]);
    const { pairs } = run(asTable(people), asTable(shuffled.filter((_, i) => i >= twins.length)));
    expect(pairs.length).toBe(300);
    expect(new Set(pairs.map(({ a }) => a)).size).toBe(300);
    expect(pairs.every(({ a, b }) => b - 300 === 299 - a)).toBe(true);
  });
});

describe('what columns are compared as', () => {
  const kindOf = (name: string, cells: string[]) => fieldKind(linkageTable(tableOf({ [name]: cells })), 0);
  const many = (make: (i: number) => string) => Array.from({ length: 40 }, (_, i) => make(i));

  it.each([
    ['rec_id', many((i) => `rec-${i}-org`), undefined],
    ['row', many(String), undefined],
    ['soc_sec_id', many((i) => String(1_000_000 + (i % 35))), 'code'],
    ['Kontakt', many((i) => `a${i % 30}@mail.com`), 'email'],
    ['手机', many((i) => `1380013${8000 + (i % 30)}`), 'phone'],
    ['given_name', many((i) => GIVEN[i % 20]), 'word'],
    ['客户姓名', many((i) => HAN[i % 10]), 'person'],
    ['date_of_birth', many((i) => `199902${10 + (i % 15)}`), 'date'],
    ['postcode', many((i) => String(2000 + (i % 30))), 'postcode'],
    ['地址', many((i) => `南京西路${i % 30}号`), 'address'],
    ['state', many((i) => ['nsw', 'vic', 'qld'][i % 3]), 'choice'],
    ['title', many((i) => `a long title about thing ${i % 30} and more`), 'text'],
    ['company', many((i) => `${FAMILY[i % 20]} Ltd`), 'organisation'],
  ])('%s', (name, cells, kind) => expect(kindOf(name, cells)).toBe(kind));
});

describe('from pairs to customers', () => {
  const bits = new Map([
    ['0 1', 9],
    ['1 2', 8],
    ['0 2', 7],
    ['2 3', 1],
    ['3 4', 9],
    ['0 3', -9],
    ['1 3', -9],
    ['0 4', -9],
    ['1 4', -9],
    ['2 4', -3],
  ]);
  const bitsOf = (a: number, b: number) => bits.get(`${Math.min(a, b)} ${Math.max(a, b)}`) ?? -20;

  it('a weak bridge does not chain strangers together', () => {
    const pairs = [
      { a: 0, b: 1, bits: 9 },
      { a: 1, b: 2, bits: 8 },
      { a: 0, b: 2, bits: 7 },
      { a: 2, b: 3, bits: 1 },
      { a: 3, b: 4, bits: 9 },
    ];
    expect(clusterRows(pairs, bitsOf)).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
  });

  it('mutual best keeps one partner a row', () => {
    const pairs = [
      { a: 0, b: 10, bits: 5 },
      { a: 0, b: 11, bits: 7 },
      { a: 1, b: 11, bits: 6 },
      { a: 2, b: 12, bits: -1 },
    ];
    expect(mutualBest(pairs, 0)).toEqual([{ a: 0, b: 11, bits: 7 }]);
  });

  it('survivors', () => {
    expect(survivor(['Wei', 'Zhang Wei', 'Z. Wei', ''], 'latest')).toBe('Z. Wei');
    expect(survivor(['Wei', 'Zhang Wei', 'Z. Wei'], 'longest')).toBe('Zhang Wei');
    expect(survivor(['a', 'b', 'a'], 'most-frequent')).toBe('a');
    expect(survivor(['12 Oak Street', '12 Oak Street, 2040', '12Oakstreetlongword'], 'most-complete')).toBe('12 Oak Street, 2040');
    expect(survivor(['', ''], 'longest')).toBe('');
    expect(survivor(['Wei', 'Zhang Wei', 'Z. Wei'], 'leading', 1)).toBe('Zhang Wei');
    expect(survivor(['Wei', '', 'Z. Wei', ''], 'leading', 1)).toBe('Z. Wei');
    expect(survivor(['b', 'a', 'a', 'b'], 'most-frequent')).toBe('b');
    expect(
      leadingRow([
        ['a', ''],
        ['a', 'b'],
        ['c', 'd'],
      ]),
    ).toBe(1);
  });
});
