/** A large, made-up orders file: seeded, the same bytes on every run. 7 columns, a note with commas and quotes in it. */
import { closeSync, existsSync, openSync, renameSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RandomState } from '../../src/core/rng.ts';

const PRODUCTS = [
  'Jasmine tea 250 g',
  'Oolong tea 100 g',
  'Espresso beans 1 kg',
  'Filter papers',
  'Teapot, cast iron',
  'Matcha 30 g',
  'Chai mix',
  'Gift box "Autumn"',
];
const NOTES = [
  '',
  'leave with the neighbour',
  'call first, then deliver',
  'said "no bag, please"',
  'gift, no invoice',
  'second floor, back door; ring twice',
  'paid in the shop',
  'wants the new catalogue',
];

/** Quotes a cell when it has to be. */
function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Writes the file once into the system's folder for temporary files; returns its path. */
export function ordersFile(rows: number): string {
  const path = join(tmpdir(), `regulars-bench-orders-${rows}.csv`);
  if (existsSync(path)) return path;
  const random = new RandomState(20261105);
  const customers = Math.round(rows / 20);
  const file = openSync(`${path}.part`, 'w');
  let text = 'order_id,date,customer_id,product,quantity,amount,note\n';
  for (let i = 0; i < rows; i++) {
    const day = new Date(Date.UTC(2024, 0, 1 + Math.floor((i / rows) * 670))).toISOString().slice(0, 10);
    const quantity = 1 + random.interval(4);
    const amount = (quantity * (3 + random.interval(4000) / 100)).toFixed(2);
    const note = `${NOTES[random.interval(NOTES.length - 1)]} ${random.uint32().toString(36)}`;
    text += `SO-${1000000 + i},${day},C${String(100000 + random.interval(customers - 1))},${cell(PRODUCTS[random.interval(PRODUCTS.length - 1)])},${quantity},${amount},${cell(note)}\n`;
    if (text.length > 1 << 22) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
  renameSync(`${path}.part`, path);
  return path;
}
