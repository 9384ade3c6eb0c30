/** The shop's two exports in one language: two years of orders with the usual untidiness, and next month's file of the same shape. */
import { RandomState } from '../src/core/rng.ts';
import { encodeText } from './encode-text.ts';
import type { SampleCard, SampleFile } from './sample-card.ts';
import type { ShopSkin } from './shop-skin.ts';
import { simulateShop, type Sale } from './simulate-shop.ts';

/** Chosen so that 4,812 readable orders are left after cleaning. */
const SEED = 2171;
const CUSTOMERS = 600;
const NEWCOMERS = 14;
/** 2024-11-06 as days since 1970-01-01; the shop's file ends 729 days later, on 2026-11-05, next month's on 2026-12-05. */
const FIRST_DAY = 20_033;
const DAYS = 730;
const LAST_DAY = 759;
/** Next month's file goes back to 2026-10-06. */
const NEXT_FROM = 699;

const DUPLICATES = 14;
const DUPLICATES_WITH_BLANKS = 5;
const ROWS_WITH_BLANKS = 25;
const CHANGED_AMOUNTS = 5;
const AMOUNT = 8;
const DATE = 1;

interface Row {
  sale: Sale;
  cells: string[];
}

function dateText(skin: ShopSkin, day: number, style: number): string {
  const iso = new Date((FIRST_DAY + day) * 86_400_000).toISOString().slice(0, 10);
  const [year, month, date] = iso.split('-').map(Number);
  if (style < 0.7) return iso;
  return style < 0.9 ? `${year}/${month}/${date}` : skin.longDate(year, month, date);
}

/** Everybody's name, phone and e-mail; some left no phone, some no e-mail. */
function customerCells(random: RandomState, skin: ShopSkin): string[][] {
  const couples = random.permutation(skin.givenNames.length * skin.familyNames.length);
  return Array.from({ length: CUSTOMERS + NEWCOMERS + 1 }, (_, customer) => {
    const given = skin.givenNames[couples[customer] % skin.givenNames.length];
    const family = skin.familyNames[Math.floor(couples[customer] / skin.givenNames.length)];
    const left = random.random();
    return [
      skin.customerPrefix + String(customer).padStart(4, '0'),
      skin.fullName(given, family),
      left < 0.08 ? '' : skin.phone(customer),
      left > 0.85 ? '' : skin.email(customer, given, family),
    ];
  });
}

function tidyRows(random: RandomState, skin: ShopSkin, sales: readonly Sale[]): Row[] {
  const customers = customerCells(random, skin);
  return sales.map((sale, i) => {
    const [product, price] = skin.products[sale.product];
    const amount = (sale.quantity * price * sale.paid).toFixed(2);
    const order = skin.orderPrefix + String(10_001 + i);
    return {
      sale,
      cells: [order, dateText(skin, sale.day, random.random()), ...customers[sale.customer], product, String(sale.quantity), amount],
    };
  });
}

/** The same cells, some with blanks around them. */
function withBlanks(cells: readonly string[], inName: boolean): string[] {
  return cells.map((cell, column) => (inName && column === 3 ? `${cell} ` : !inName && column === 6 ? ` ${cell}  ` : cell));
}

function totalsRow(skin: ShopSkin, rows: readonly string[][]): string[] {
  const sum = (column: number) => rows.reduce((total, cells) => total + Number(cells[column]), 0);
  return [skin.totalsWord, '', '', '', '', '', '', String(sum(7)), sum(AMOUNT).toFixed(2)];
}

/** Plants blanks, three dates that are none, and duplicates a few rows below their originals. */
function untidy(random: RandomState, skin: ShopSkin, rows: readonly Row[]): string[][] {
  const ordersOf = new Map<number, number>();
  for (const { sale } of rows) ordersOf.set(sale.customer, (ordersOf.get(sale.customer) ?? 0) + 1);
  const drawn = [...random.permutation(rows.length)];
  const take = (count: number, fits: (row: Row) => boolean = () => true) => {
    const taken = drawn.filter((i) => fits(rows[i])).slice(0, count);
    taken.forEach((i) => drawn.splice(drawn.indexOf(i), 1));
    return new Set(taken);
  };
  // Nobody is lost with an unreadable date: these customers have other orders, before and after.
  const dateless = [
    ...take(3, ({ sale }) => sale.day > 60 && sale.day < 550 && sale.quantity > 0 && (ordersOf.get(sale.customer) ?? 0) > 8),
  ];
  const doubled = take(DUPLICATES);
  const blankDoubles = new Set([...doubled].slice(0, DUPLICATES_WITH_BLANKS));
  const blanked = take(ROWS_WITH_BLANKS);

  const lines = rows.map(({ cells }, i) => {
    const notDate = dateless.indexOf(i);
    if (notDate >= 0) return cells.with(DATE, skin.notDates[notDate]);
    return blanked.has(i) ? withBlanks(cells, i % 2 === 0) : cells;
  });
  for (const i of [...doubled].sort((a, b) => b - a)) {
    const copy = blankDoubles.has(i) ? withBlanks(lines[i], i % 2 === 0) : lines[i];
    lines.splice(i + 1 + random.integer(0, 4), 0, copy);
  }
  return lines;
}

function csvBytes(skin: ShopSkin, rows: readonly string[][]): Uint8Array {
  const lines = [skin.header, ...rows, totalsRow(skin, rows)].map((cells) => `${cells.join(',')}\r\n`);
  return encodeText(lines.join(''), skin.encoding);
}

function card(skin: ShopSkin, file: string, title: SampleCard['title'], rows: number, planted: Record<string, number>): SampleCard {
  const meanings: readonly (readonly [en: string, zh: string, unit: string | null])[] = [
    ['Number of the order, one per row', '订单编号，每行一单', null],
    ['Day of the order, written in three ways', '下单日期，有三种写法', null],
    ['Number of the customer', '会员编号', null],
    ['Name of the customer', '客户姓名', null],
    ['Mobile number (none is in use)', '手机号码（均不存在）', null],
    ['E-mail address', '邮箱地址', null],
    ['What was bought', '购买的商品', null],
    ['Pieces; negative when brought back', '数量，退货为负', 'pieces'],
    ['What was paid; negative when brought back', '实付金额，退货为负', skin.currency],
  ];
  return {
    title,
    file: `${file}.csv`,
    encoding: skin.encoding,
    rows,
    columns: skin.header.map((name, i) => ({ name, meaning: { en: meanings[i][0], zh: meanings[i][1] }, unit: meanings[i][2] })),
    planted,
    question: { en: 'Who will not come back in the coming weeks?', zh: '接下来几周，谁不会再来？' },
    seed: SEED,
  };
}

export function makeShopFiles(skin: ShopSkin, prices: readonly number[]): SampleFile[] {
  const sales = simulateShop(new RandomState(SEED), { customers: CUSTOMERS, days: DAYS, newcomers: NEWCOMERS, lastDay: LAST_DAY, prices });
  const random = new RandomState(SEED + 1);
  const rows = tidyRows(random, skin, sales);
  const now = rows.filter(({ sale }) => sale.day < DAYS);
  const untidied = untidy(random, skin, now);

  const next = rows.filter(({ sale }) => sale.day >= NEXT_FROM);
  const seenBefore = next.filter(({ sale }) => sale.day < DAYS).length;
  const corrected = new Set(random.permutation(seenBefore).slice(0, CHANGED_AMOUNTS));
  const nextLines = next.map(({ cells }, i) => (corrected.has(i) ? cells.with(AMOUNT, (Number(cells[AMOUNT]) * 0.8).toFixed(2)) : cells));

  return [
    {
      name: skin.file,
      bytes: csvBytes(skin, untidied),
      card: card(
        skin,
        skin.file,
        { en: 'A tea and coffee shop: two years of orders', zh: '一家茶与咖啡店：两年的订单' },
        untidied.length + 1,
        {
          customers: CUSTOMERS,
          orders: now.length - skin.notDates.length,
          duplicates: DUPLICATES,
          unreadableDates: skin.notDates.length,
          totalsRows: 1,
          cellsWithBlanks: ROWS_WITH_BLANKS + DUPLICATES_WITH_BLANKS,
        },
      ),
    },
    {
      name: skin.nextFile,
      bytes: csvBytes(skin, nextLines),
      card: card(skin, skin.nextFile, { en: 'The same shop, one month later', zh: '同一家店，一个月之后' }, nextLines.length + 1, {
        customers: new Set(next.map(({ sale }) => sale.customer)).size,
        orders: next.length,
        duplicates: 0,
        unreadableDates: 0,
        totalsRows: 1,
        same: seenBefore - CHANGED_AMOUNTS,
        changed: CHANGED_AMOUNTS,
        added: next.length - seenBefore,
      }),
    },
  ];
}
