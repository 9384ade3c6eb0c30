/** Which columns cleaning and counting look at: what has no part in either stays encrypted on the disk. */
import type { ReadReport } from '../../src/core/reading.ts';
import type { Roles, Step } from '../../src/core/recipe.ts';
import { readColumns } from '../../src/core/step-columns.ts';

/**
 * Orders: the columns with a role and those that a step names. Customer tables: also what a model may learn from, which free
 * text and ids are not. Indexes, in order.
 *
 * @param steps absent: they are still to be suggested
 */
export function neededColumns({ columns }: ReadReport, roles: Roles, steps: readonly Step[] = []): number[] {
  const { rowShape, ignored = [], targetYes: _, ...byRole } = roles;
  const named = new Set<string>(Object.values(byRole));
  for (const step of steps) for (const column of readColumns(step)) named.add(column);
  // The reader counted blanks in all rows; after another step they have to be counted again.
  const trimsLater = steps.findIndex(({ kind }) => kind === 'trim') > 0;
  return columns
    .filter(({ name, reading, outerBlanks }) => {
      if (named.has(name) || (trimsLater && outerBlanks)) return true;
      return rowShape === 'customer' && reading.type !== 'text' && reading.type !== 'id' && !ignored.includes(name);
    })
    .map(({ index }) => index);
}

export function allColumns({ columns }: ReadReport): number[] {
  return columns.map(({ index }) => index);
}
