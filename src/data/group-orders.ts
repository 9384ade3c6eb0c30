/** Order lines as orders, customer by customer and day by day. */
import type { OrderLines } from './order-lines.ts';
import { bucketRows } from './bucket-rows.ts';

/** The orders of customer `c` are `start[c] .. start[c + 1]`, by day. */
export interface GroupedOrders {
  start: Uint32Array;
  /** First day on which the order has a line. */
  day: Int32Array;
  /** Sum of the known amounts of its lines; NaN when none is known. */
  amount: Float64Array;
}

/** An order whose lines sum to less than nothing: goods that came back. An order without any known amount is a purchase. */
export function isReturn(amount: number): boolean {
  return amount < 0;
}

/** Orders made of the lines with `fromDay` <= day <= `toDay`; lines outside are not looked at. O(lines + orders log orders per customer). */
export function groupOrders(lines: OrderLines, toDay = Infinity, fromDay = -Infinity): GroupedOrders {
  const { orderCount, rowCount, order, customer, day, amount } = lines;
  const nobody = lines.ids.length;
  if (toDay === Infinity && fromDay === -Infinity && orderCount === rowCount && isCounting(order)) {
    return grouped(customer, day, amount, nobody);
  }
  const orderCustomer = new Uint32Array(orderCount).fill(nobody);
  const orderDay = new Int32Array(orderCount);
  const orderAmount = new Float64Array(orderCount).fill(NaN);
  for (let line = 0; line < rowCount; line++) {
    if (day[line] > toDay || day[line] < fromDay) continue;
    const o = order[line];
    if (orderCustomer[o] === nobody || day[line] < orderDay[o]) orderDay[o] = day[line];
    orderCustomer[o] = customer[line];
    if (!Number.isNaN(amount[line])) orderAmount[o] = Number.isNaN(orderAmount[o]) ? amount[line] : orderAmount[o] + amount[line];
  }
  return grouped(orderCustomer, orderDay, orderAmount, nobody);
}

/** Every line is an order of its own. */
export function isCounting(order: Uint32Array): boolean {
  for (let line = 0; line < order.length; line++) if (order[line] !== line) return false;
  return true;
}

/** Arrays by order; `customers` stands for nobody. */
function grouped(customer: Uint32Array, orderDay: Int32Array, orderAmount: Float64Array, customers: number): GroupedOrders {
  const { start, rows } = bucketRows(customer, customers);
  sortEach(start, rows, orderDay);
  const orders: GroupedOrders = { start, day: new Int32Array(rows.length), amount: new Float64Array(rows.length) };
  for (let i = 0; i < rows.length; i++) {
    orders.day[i] = orderDay[rows[i]];
    orders.amount[i] = orderAmount[rows[i]];
  }
  return orders;
}

/** Sorts each customer's orders by day, equal days as they were. Files mostly come in order of time already. */
function sortEach(start: Uint32Array, rows: Uint32Array, day: Int32Array): void {
  for (let c = 0; c + 1 < start.length; c++) {
    let sorted = true;
    for (let i = start[c] + 1; i < start[c + 1] && sorted; i++) sorted = day[rows[i - 1]] <= day[rows[i]];
    if (!sorted) rows.subarray(start[c], start[c + 1]).sort((a, b) => day[a] - day[b] || a - b);
  }
}

/** Calls `use` with each customer's distinct buying days in order (a view that is overwritten by the next call); customers who never bought are passed over. */
export function forEachBuyer(orders: GroupedOrders, use: (customer: number, buyingDays: Int32Array) => void): void {
  const buffer = new Int32Array(orders.day.length);
  for (let c = 0; c + 1 < orders.start.length; c++) {
    let count = 0;
    for (let o = orders.start[c]; o < orders.start[c + 1]; o++)
      if (!isReturn(orders.amount[o]) && (count === 0 || buffer[count - 1] !== orders.day[o])) buffer[count++] = orders.day[o];
    if (count > 0) use(c, buffer.subarray(0, count));
  }
}

/** Days between successive distinct buying days of a customer, all customers one after the other. */
export function pooledGaps(orders: GroupedOrders): Float64Array {
  const gaps = new Float64Array(orders.day.length);
  let count = 0;
  forEachBuyer(orders, (_, days) => {
    for (let i = 1; i < days.length; i++) gaps[count++] = days[i] - days[i - 1];
  });
  return gaps.slice(0, count);
}
