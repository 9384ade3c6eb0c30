/** Which of the values of merged rows is kept, column by column. */
import { assertNever } from './errors.ts';
import type { SurvivorRule } from './same-person.ts';

/**
 * Place of the value that is kept; -1: all are missing.
 *
 * @param values of the rows of one customer, oldest first; '' = missing
 * @param leading place of the row whose number all go by
 */
export function survivorAt(values: readonly string[], rule: SurvivorRule, leading = 0): number {
  const latest = values.findLastIndex((value) => value !== '');
  switch (rule) {
    case 'leading':
      return values[leading] === '' ? latest : leading;
    case 'latest':
      return latest;
    case 'longest':
      return bestOf(values, (value) => value.length);
    case 'most-frequent':
      return bestOf(values, (value) => values.filter((other) => other === value).length);
    case 'most-complete':
      // Words and numbers, not letters: "Zhang" loses to "Zhang Wei", "12 Oak Street" to "12 Oak Street, 2040".
      return bestOf(values, (value) => value.split(/[\s,;]+/).filter(Boolean).length);
    default:
      return assertNever(rule);
  }
}

/** The value itself; '' when all are missing. */
export function survivor(values: readonly string[], rule: SurvivorRule, leading = 0): string {
  return values[survivorAt(values, rule, leading)] ?? '';
}

function bestOf(values: readonly string[], score: (value: string) => number): number {
  return values.reduce((best, value, i) => (value === '' || (best >= 0 && score(value) < score(values[best])) ? best : i), -1);
}

/** The row of a group that lends its number to all: the one with the most cells filled, of those the first. `rows`: cells by row. */
export function leadingRow(rows: readonly (readonly string[])[]): number {
  const filled = rows.map((cells) => cells.filter((cell) => cell !== '').length);
  return filled.indexOf(Math.max(...filled));
}
