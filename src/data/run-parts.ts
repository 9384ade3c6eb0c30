/** Cleans each file of a customer base by its own reading report, then joins what is left. */
import type { Table } from '../core/column.ts';
import type { ReadReport } from '../core/reading.ts';
import type { Roles, Step, StepEffect } from '../core/recipe.ts';
import { runSteps } from './run-steps.ts';
import { MAX_EXAMPLES } from './steps/step-input.ts';
import { joinTables, type TablePart } from './take-rows.ts';

export interface ReadPart extends TablePart {
  report?: ReadReport;
}

/** Effects are added up step by step; examples are the first ones, of the first files. Line numbers count within each file. */
export function runParts(parts: readonly ReadPart[], steps: readonly Step[], roles: Roles): { table: Table; effects: StepEffect[] } {
  const cleaned = parts.map(({ table, report, keep }) => runSteps(table, steps, roles, report, keep));
  const effects = steps.map((step, i) => {
    const each = cleaned.map(({ effects }) => effects[i]);
    return {
      step,
      rows: each.reduce((sum, { rows }) => sum + rows, 0),
      cells: each.reduce((sum, { cells }) => sum + cells, 0),
      examples: each.flatMap(({ examples }) => examples).slice(0, MAX_EXAMPLES),
    };
  });
  return { table: joinTables(cleaned.map(({ table }) => ({ table }))), effects };
}
