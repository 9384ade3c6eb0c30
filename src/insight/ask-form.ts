/**
 * A kept model asked about one customer who need not exist: its facts as fields of a form, and what was filled in as a row in
 * real units. Whatever is impossible is named with its field; what is possible but was never learned from is only marked.
 */
import { RECENT_DAYS, type FeatureSpec, type OrderFact } from '../core/features.ts';
import type { StoredModel } from '../core/model-card.ts';
import { factGroups } from '../ml/fact-groups.ts';
import { isWholeFact, settleFacts } from './settle-facts.ts';

/** One fact of the model. A number, yes or no, one of the levels of a category, or whether a column is empty. */
export interface AskField {
  kind: 'number' | 'yes-no' | 'choice';
  /** The whole fact. */
  feature: FeatureSpec;
  /** Columns of the model that are made of it: the number, or one per level. */
  columns: number[];
  /** Column that says that the cell was empty. */
  flag?: number;
  /** Numbers: where eight in ten of those learned from were, and the least and most. */
  usual?: { low: number; high: number };
  range?: { least: number; most: number };
  /** Choices, in the order of `columns`. */
  levels?: string[];
}

/** '' = not known; a number as text; `yes` or `no`; a level. One per field. */
export type AskAnswers = readonly string[];

export type AskProblemCode =
  'not-a-number' | 'not-whole' | 'negative' | 'first-after-last' | 'recent-above-all' | 'recent-without' | 'recent-missing';
export interface AskProblem {
  field: number;
  code: AskProblemCode;
}

/** Facts that follow from others are not asked for. */
export function askFields({ encoder, baseline }: Pick<StoredModel, 'encoder' | 'baseline'>): AskField[] {
  const { features } = encoder;
  const known = new Set(features.flatMap((feature) => (feature.kind === 'order-fact' ? [feature.fact] : [])));
  return factGroups(features)
    .filter(({ feature }) => !(feature.kind === 'order-fact' && FOLLOWS[feature.fact]?.every((fact) => known.has(fact))))
    .map(({ feature, columns }): AskField => {
      const of = (kind: FeatureSpec['kind']) => columns.filter((j) => features[j].kind === kind);
      const [flag] = of('was-missing');
      const levels = of('level');
      const numbers = columns.filter((j) => features[j].kind === 'column' || features[j].kind === 'order-fact');
      const flagged = flag === undefined ? {} : { flag };
      if (levels.length > 0)
        return {
          kind: 'choice',
          feature,
          columns: levels,
          ...flagged,
          levels: levels.map((j) => {
            const level = features[j];
            return level.kind === 'level' ? level.level : '';
          }),
        };
      // Of a column with one value only whether it is there was learned from.
      if (numbers.length === 0) return { kind: 'yes-no', feature: features[flag], columns: [flag] };
      const [j] = numbers;
      if (feature.kind === 'column' && feature.unit === 'yes-no') return { kind: 'yes-no', feature, columns: [j], ...flagged };
      const spread = baseline?.features[j];
      const [low, high] = [spread?.edges[0] ?? NaN, spread?.edges.at(-1) ?? NaN];
      return {
        kind: 'number',
        feature,
        columns: [j],
        ...flagged,
        ...(low <= high && { usual: { low, high } }),
        ...(spread?.range && { range: spread.range }),
      };
    });
}

/** Facts that are worked out of others, which are asked for. */
const FOLLOWS: Partial<Record<OrderFact, readonly OrderFact[]>> = {
  lateness: ['recency', 'usual-gap'],
  'average-order': ['monetary', 'frequency'],
};

/** What a row says, as it would be filled in. */
export function answersOf(fields: readonly AskField[], row: ArrayLike<number>): string[] {
  return fields.map(({ kind, columns, levels = [] }) => {
    if (kind === 'choice') return levels[columns.findIndex((j) => row[j] === 1)] ?? '';
    const value = row[columns[0]];
    if (Number.isNaN(value)) return '';
    return kind === 'yes-no' ? (value >= 0.5 ? 'yes' : 'no') : String(value);
  });
}

/**
 * The row that was filled in. Facts that nobody touched stay as in `start`, bit by bit; those that follow from touched ones are
 * worked out anew.
 *
 * @param start a row that `answersOf` was made of
 */
export function askedRow(
  model: Pick<StoredModel, 'encoder'>,
  fields: readonly AskField[],
  start: Float64Array,
  answers: AskAnswers,
): { row: Float64Array; problems: AskProblem[] } {
  const { features } = model.encoder;
  const row = start.slice();
  const problems: AskProblem[] = [];
  const before = answersOf(fields, start);
  fields.forEach((field, f) => {
    const answer = answers[f].trim();
    if (answer === before[f]) return;
    const { kind, columns, flag, levels = [] } = field;
    if (flag !== undefined) row[flag] = answer === '' ? 1 : 0;
    if (kind === 'choice') {
      const chosen = levels.indexOf(answer);
      columns.forEach((j, place) => (row[j] = answer === '' ? NaN : Number(place === chosen)));
    } else if (kind === 'yes-no') {
      row[columns[0]] = answer === '' ? NaN : Number(answer === 'yes');
    } else {
      row[columns[0]] = answer === '' ? NaN : Number(answer);
      const code = answer === '' ? undefined : numberProblem(field.feature, Number(answer));
      if (code) problems.push({ field: f, code });
    }
  });
  if (problems.length > 0) return { row, problems };
  return { row: settleFacts(features, start, row), problems: contradictions(fields, features, row, start) };
}

const NEVER_NEGATIVE: ReadonlySet<OrderFact> = new Set(['recency', 'frequency', 'tenure', 'usual-gap', 'recent-orders', 'products', 'returns']); // prettier-ignore

function numberProblem(feature: FeatureSpec, value: number): AskProblemCode | undefined {
  if (!Number.isFinite(value)) return 'not-a-number';
  if (feature.kind !== 'order-fact') return undefined;
  if (value < 0 && NEVER_NEGATIVE.has(feature.fact)) return 'negative';
  return isWholeFact(feature) && !Number.isInteger(value) ? 'not-whole' : undefined;
}

/** Orders that cannot have been: told only of facts that somebody touched. */
function contradictions(
  fields: readonly AskField[],
  features: readonly FeatureSpec[],
  row: Float64Array,
  start: Float64Array,
): AskProblem[] {
  const column = (fact: OrderFact) => features.findIndex((feature) => feature.kind === 'order-fact' && feature.fact === fact);
  const of = (fact: OrderFact) => row[column(fact)] ?? NaN;
  const isTouched = (...facts: OrderFact[]) => facts.some((fact) => !Object.is(row[column(fact)], start[column(fact)]));
  const problem = (fact: OrderFact, code: AskProblemCode): AskProblem => ({
    field: fields.findIndex(({ feature }) => feature.kind === 'order-fact' && feature.fact === fact),
    code,
  });
  const found: AskProblem[] = [];
  if (isTouched('tenure', 'recency') && of('tenure') < of('recency')) found.push(problem('tenure', 'first-after-last'));
  if (isTouched('recent-orders', 'frequency') && of('recent-orders') > of('frequency'))
    found.push(problem('recent-orders', 'recent-above-all'));
  else if (isTouched('recent-orders', 'recency') && of('recency') >= RECENT_DAYS && of('recent-orders') > 0)
    found.push(problem('recent-orders', 'recent-without'));
  else if (isTouched('recent-orders', 'recency') && of('recency') < RECENT_DAYS && of('recent-orders') === 0 && of('frequency') > 0)
    found.push(problem('recent-orders', 'recent-missing'));
  return found;
}

/** Fields whose value the model never met: beyond the least and most it learned from, or empty where nobody's was. */
export function outsideLearned({ baseline }: Pick<StoredModel, 'baseline'>, fields: readonly AskField[], row: ArrayLike<number>): number[] {
  return fields.flatMap(({ columns: [j] }, field) => {
    const { shares, range } = baseline?.features[j] ?? {};
    const isNew = Number.isNaN(row[j]) ? shares?.at(-1) === 0 : range !== undefined && (row[j] < range.least || row[j] > range.most);
    return isNew ? [field] : [];
  });
}
