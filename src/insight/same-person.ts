/** Customers of a base who look like the same person: the pairs to ask about, with what speaks for and against each. */
import { MISSING_CODE, type Column } from '../core/column.ts';
import { standingJudgements, type Judgement } from '../core/same-person.ts';
import { fieldKind, type FieldKind } from '../data/linkage/field-kind.ts';
import { ASK, findPairs, SURE } from '../data/linkage/find-pairs.ts';
import { linkageTable, type LinkageTable } from '../data/linkage/linkage-columns.ts';
import type { LinkageProgress } from '../data/linkage/link-rows.ts';
import { NO_LEVEL } from '../data/linkage/field.ts';
import type { CustomerBase } from './customer-base.ts';

/** How two cells stand: the same, nearly, different, or one is empty. */
export type Standing = 'same' | 'near' | 'different' | 'unknown';

export interface EvidencePart {
  column: string;
  left: string;
  right: string;
  standing: Standing;
  /** Added to the odds: log2 of how many times likelier this is of one person than of two. */
  bits: number;
}

export interface LookAlike {
  a: string;
  b: string;
  nameA: string;
  nameB: string;
  chance: number;
  /** Odds of any two customers, in bits; with the parts it adds up to `bits`. */
  prior: number;
  bits: number;
  parts: EvidencePart[];
}

export interface LookAlikes {
  people: number;
  /** Compared columns; none when nothing in the base tells people apart. */
  columns: string[];
  /** Surest first; at most MOST. */
  pairs: LookAlike[];
  /** Pairs with a chance of 0.99 and more. */
  sure: number;
}

/** Pairs handed to the page. */
const MOST = 200;
/** Columns by which a person can be known; without any of them two equal rows say nothing. */
const TELLS: readonly FieldKind[] = ['person', 'phone', 'email'];
const HELPS: readonly FieldKind[] = [...TELLS, 'word', 'organisation', 'address', 'date', 'postcode', 'code'];

export function* lookAlikes(base: CustomerBase, judgements: readonly Judgement[]): Generator<LinkageProgress | void, LookAlikes> {
  const { ids, names } = base.facts;
  const table = peopleTable(base);
  const none = { people: ids.length, columns: [], pairs: [], sure: 0 };
  if (!table) return none;
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  const standing = standingJudgements(judgements);
  const judged = standing.flatMap(({ a, b, same }) => {
    const [x, y] = [rowOf.get(a), rowOf.get(b)];
    return x === undefined || y === undefined || x === y ? [] : [{ a: x, b: y, same }];
  });
  const { linkage, pairs } = yield* findPairs(table, { judged });
  const isJudged = new Set(judged.map(({ a, b }) => `${Math.min(a, b)} ${Math.max(a, b)}`));
  const open = pairs.filter(({ a, b, chance }) => chance >= ASK && !isJudged.has(`${a} ${b}`)).sort((p, q) => q.bits - p.bits);
  const cell = (column: string, row: number): string => {
    const found = table.columns.find(({ name }) => name === column);
    return !found || found.codes[row] === MISSING_CODE ? '' : found.words[found.codes[row]];
  };
  const shown = open.slice(0, MOST).map(({ a, b, bits, chance }): LookAlike => ({
    a: ids[a],
    b: ids[b],
    nameA: names[a],
    nameB: names[b],
    chance,
    prior: linkage.prior,
    bits,
    parts: linkage.evidence(a, b).map(({ field, level, bits: part }) => {
      const { name, levels } = linkage.fields[field];
      return { column: name, left: cell(name, a), right: cell(name, b), standing: standingOf(level, levels), bits: part };
    }),
  }));
  return {
    people: ids.length,
    columns: linkage.fields.map(({ name }) => name),
    pairs: shown,
    sure: shown.filter(({ chance }) => chance >= SURE).length,
  };
}

function standingOf(level: number, levels: number): Standing {
  if (level === NO_LEVEL) return 'unknown';
  return level === levels - 1 ? 'same' : level === 0 ? 'different' : 'near';
}

/** Orders: name, phone and e-mail of each customer. A row per customer: every column that a person can be known by. */
function peopleTable(base: CustomerBase): LinkageTable | undefined {
  const all = linkageTable({ ...base.table, columns: columnsOf(base), rowCount: base.facts.ids.length });
  const columns = all.columns.filter((_, index) => {
    const kind = fieldKind(all, index);
    return kind !== undefined && HELPS.includes(kind);
  });
  const tells = all.columns.some((_, index) => TELLS.some((kind) => kind === fieldKind(all, index)));
  return tells ? { ...all, columns } : undefined;
}

function columnsOf({ table, roles, lines, facts, phones, emails }: CustomerBase): Column[] {
  if (!lines) return table.columns.filter(({ name }) => name !== roles.who && name !== roles.target && !roles.ignored?.includes(name));
  const named = (name: string | undefined, cells: readonly (string | undefined)[]): Column[] =>
    name === undefined ? [] : [textColumn(name, cells)];
  return [...named(roles.name ?? roles.who, facts.names), ...named(roles.phone, phones), ...named(roles.email, emails)];
}

function textColumn(name: string, cells: readonly (string | undefined)[]): Column {
  const codeOf = new Map<string, number>();
  const codes = Uint32Array.from(cells, (cell) => {
    if (cell === undefined || cell === '') return MISSING_CODE;
    const code = codeOf.get(cell) ?? codeOf.size;
    codeOf.set(cell, code);
    return code;
  });
  return { kind: 'text', name, use: 'text', codes, dictionary: [...codeOf.keys()] };
}
