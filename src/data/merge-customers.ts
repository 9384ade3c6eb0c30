/**
 * A cleaned table in which customers that are one person have one number. The one place where "the same person" takes effect:
 * everything after it (facts, lists, models) counts them once.
 */
import { MISSING_BOOLEAN, MISSING_CODE, MISSING_DAY, type Column, type Table } from '../core/column.ts';
import type { Roles } from '../core/recipe.ts';
import { cellText } from './cell-text.ts';
import { findColumn } from './find-column.ts';
import { keptRows, takeTableRows } from './take-rows.ts';

/** `leader`: number of a merged customer -> the number it goes by. O(rows). */
export function mergeCustomers(table: Table, roles: Roles, leader: ReadonlyMap<string, string>): Table {
  if (leader.size === 0) return table;
  return roles.rowShape === 'order' ? renumbered(table, roles.who ?? roles.name, leader) : oneRowEach(table, roles.who, leader);
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

/** A row per customer: the leading row stays, and its empty cells are filled from the others, the latest first. */
function oneRowEach(table: Table, name: string | undefined, leader: ReadonlyMap<string, string>): Table {
  const who = findColumn(table, name);
  const idOf = (row: number) => (who ? cellText(who, row).trim() : '') || String(table.sourceLine[row]);
  const rowOf = new Map<string, number>();
  const keep = new Uint8Array(table.rowCount).fill(1);
  const fills: [row: number, into: string][] = [];
  for (let row = 0; row < table.rowCount; row++) {
    const id = idOf(row);
    const to = leader.get(id);
    if (to === undefined) rowOf.set(id, rowOf.get(id) ?? row);
    else fills.push([row, to]);
  }
  const pairs: [from: number, into: number][] = [];
  for (const [row, to] of fills.reverse()) {
    const into = rowOf.get(to);
    // The leading row was cleaned away: the first of the others stands for all.
    if (into === undefined) rowOf.set(to, row);
    else {
      keep[row] = 0;
      pairs.push([row, into]);
    }
  }
  const columns = table.columns.map((column) => filled(column, pairs));
  return takeTableRows({ ...table, columns }, keptRows(keep));
}

function filled(column: Column, pairs: readonly (readonly [number, number])[]): Column {
  switch (column.kind) {
    case 'number':
    case 'datetime': {
      const values = column.values.slice();
      for (const [from, into] of pairs) if (Number.isNaN(values[into])) values[into] = values[from];
      return { ...column, values };
    }
    case 'date': {
      const values = column.values.slice();
      for (const [from, into] of pairs) if (values[into] === MISSING_DAY) values[into] = values[from];
      return { ...column, values };
    }
    case 'boolean': {
      const values = column.values.slice();
      for (const [from, into] of pairs) if (values[into] === MISSING_BOOLEAN) values[into] = values[from];
      return { ...column, values };
    }
    case 'text': {
      const codes = column.codes.slice();
      for (const [from, into] of pairs) if (codes[into] === MISSING_CODE) codes[into] = codes[from];
      return { ...column, codes, dictionary: column.dictionary };
    }
  }
}
