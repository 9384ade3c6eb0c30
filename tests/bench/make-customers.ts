/** A made-up customer table, seeded: the same rows on every run. One row in ten is somebody who is there already, written another way. */
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RandomState } from '../../src/core/rng.ts';

const GIVEN =
  'Anna Bella Clara Dora Emma Fiona Greta Hanna Ida Jana Karl Leo Max Nils Otto Paul Quinn Rolf Sven Tom James Mary John Linda Robert Susan ' +
  'Michael Karen William Nancy David Betty Richard Helen Joseph Sandra Thomas Ashley Charles Kimberly Daniel Emily Matthew Michelle Anthony ' +
  'Amanda Mark Melissa Donald Deborah Steven Stephanie Andrew Rebecca Joshua Sharon Kenneth Laura Kevin Cynthia Brian Kathleen George Amy';
const HAN_FAMILY = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹';
const HAN_GIVEN = '伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红建国文辉力志新晓云海燕梅琴山飞龙波宁';
const FIRST = 'Ber Hal Mor Wins Car Ash Led Nor Til Rav Stan Pem Lang Thorn Bris Col Dun Ever Fair Gar'.split(' ');
const MIDDLE = ['', 'ing', 'er', 'en', 'al', 'by', 'ow'];
const LAST = 'ton ley man well ford son worth field stone berg hurst wood shaw land ham wick'.split(' ');
const STREETS = ['Street', 'Road', 'Avenue', 'Lane', 'Drive', 'Court', 'Place'];
const TOWNS = 'Northam Southby Westford Eastley Midtown Harbourside Oakfield Riverton Lakeview Hillcrest'.split(' ');

type Row = [id: string, name: string, phone: string, email: string, address: string, town: string, postcode: string, birthday: string];

export const CUSTOMER_COLUMNS = ['customer_id', 'name', 'phone', 'email', 'address', 'town', 'postcode', 'date_of_birth'];

export function customerRows(rows: number, seed = 20_261_124): Row[] {
  const random = new RandomState(seed);
  const below = (count: number) => random.interval(count - 1);
  const pick = <T>(list: ArrayLike<T>): T => list[below(list.length)];
  const given = GIVEN.split(' ');
  const place = () => pick(FIRST) + pick(MIDDLE) + pick(LAST);
  const made: Row[] = [];
  for (let i = 0; i < rows; i++) {
    const id = `K${1_000_000 + i}`;
    if (i % 10 === 9) {
      made.push([id, ...written(made[below(made.length)])]);
      continue;
    }
    const isChinese = below(5) === 0;
    const middle = below(4) === 0 ? ` ${pick(given)}` : '';
    const name = isChinese
      ? pick(HAN_FAMILY) + pick(HAN_GIVEN) + (below(3) > 0 ? pick(HAN_GIVEN) : '')
      : `${pick(given)}${middle} ${place()}`;
    const email =
      below(5) === 0
        ? ''
        : `${isChinese ? 'user' : name.split(' ')[0].toLowerCase()}${below(90_000)}@${pick(['mail', 'post', 'box'])}.example`;
    const address = `${1 + below(300)} ${place()} ${pick(STREETS)}${below(6) === 0 ? `, Apt ${1 + below(60)}` : ''}`;
    const birthday = `${1940 + below(66)}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`;
    const phone = below(12) === 0 ? '' : `1${3 + below(7)}${String(below(1_000_000_000)).padStart(9, '0')}`;
    made.push([id, name, phone, email, address, pick(TOWNS), String(1000 + below(8000)), birthday]);
  }
  return made;

  /** The same customer as somebody else would write them: each cell kept, mistyped or left out. */
  function written([, name, phone, email, address, town, postcode, birthday]: Row): [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ] {
    const slip = (text: string): string => {
      if (text.length < 4 || below(4) > 0) return text;
      const at = 1 + below(text.length - 2);
      const kind = below(3);
      if (kind === 0) return text.slice(0, at) + text.slice(at + 1);
      if (kind === 1) return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
      return text.slice(0, at) + text[at] + text.slice(at);
    };
    const words = name.split(' ');
    const order = words.length > 1 && below(4) === 0 ? `${words.at(-1)}, ${words.slice(0, -1).join(' ')}` : name;
    return [
      slip(order),
      below(3) === 0 ? '' : below(2) === 0 && phone !== '' ? `+86 ${phone}` : slip(phone),
      below(3) === 0 ? '' : slip(email),
      slip(below(2) === 0 ? address.replace('Street', 'St').replace('Avenue', 'Ave.').replace('Road', 'Rd') : address),
      town,
      slip(postcode),
      below(6) === 0 ? '' : slip(birthday),
    ];
  }
}

/** Writes the table once into the system's folder for temporary files; returns its path. */
export function customersFile(rows: number): string {
  const path = join(tmpdir(), `regulars-bench-customers-${rows}.csv`);
  if (existsSync(path)) return path;
  const cell = (text: string) => (text.includes(',') ? `"${text}"` : text);
  const lines = customerRows(rows).map((row) => row.map(cell).join(','));
  writeFileSync(`${path}.part`, `${CUSTOMER_COLUMNS.join(',')}\n${lines.join('\n')}\n`);
  renameSync(`${path}.part`, path);
  return path;
}
