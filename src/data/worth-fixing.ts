/** The faults of a table by what mending them would add to its score, each with the step that does it where there is one. */
import type { ColumnProfile, Fix, IssueKind, TableProfile } from '../core/profile.ts';
import type { Roles, Step } from '../core/recipe.ts';
import { FAR_OUT } from './suggest-repairs.ts';
import { columnWorth, partOf, pointsLost, scoreTable, UNIQUE_WEIGHT } from './quality-score.ts';

const MOST_FIXES = 10;
/** What is said of several columns in one line: there is nothing to look at in them one by one. */
const WHOLE_COLUMN: ReadonlySet<Fix['problem']> = new Set(['all-missing', 'nearly-empty', 'constant']);
/** Too little to be worth a line. */
const LEAST_GAIN = 0.005;

export interface TableFaults {
  rows: number;
  columns: ColumnProfile[];
  /** Rows that equal an earlier one. */
  twice: number;
  totalsRows: number;
}

/** @param steps of the recipe: what they mend counts in `scoreAfter` */
export function describeTable({ rows, columns, twice, totalsRows }: TableFaults, roles: Roles, steps: readonly Step[]): TableProfile {
  const worth = columnWorth(columns, columnsWithRole(roles), new Set(roles.ignored));
  const { score, parts } = scoreTable(columns, worth, rows, twice);
  const found = new Map<string, Fix>();
  const add = (fix: Omit<Fix, 'done'>) => {
    const key = fix.step ? JSON.stringify(fix.step) : `${fix.problem} ${WHOLE_COLUMN.has(fix.problem) ? '' : fix.columns.join()}`;
    const known = found.get(key);
    if (!known) return void found.set(key, { ...fix, done: steps.some((step) => mends(step, fix)) });
    known.affected += fix.affected;
    known.gain += fix.gain;
    known.columns = [...new Set([...known.columns, ...fix.columns])];
  };
  columns.forEach((column, i) => {
    for (const issue of column.issues) {
      const gain = worth[i] * pointsLost(issue, column) * countedShare(column, issue.kind);
      if (gain < LEAST_GAIN) continue;
      add({ problem: issue.kind, columns: [column.name], affected: issue.rows, gain, step: stepFor(issue.kind, column, roles) });
    }
  });
  if (twice > 0 && (roles.rowShape === 'order' || roles.who !== undefined))
    add({ problem: 'duplicates', columns: [], affected: twice, gain: (UNIQUE_WEIGHT * twice) / rows, step: { kind: 'drop-duplicates' } });
  if (totalsRows > 0) add({ problem: 'totals-rows', columns: [], affected: totalsRows, gain: 0, step: { kind: 'drop-totals' } });

  const byGain = [...found.values()].sort((a, b) => b.gain - a.gain);
  const done = byGain.filter((fix) => fix.done);
  return {
    rows,
    columns,
    score,
    scoreAfter: score + done.reduce((sum, { gain }) => sum + gain, 0),
    parts,
    fixes: [...byGain.filter((fix) => !fix.done).slice(0, MOST_FIXES), ...done.slice(0, MOST_FIXES)],
  };
}

/** The step that is offered for it, or one that puts this column's spellings together. */
function mends(step: Step, fix: Omit<Fix, 'done'>): boolean {
  if (fix.problem === 'mixed-spellings') return step.kind === 'map-values' && fix.columns.includes(step.column);
  return JSON.stringify(step) === JSON.stringify(fix.step);
}

/** A part cannot lose more than it has: faults that would take more share what it lost. */
function countedShare(column: ColumnProfile, kind: IssueKind): number {
  const part = partOf(kind);
  const found = column.parts.find((points) => points.part === part);
  const asked = column.issues.reduce((sum, issue) => (partOf(issue.kind) === part ? sum + pointsLost(issue, column) : sum), 0);
  return found && asked > 0 ? Math.min(1, (found.of - found.points) / asked) : 0;
}

function columnsWithRole({ rowShape: _, targetYes: __, ignored: ___, ...byRole }: Roles): Set<string> {
  return new Set(Object.values(byRole).filter((name) => name !== undefined));
}

/** As `candidateSteps` would suggest it. A step added to the recipe's vocabulary gets its line here. */
function stepFor(kind: IssueKind, { name, kind: type }: ColumnProfile, roles: Roles): Step | undefined {
  const orders = roles.rowShape === 'order';
  const isKey = name === roles.who || (orders && name === roles.when);
  const isMoney = orders && [roles.amount, roles.quantity, roles.price].includes(name);
  switch (kind) {
    case 'outer-blanks':
      return { kind: 'trim' };
    case 'odd-cells':
      return isKey || isMoney ? { kind: 'drop-unreadable', columns: [name] } : fill(name, type, roles);
    case 'outliers':
      return orders || name === roles.target
        ? undefined
        : { kind: 'clip-outliers', column: name, rule: 'iqr', low: FAR_OUT, high: FAR_OUT };
    case 'missing':
      return isKey ? { kind: 'drop-missing', columns: [name] } : fill(name, type, roles);
    default:
      return undefined;
  }
}

/** Only for columns of a customer table that a model can use. */
function fill(name: string, type: string, roles: Roles): Step | undefined {
  const setAside = [roles.who, roles.name, roles.phone, roles.email, roles.orderId, roles.target, ...(roles.ignored ?? [])];
  if (roles.rowShape === 'order' || setAside.includes(name) || type === 'id' || type === 'text') return undefined;
  return { kind: 'fill-missing', column: name, with: type === 'category' || type === 'boolean' ? 'mode' : 'median' };
}
