/** What stands before the model in a file: its facts, how gaps are filled, how values are scaled; and how its chances are corrected. */
import type { Encoder, FeatureSpec } from '../../core/features.ts';
import type { Baseline, Calibrator } from '../../core/model-card.ts';
import type { Preparation } from '../../core/preparation.ts';
import type { Part } from './part.ts';

const MOST_FEATURES = 20_000;
const MOST_KEYS = 1_000_000;
const FACTS = ['recency', 'frequency', 'monetary', 'average-order', 'tenure', 'usual-gap', 'lateness', 'gap-trend', 'amount-trend', 'recent-orders', 'products', 'returns'] as const; // prettier-ignore
const LINK_FACTS = ['contacts', 'recent-contacts', 'contact-recency', 'tickets', 'recent-tickets', 'open-tickets', 'ticket-recency', 'deals-won', 'deals-lost', 'open-deal-value', 'deal-recency'] as const; // prettier-ignore
const KINDS = ['order-fact', 'column', 'level', 'was-missing'] as const;

export function featurePart(part: Part): FeatureSpec {
  const kind = part.at('kind').oneOf(KINDS);
  if (kind === 'order-fact') {
    return { kind, fact: part.at('fact').oneOf(FACTS), unit: part.at('unit').oneOf(['days', 'orders', 'money', 'times', 'ratio']) };
  }
  const column = part.at('column').text(1);
  if (kind === 'level') return { kind, column, level: part.at('level').text() };
  if (kind === 'was-missing') return { kind, column };
  const [unit, link] = [part.at('unit'), part.at('link')];
  return {
    kind,
    column,
    ...(unit.isThere && { unit: unit.text() }),
    ...(link.isThere && { link: { fact: link.at('fact').oneOf(LINK_FACTS), table: link.at('table').text() } }),
  };
}

export function encoderPart(part: Part): Encoder {
  const features = part.at('features').list(MOST_FEATURES, 1).map(featurePart);
  const columns = features.length;
  const preparation = part.at('preparation');
  const scale = part.at('scale').f64(columns);
  return {
    features,
    fill: part.at('fill').f64(columns),
    centre: part.at('centre').f64(columns),
    scale: scale.every((value) => value > 0) ? scale : part.at('scale').refuse(),
    ...(preparation.isThere && { preparation: preparationPart(preparation, columns) }),
  };
}

function preparationPart(part: Part, columns: number): Preparation {
  const index = (one: Part) => one.count(0, columns - 1);
  const indexes = (one: Part) => one.list(columns).map(index);
  const [nearest, regression] = [part.at('nearest'), part.at('regression')];
  return {
    fences: part
      .at('fences')
      .list(MOST_FEATURES)
      .map((fence) => ({
        feature: index(fence.at('feature')),
        lowest: fence.at('lowest').anyNumber(),
        highest: fence.at('highest').anyNumber(),
      })),
    groups: part
      .at('groups')
      .list(MOST_FEATURES)
      .map((group) => {
        const keys = group.at('keys').list(MOST_KEYS).map((key) => key.text()); // prettier-ignore
        return { feature: index(group.at('feature')), by: indexes(group.at('by')), keys, values: group.at('values').f64(keys.length) };
      }),
    ...(nearest.isThere && { nearest: nearestPart(nearest, indexes) }),
    ...(regression.isThere && { regression: regressionPart(regression, indexes) }),
  };
}

function nearestPart(part: Part, indexes: (one: Part) => number[]): NonNullable<Preparation['nearest']> {
  const inputs = indexes(part.at('inputs'));
  const features = within(part.at('features'), indexes, inputs);
  const donors = part.at('donors');
  const [rows, width] = [donors.at('rows').count(1), donors.at('columns').count(inputs.length, inputs.length)];
  const scale = part.at('scale').f64(width);
  return {
    features,
    k: part.at('k').count(1, 1000),
    inputs,
    centre: part.at('centre').f64(width),
    scale: scale.every((value) => value > 0) ? scale : part.at('scale').refuse(),
    // Donors have gaps of their own.
    donors: { rows, columns: width, values: donors.at('values').anyF64(rows * width) },
  };
}

function regressionPart(part: Part, indexes: (one: Part) => number[]): NonNullable<Preparation['regression']> {
  const inputs = indexes(part.at('inputs'));
  const features = within(part.at('features'), indexes, inputs);
  const imputer = part.at('imputer');
  const means = imputer.at('means').anyF64(inputs.length);
  const used = means.filter((value) => !Number.isNaN(value)).length;
  return {
    features,
    inputs,
    imputer: {
      means,
      regressions: imputer
        .at('regressions')
        .list(MOST_KEYS)
        .map((one) => ({
          feature: one.at('feature').count(0, inputs.length - 1),
          fit: {
            coefficients: one
              .at('fit')
              .at('coefficients')
              .f64(used - 1),
            intercept: one.at('fit').at('intercept').number(),
          },
        })),
      rounds: imputer.at('rounds').count(),
    },
  };
}

/** What is filled is among what it is filled from. */
function within(part: Part, indexes: (one: Part) => number[], inputs: readonly number[]): number[] {
  const features = indexes(part);
  return features.every((feature) => inputs.includes(feature)) ? features : part.refuse();
}

export function calibratorPart(part: Part): Calibrator {
  const kind = part.at('kind').oneOf(['platt', 'isotonic']);
  if (kind === 'platt') return { kind, a: part.at('a').number(), b: part.at('b').number() };
  const x = part.at('x').f64();
  const y = part.at('y').f64(x.length);
  const isRising = x.length > 0 && x.every((value, i) => i === 0 || x[i - 1] < value) && y.every((value) => value >= 0 && value <= 1);
  return isRising ? { kind, x, y } : part.refuse();
}

export function baselinePart(part: Part, columns: number): Baseline {
  return {
    rows: part.at('rows').count(1),
    features: part
      .at('features')
      .list(columns, columns)
      .map((feature) => {
        // Of a fact that nobody had all edges are NaN.
        const edges = feature.at('edges').anyF64();
        const shares = feature.at('shares').f64(edges.length + 2);
        if (!shares.every((share) => share >= 0 && share <= 1)) return feature.refuse();
        const range = feature.at('range');
        if (!range.isThere) return { edges, shares };
        const least = range.at('least').number();
        return { edges, shares, range: { least, most: range.at('most').number(least) } };
      }),
  };
}
