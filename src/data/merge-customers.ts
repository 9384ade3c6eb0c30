/**
 * A cleaned table in which customers that are one person have one number. The one place where "the same person" takes effect:
 * everything after it (facts, lists, models) counts them once.
 */
import { MISSING_CODE, type Column, type Table } from '../core/column.ts';
import type { Roles } from '../core/recipe.ts';
import type { SurvivorRule } from '../core/same-person.ts';
import { cellText } from './cell-text.ts';
import { findColumn } from './find-column.ts';
import { survivorAt } from '../core/survivors.ts';
import { keptRows, takeTableRows } from './take-rows.ts';

type SurvivorRules = Readonly<Record<string, SurvivorRule>>;

/**
 * `leader`: number of a merged customer -> the number it goes by. `rules`: which value is kept, by column of a customer table.
 * O(rows).
 */
export function mergeCustomers(table: Table, roles: Roles, leader: ReadonlyMap<string, string>, rules: SurvivorRules = {}): Table {
  if (leader.size === 0) return table;
  return roles.rowShape === 'order' ? renumbered(table, roles.who ?? roles.name, leader) : oneRowEach(table, roles.who, leader, rules);
}

/** Orders: the lines of all go to one. */
function renumbered(table: Table, name: string | undefined, leader: ReadonlyMap<string, string>): Table {
  const who = findColumn(table, name);
  if (!who) return table;
  return { ...table, columns: table.columns.map((column) => (column === who ? withLeaders(who, leader) : column)) };
}

function withLeaders(column: Column, leader: ReadonlyMap<string, string>): Column {
  if (column.kind === 'number') {
    const values = column.values.map((value) => Number(leader.get(String(value)) ?? value));
    return { ...column, values };
  }
  if (column.kind !== 'text') return column;
  const dictionary = [...column.dictionary];
  const codeOf = new Map(dictionary.map((word, code) => [word.trim(), code]));
  const target = Uint32Array.from(dictionary, (word, code) => {
    const to = leader.get(word.trim());
    if (to === undefined) return code;
    const known = codeOf.get(to);
    if (known !== undefined) return known;
    codeOf.set(to, dictionary.length);
    return dictionary.push(to) - 1;
  });
  return { ...column, dictionary, codes: column.codes.map((code) => (code === MISSING_CODE ? code : target[code])) };
}

/** A row per customer: the leading row stays, and each of its cells is chosen from those of all its rows. */
function oneRowEach(table: Table, name: string | undefined, leader: ReadonlyMap<string, string>, rules: SurvivorRules): Table {
  const who = findColumn(table, name);
  const idOf = (row: number) => (who ? cellText(who, row).trim() : '') || String(table.sourceLine[row]);
  const leads = new Set(leader.values());
  const groups = new Map<string, { rows: number[]; leading: number }>();
  for (let row = 0; row < table.rowCount; row++) {
    const id = idOf(row);
    const to = leader.get(id) ?? (leads.has(id) ? id : undefined);
    if (to === undefined) continue;
    const group = groups.get(to) ?? { rows: [], leading: -1 };
    groups.set(to, group);
    if (id === to && group.leading < 0) group.leading = group.rows.length;
    // The same number twice is no merge: such rows stay what they are.
    if (id !== to || group.leading === group.rows.length) group.rows.push(row);
  }
  const keep = new Uint8Array(table.rowCount).fill(1);
  const several = [...groups.values()].filter(({ rows }) => rows.length > 1);
  // The leading row was cleaned away: the first of the others stands for all.
  const chosen = several.map(({ rows, leading }) => ({ rows, leading: Math.max(0, leading) }));
  for (const { rows, leading } of chosen) for (const [i, row] of rows.entries()) if (i !== leading) keep[row] = 0;
  const columns = table.columns.map((column) => {
    if (column === who) return column;
    const rule = rules[column.name] ?? 'leading';
    const moves = chosen.flatMap(({ rows, leading }): [number, number][] => {
      const values = rows.map((row) => cellText(column, row));
      const at = survivorAt(values, rule, leading);
      return at < 0 || at === leading ? [] : [[rows[at], rows[leading]]];
    });
    return moves.length === 0 ? column : withMoved(column, moves);
  });
  return takeTableRows({ ...table, columns }, keptRows(keep));
}

/** Cells put into other rows. */
function withMoved(column: Column, moves: readonly (readonly [from: number, into: number])[]): Column {
  if (column.kind === 'text') {
    const codes = column.codes.slice();
    for (const [from, into] of moves) codes[into] = column.codes[from];
    return { ...column, codes, dictionary: column.dictionary };
  }
  const move = <Values extends Float64Array | Int32Array | Uint8Array>(values: Values): Values => {
    for (const [from, into] of moves) values[into] = column.values[from];
    return values;
  };
  switch (column.kind) {
    case 'number':
    case 'datetime':
      return { ...column, values: move(column.values.slice()) };
    case 'date':
      return { ...column, values: move(column.values.slice()) };
    case 'boolean':
      return { ...column, values: move(column.values.slice()) };
  }
}
