/** The table of a well-known beginners' script: age, purchase frequency, and whether the customer bought. */
import { RandomState } from '../src/core/rng.ts';
import { encodeText } from './encode-text.ts';
import type { SampleFile } from './sample-card.ts';

const SEED = 42;
const ROWS = 300;
const BLANKS = 6;

/** Log odds of buying: every visit helps, age helps up to about fifty, and more than half of it is luck. */
function logOdds(age: number, frequency: number): number {
  return -3.4 + 0.42 * frequency + 0.09 * (Math.min(age, 50) - 30) - 0.05 * Math.max(0, age - 55);
}

export function makeCustomerData(): SampleFile {
  const random = new RandomState(SEED);
  const rows = Array.from({ length: ROWS }, () => {
    const age = Math.min(75, Math.max(18, Math.round(random.normal(39, 12))));
    const frequency = Math.min(15, Math.max(0, Math.round(random.normal(2.5 + age / 12, 2.8))));
    const purchased = random.random() < 1 / (1 + Math.exp(-logOdds(age, frequency))) ? 1 : 0;
    return { age, frequency, purchased, cells: [String(age), String(frequency), String(purchased)] };
  });
  [...random.permutation(ROWS).slice(0, BLANKS)].forEach((row, i) => (rows[row].cells[i % 2] = ''));
  const lines = [['age', 'purchase_frequency', 'purchased'], ...rows.map(({ cells }) => cells)].map((cells) => `${cells.join(',')}\n`);
  return {
    name: 'customer_data',
    bytes: encodeText(lines.join(''), 'utf-8'),
    card: {
      title: { en: 'Who bought? Age and purchase frequency', zh: '谁会购买？年龄与购买频率' },
      file: 'customer_data.csv',
      encoding: 'utf-8',
      rows: ROWS,
      columns: [
        { name: 'age', meaning: { en: 'Age of the customer', zh: '客户年龄' }, unit: 'years' },
        { name: 'purchase_frequency', meaning: { en: 'Purchases in the last year', zh: '过去一年的购买次数' }, unit: 'times' },
        {
          name: 'purchased',
          meaning: { en: '1: bought after the last campaign, 0: did not', zh: '上次活动后是否购买：1 是，0 否' },
          unit: null,
        },
      ],
      planted: { customers: ROWS, blanks: BLANKS, purchased: rows.filter(({ purchased }) => purchased).length },
      question: { en: 'Who will buy?', zh: '谁会购买？' },
      seed: SEED,
    },
  };
}
