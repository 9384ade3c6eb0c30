/** A name for each fact that a table, a script or another system can use as the name of a column: readable, and no two alike. */
import type { FeatureSpec } from '../../core/features.ts';

export function featureColumns(features: readonly FeatureSpec[]): string[] {
  const taken = new Set<string>([SPLIT_COLUMN, ANSWER_COLUMN]);
  return features.map((feature) => {
    const wanted = columnName(feature);
    let name = wanted;
    for (let n = 2; taken.has(name); n++) name = `${wanted} (${n})`;
    taken.add(name);
    return name;
  });
}

/** `train` or `test`. */
export const SPLIT_COLUMN = 'split';
/** 1 = yes, 0 = no, or the amount. */
export const ANSWER_COLUMN = 'answer';

function columnName(feature: FeatureSpec): string {
  switch (feature.kind) {
    case 'order-fact':
      return feature.fact.replaceAll('-', '_');
    case 'column':
      return feature.link ? `${feature.column} (${feature.link.fact}, ${feature.link.table})` : feature.column;
    case 'level':
      return `${feature.column} = ${feature.level}`;
    case 'was-missing':
      return `${feature.column} is empty`;
  }
}
