/** Which of the values of merged rows is kept, column by column. */
import { assertNever } from '../../core/errors.ts';

/** Of equally good values the latest row's. */
export type SurvivorRule = 'latest' | 'longest' | 'most-frequent' | 'most-complete';

/** Values of the rows of one customer, oldest first; '' = missing. '' when all are. */
export function survivor(values: readonly string[], rule: SurvivorRule): string {
  const filled = values.filter((value) => value !== '');
  switch (rule) {
    case 'latest':
      return filled.at(-1) ?? '';
    case 'longest':
      return bestOf(filled, (value) => value.length);
    case 'most-frequent':
      return bestOf(filled, (value) => filled.filter((other) => other === value).length);
    case 'most-complete':
      // Words and numbers, not letters: "Zhang" loses to "Zhang Wei", "12 Oak Street" to "12 Oak Street, 2040".
      return bestOf(filled, (value) => value.split(/[\s,;]+/).filter(Boolean).length);
    default:
      return assertNever(rule);
  }
}

function bestOf(values: readonly string[], score: (value: string) => number): string {
  return values.reduce((best, value) => (best === '' || score(value) >= score(best) ? value : best), '');
}

/** The row of a group that lends its number to all: the one with the most cells filled, of those the first. `rows`: cells by row. */
export function leadingRow(rows: readonly (readonly string[])[]): number {
  const filled = rows.map((cells) => cells.filter((cell) => cell !== '').length);
  return filled.indexOf(Math.max(...filled));
}
