/** Columns of a table as SQL that every dialect with SUBSTR and % understands: trimmed words, numbers, yes and no, days as whole numbers. */
import type { Column, Table } from '../../core/column.ts';
import { findColumn } from '../../data/find-column.ts';

/** A name as the standard writes it. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** What the app takes for yes and no, see `data/cell-boolean.ts`; a BOOLEAN column reads as true and false. */
const YES = ['yes', 'true', '是', '有', '真', '对', '开', 'y', 't', 'on', '√', '✓', '✔', '☑', '1', '1.0'];
const NO = ['no', 'false', '否', '无', '假', '错', '关', 'n', 'f', 'off', '×', '✗', '✘', '☐', '0', '0.0'];

export const asNumber = (expression: string): string => `CAST(${expression} AS DOUBLE PRECISION)`;
const asWord = (name: string): string => `NULLIF(TRIM(CAST(${quotedName(name)} AS VARCHAR(400))), '')`;

/** Collects the columns of one source table that are asked for, and writes them as one common table expression. */
export class SqlSource {
  /** Expression -> alias. */
  private readonly cells = new Map<string, string>();
  private readonly days: { alias: string; column: string; withTime: boolean }[] = [];
  readonly name: string;
  private readonly from: string;
  private readonly table: Table;

  /** `name`: of the expression; `from`: of the table. */
  constructor(name: string, from: string, table: Table) {
    this.name = name;
    this.from = from;
    this.table = table;
  }

  column(name: string | undefined): Column | undefined {
    return findColumn(this.table, name);
  }

  /** NULL where the cell is empty. */
  word(name: string): string {
    return this.cell(asWord(name));
  }

  number(name: string): string {
    return this.cell(asNumber(quotedName(name)));
  }

  product(one: string, other: string): string {
    return this.cell(`${asNumber(quotedName(one))} * ${asNumber(quotedName(other))}`);
  }

  yesNo(name: string): string {
    const word = `LOWER(${asWord(name)})`;
    return this.cell(
      `CASE WHEN ${word} IN (${YES.map(sqlText).join(', ')}) THEN 1.0 WHEN ${word} IN (${NO.map(sqlText).join(', ')}) THEN 0.0 END`,
    );
  }

  /** Days since 1970-01-01; with the time of day as a fraction where it is asked for. */
  day(column: string, withTime = false): string {
    const known = this.days.find((day) => day.column === column && day.withTime === withTime);
    if (known) return known.alias;
    const alias = `d${this.days.length + 1}`;
    this.days.push({ alias, column, withTime });
    return alias;
  }

  private cell(expression: string): string {
    const alias = this.cells.get(expression) ?? `c${this.cells.size + 1}`;
    this.cells.set(expression, alias);
    return alias;
  }

  /** Text of the expression. A date is taken apart, its year begun in March, and counted (the calendar's own rule for leap years). */
  toSql(): string {
    const kept = [...this.cells.values()];
    const cells = [...this.cells].map(([expression, alias]) => `${expression} AS ${alias}`);
    const textOf = (column: string) => `CAST(${quotedName(column)} AS VARCHAR(19))`;
    const part = (text: string, from: number, length: number) => `CAST(NULLIF(SUBSTR(${text}, ${from}, ${length}), '') AS INTEGER)`;
    const parts = this.days.flatMap(({ alias, column, withTime }) => {
      const text = textOf(column);
      return [
        `${part(text, 1, 4)} AS ${alias}_y`,
        `${part(text, 6, 2)} AS ${alias}_m`,
        `${part(text, 9, 2)} AS ${alias}_d`,
        ...(withTime
          ? [
              `(COALESCE(${part(text, 12, 2)}, 0) * 3600 + COALESCE(${part(text, 15, 2)}, 0) * 60 + COALESCE(${part(text, 18, 2)}, 0)) / 86400.0 AS ${alias}_t`,
            ]
          : []),
      ];
    });
    if (this.days.length === 0) return `${this.name} AS (\n  SELECT ${listOf(cells)}\n  FROM ${quotedName(this.from)}\n)`;
    const months = this.days.flatMap(({ alias, withTime }) => [
      `CASE WHEN ${alias}_m <= 2 THEN ${alias}_y - 1 ELSE ${alias}_y END AS ${alias}_y`,
      `(${alias}_m + 9) % 12 AS ${alias}_m`,
      `${alias}_d`,
      ...(withTime ? [`${alias}_t`] : []),
    ]);
    const counted = this.days.map(({ alias, withTime }) => {
      const [y, m] = [`${alias}_y`, `(153 * ${alias}_m + 2)`];
      const leaps = `(${y} - ${y} % 4) / 4 - (${y} - ${y} % 100) / 100 + (${y} - ${y} % 400) / 400`;
      return `365 * ${y} + ${leaps} + (${m} - ${m} % 5) / 5 + ${alias}_d - 719469${withTime ? ` + ${alias}_t` : ''} AS ${alias}`;
    });
    return [
      `${this.name} AS (`,
      `  SELECT ${listOf([...kept, ...counted])}`,
      '  FROM (',
      `    SELECT ${listOf([...kept, ...months], 6)}`,
      '    FROM (',
      `      SELECT ${listOf([...cells, ...parts], 8)}`,
      `      FROM ${quotedName(this.from)}`,
      '    ) cells',
      '  ) months',
      ')',
    ].join('\n');
  }
}

function listOf(items: readonly string[], indent = 4): string {
  return items.length === 0 ? '1 AS nothing' : items.join(`,\n${' '.repeat(indent)}`);
}
