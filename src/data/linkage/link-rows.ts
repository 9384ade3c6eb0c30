/**
 * Which rows may be one customer, and how sure that is: columns as fields, candidate pairs, levels of agreement, weights learned
 * without labels. A generator: it yields where a worker may look up, and returns the pairs with their evidence.
 */
import { candidatePairs } from './candidate-pairs.ts';
import { levelOf } from './compare-pairs.ts';
import { learnWeights, patternsOf, type LinkageModel } from './fellegi-sunter.ts';
import { fieldOf, NO_LEVEL, type Field } from './field.ts';
import { fieldKind, type FieldKind } from './field-kind.ts';
import { chanceOf, levelWeights, priorBits } from './level-weights.ts';
import type { LinkageTable } from './linkage-columns.ts';
import { randomAgreement } from './random-agreement.ts';
import { withRetoldTexts } from './retold-texts.ts';
import { allowSwap, namePair } from './swapped-names.ts';

/** Fields compared: the ones that say most; more would only repeat them. */
const MAX_FIELDS = 14;
const SEED = 20_170;
/** Bits of a pair that a person has judged. */
const CERTAIN = 40;

export interface Judged {
  a: number;
  b: number;
  same: boolean;
}

export interface LinkageProgress {
  stage: 'compare' | 'weigh';
  done: number;
  total: number;
}

/** One field's part in a pair: `bits` is added to the odds, 0 where one of the two has no value. */
export interface FieldEvidence {
  field: number;
  level: number;
  bits: number;
}

export interface Linkage {
  fields: Field[];
  model: LinkageModel;
  /** By field and level. */
  weights: number[][];
  /** Odds of any pair, in bits, before anything is compared. */
  prior: number;
  /** Candidate pairs, each with its total (prior and evidence) in bits. */
  a: Uint32Array;
  b: Uint32Array;
  bits: Float64Array;
  /** Evidence of any two rows; the parts and the prior add up to the pair's bits. */
  evidence: (a: number, b: number) => FieldEvidence[];
  bitsOf: (a: number, b: number) => number;
}

export interface LinkageOptions {
  kinds?: ReadonlyMap<string, FieldKind>;
  judged?: readonly Judged[];
}

export function* linkRows(table: LinkageTable, { kinds, judged = [] }: LinkageOptions = {}): Generator<LinkageProgress | void, Linkage> {
  const { rowCount, split } = table;
  // Fewer than two rows to compare: nothing to learn from.
  const fields = Math.min(split, rowCount - (split < rowCount ? split : 0)) < 2 ? [] : fieldsOf(table, kinds);
  const widths = fields.map(({ levels }) => levels);
  const levelsOf = fields.map(levelOf);
  const names = namePair(fields);
  const width = fields.length;
  const compare = (a: number, b: number, into: Uint8Array, at: number): void => {
    for (let f = 0; f < width; f++) into[at + f] = levelsOf[f](a, b);
    if (names) allowSwap(fields, names, a, b, into, at);
  };

  const found = yield* candidatePairs(fields, rowCount, split);
  const { a, b } = withJudged(found, judged);
  const levels = new Uint8Array(a.length * width);
  for (let pair = 0; pair < a.length; pair++) {
    if (pair % 2048 === 0) yield { stage: 'compare', done: pair, total: a.length };
    compare(a[pair], b[pair], levels, pair * width);
  }
  yield { stage: 'weigh', done: 0, total: 1 };
  const totalPairs = split < rowCount ? split * (rowCount - split) : (rowCount * (rowCount - 1)) / 2;
  const random = yield* randomAgreement(fields, levelsOf, rowCount, split, levels, totalPairs, SEED);
  const patterns = patternsOf(levels, widths);
  const known = judged.map(({ a: x, b: y, same }) => ({ pair: pairAt(a, b, x, y), same })).filter(({ pair }) => pair >= 0);
  const model = learnWeights(patterns, {
    widths,
    random,
    totalPairs: Math.max(1, totalPairs),
    known,
    ...(split < rowCount ? { rows: { a, b, count: rowCount, split } } : { leastChance: 0.5 }),
  });
  const weights = levelWeights(
    model,
    fields.map(({ kind }) => kind === 'text'),
  );
  const prior = priorBits(model);
  const rarity = fields.map((field, f) => rarityBits(field, model.u[f][field.levels - 1]));

  const fieldBits = (f: number, level: number, x: number, y: number): number => {
    if (level === NO_LEVEL) return 0;
    if (fields[f].kind === 'text' && level < widths[f] - 1) return between(weights[f], levelsOf[f](x, y));
    const extra = level === widths[f] - 1 ? (rarity[f]?.[fields[f].codes[x]] ?? 0) : 0;
    return weights[f][level] + extra;
  };
  const scratch = new Uint8Array(width);
  const sum = (x: number, y: number, of: Uint8Array, at: number): number => {
    let total = prior;
    for (let f = 0; f < width; f++) total += fieldBits(f, of[at + f], x, y);
    return total;
  };
  const bits = new Float64Array(a.length);
  for (let pair = 0; pair < a.length; pair++) {
    if (pair % 4096 === 0) yield;
    bits[pair] = sum(a[pair], b[pair], levels, pair * width);
  }
  const said = new Map(judged.map(({ a: x, b: y, same }) => [pairKey(x, y, rowCount), same ? CERTAIN : -CERTAIN]));
  for (const { pair } of known) bits[pair] = said.get(pairKey(a[pair], b[pair], rowCount)) ?? bits[pair];
  return {
    fields,
    model,
    weights,
    prior,
    a,
    b,
    bits,
    evidence(x, y) {
      compare(x, y, scratch, 0);
      return fields.map((_, f) => ({ field: f, level: scratch[f], bits: fieldBits(f, scratch[f], x, y) }));
    },
    bitsOf(x, y) {
      const answer = said.size > 0 ? said.get(pairKey(x, y, rowCount)) : undefined;
      if (answer !== undefined) return answer;
      compare(x, y, scratch, 0);
      return sum(x, y, scratch, 0);
    },
  };
}

export { chanceOf };

function fieldsOf(table: LinkageTable, kinds: ReadonlyMap<string, FieldKind> | undefined): Field[] {
  const kindOf = table.columns.map(({ name }, index) => kinds?.get(name) ?? fieldKind(table, index));
  const fields = withRetoldTexts(table, kindOf).flatMap((column, index) => {
    const kind = kindOf[index];
    return kind === undefined ? [] : [fieldOf(column, kind)];
  });
  return fields
    .filter(({ values }) => values.length > 1)
    .map((field, at) => ({ field, at, tells: tellsApart(field, table.rowCount) }))
    .sort((p, q) => q.tells - p.tells)
    .slice(0, MAX_FIELDS)
    .sort((p, q) => p.at - q.at)
    .map(({ field }) => field);
}

/** Bits that two equal values are worth, times how often both rows have one. */
function tellsApart({ frequency }: Field, rowCount: number): number {
  let filled = 0;
  let squares = 0;
  for (const count of frequency) {
    filled += count;
    squares += count * count;
  }
  return (filled / rowCount) ** 2 * Math.log2((filled * filled) / Math.max(1, squares));
}

/** Rare values that agree say more than common ones (王伟): log2 of how much rarer than the average agreement. */
function rarityBits({ kind, frequency }: Field, sameByChance: number): Float64Array | undefined {
  if (kind === 'number' || kind === 'date') return undefined;
  const filled = frequency.reduce((sum, count) => sum + count, 0);
  return Float64Array.from(frequency, (count) => Math.max(-6, Math.min(4, Math.log2((sameByChance * filled) / Math.max(1, count)))));
}

function withJudged({ a, b }: { a: Uint32Array; b: Uint32Array }, judged: readonly Judged[]): { a: Uint32Array; b: Uint32Array } {
  const missing = judged
    .map(({ a: x, b: y }) => [Math.min(x, y), Math.max(x, y)] as const)
    .filter(([x, y]) => x !== y && pairAt(a, b, x, y) < 0);
  if (missing.length === 0) return { a, b };
  const all = [...Array.from(a, (x, i) => [x, b[i]] as const), ...missing].sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  return { a: Uint32Array.from(all, ([x]) => x), b: Uint32Array.from(all, ([, y]) => y) };
}

/** Weight at a level with a fraction: straight lines between the middles of the levels. */
function between(weights: readonly number[], grade: number): number {
  const at = Math.max(0, grade - 0.5);
  const low = Math.min(weights.length - 2, Math.floor(at));
  const part = Math.min(1, at - low);
  return weights[low] + part * (weights[low + 1] - weights[low]);
}

function pairKey(a: number, b: number, rowCount: number): number {
  return Math.min(a, b) * rowCount + Math.max(a, b);
}

/** Index of a pair in the sorted list, -1 when it is not there. */
function pairAt(a: Uint32Array, b: Uint32Array, rowA: number, rowB: number): number {
  const [x, y] = rowA < rowB ? [rowA, rowB] : [rowB, rowA];
  let low = 0;
  let high = a.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = a[middle] - x || b[middle] - y;
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
