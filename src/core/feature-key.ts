/** A feature's name inside rules, logs and stored models. It stays the same when columns are added or come in another order. */
import type { FeatureSpec } from './features.ts';
import { assertNever } from './errors.ts';

export function featureKey(feature: FeatureSpec): string {
  switch (feature.kind) {
    case 'order-fact':
      return feature.fact;
    case 'column':
      return feature.column;
    case 'level':
      return `${feature.column}=${feature.level}`;
    case 'was-missing':
      return `${feature.column}=?`;
    default:
      return assertNever(feature);
  }
}
