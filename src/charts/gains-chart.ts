/** What the first k customers of the list hold, and the ROC curve and the table of right and wrong that follow from it. */
import type { ConfusionMatrix, GainsPoint, TopK } from '../core/model-card.ts';

export interface CurvePoint {
  x: number;
  y: number;
}

export interface GainsChart {
  model: CurvePoint[];
  rule: CurvePoint[];
  /** As many at random: a straight line from nothing to everybody. */
  random: CurvePoint[];
  rows: number;
  positives: number;
  mark?: { contacted: number; found: number };
}

/** The last point of `gains` is everybody: its count is the number of yes there are. */
export function gainsChart(gains: readonly GainsPoint[], topK?: TopK): GainsChart | undefined {
  const last = gains.at(-1);
  if (!last || last.model === 0) return undefined;
  return {
    model: gains.map(({ contacted, model }) => ({ x: contacted, y: model })),
    rule: gains.map(({ contacted, rule }) => ({ x: contacted, y: rule })),
    random: [
      { x: 0, y: 0 },
      { x: last.contacted, y: last.model },
    ],
    rows: last.contacted,
    positives: last.model,
    mark: topK && { contacted: topK.k, found: topK.model },
  };
}

/** ROC: share of all no (x) against share of all yes (y) among the first k, for every k of the gains curve. */
export function rocCurve(gains: readonly GainsPoint[], by: 'model' | 'rule'): CurvePoint[] {
  const last = gains.at(-1);
  if (!last || last.model === 0 || last.contacted === last.model) return [];
  const yes = last.model;
  const no = last.contacted - yes;
  return gains.map((point) => ({ x: (point.contacted - point[by]) / no, y: point[by] / yes }));
}

/** Of the first k: share of all yes that is among them (x), share of them that are a yes (y), for every k of the gains curve but 0. */
export function precisionCurve(gains: readonly GainsPoint[], by: 'model' | 'rule'): CurvePoint[] {
  const yes = gains.at(-1)?.model ?? 0;
  if (yes === 0) return [];
  return gains.filter(({ contacted }) => contacted > 0).map((point) => ({ x: point[by] / yes, y: point[by] / point.contacted }));
}

/** Right and wrong when exactly the first k are contacted. */
export function confusionAtCapacity(topK: TopK, rows: number): ConfusionMatrix {
  const falseNegative = topK.positives - topK.model;
  return {
    truePositive: topK.model,
    falsePositive: topK.k - topK.model,
    falseNegative,
    trueNegative: rows - topK.k - falseNegative,
  };
}
