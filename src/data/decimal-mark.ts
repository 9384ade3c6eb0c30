/** Which of point and comma is the decimal mark of a column: what its cells prove, and when only the person can say. */
import { halfWidth, readNumber } from './cell-number.ts';

/** A cell that reads as two numbers. */
export interface AmbiguousNumber {
  raw: string;
  point: number;
  comma: number;
}

const LONGEST = 60;

/** The decimal mark that a cell proves, if it does: one under which it is a number where it is none under the other. */
export function decimalVote(cell: string): '.' | ',' | undefined {
  if (cell.length > LONGEST || !/[.,]/.test(halfWidth(cell))) return undefined;
  const point = readNumber(cell, '.');
  const comma = readNumber(cell, ',');
  if ((point === undefined) === (comma === undefined)) return undefined;
  return point ? '.' : ',';
}

/** The mark under which more cells read, then the one that the spelling of all of them speaks for, else the file's habit. */
export function decimalOf(values: readonly string[], habit: '.' | ','): '.' | ',' {
  let points = 0;
  let commas = 0;
  for (const cell of values) {
    const vote = decimalVote(cell);
    if (vote === '.') points++;
    else if (vote === ',') commas++;
  }
  if (points !== commas) return points > commas ? '.' : ',';
  return markOfSpelling(values) ?? (values.some(isMoneyOfThousands) ? '.' : habit);
}

/**
 * The first cell such as 1.234 (a number with three decimals, or a thousand odd) of a column where no cell decides.
 *
 * @param isPointUsual a comma cuts the cells of this file: such programs write 1,234 for a thousand odd
 */
export function ambiguousNumber(values: readonly string[], isPointUsual: boolean): AmbiguousNumber | undefined {
  if (values.some((cell) => decimalVote(cell) !== undefined) || markOfSpelling(values) !== undefined) return undefined;
  for (const raw of values) {
    if (raw.length > LONGEST || !/[.,]/.test(halfWidth(raw))) continue;
    const [point, comma] = [readNumber(raw, '.'), readNumber(raw, ',')];
    if (!point || !comma || point.value === comma.value) continue;
    if ((isPointUsual && halfWidth(raw).includes(',')) || isMoneyOfThousands(raw)) continue;
    return { raw, point: point.value, comma: comma.value };
  }
  return undefined;
}

/** Money has two decimals: ¥1,280 is a thousand odd. €1.280 may be the price of a litre of petrol. */
function isMoneyOfThousands(cell: string): boolean {
  if (cell.length > LONGEST || !halfWidth(cell).includes(',')) return false;
  const [point, comma] = [readNumber(cell, '.'), readNumber(cell, ',')];
  return point?.unit !== undefined && point.unit !== '%' && comma !== undefined && point.value !== comma.value;
}

/**
 * What the unmarked cells beside 1.234 say. 1234 beside 1.234: thousands are not marked here, so the mark is decimal.
 * 7 beside 1.230: a program that prints three decimals would print 7.000, so the mark is one of thousands.
 */
function markOfSpelling(values: readonly string[]): '.' | ',' | undefined {
  let marked: '.' | ',' | undefined;
  let isBare = false;
  let isBareLong = false;
  let endsInZero = false;
  for (const cell of values) {
    if (cell.length > LONGEST) continue;
    const found = /^[^\d]{0,4}(\d+)(?:([.,])(\d{3}))?[^\d]{0,4}$/.exec(halfWidth(cell));
    if (!found) continue;
    const [, whole, mark, part] = found;
    if (mark === undefined) {
      if (whole.length > 3) isBareLong = true;
      else isBare = true;
    } else {
      if (marked !== undefined && marked !== mark) return undefined;
      marked = mark === '.' ? '.' : ',';
      if (part.endsWith('0')) endsInZero = true;
    }
  }
  if (marked === undefined || isBareLong === (isBare && endsInZero)) return undefined;
  return isBareLong ? marked : marked === '.' ? ',' : '.';
}
