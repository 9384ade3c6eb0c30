import { AppError } from '../core/errors.ts';
import type { ParameterSpec } from './contract.ts';

/** Refuses (`bad-parameter`) what an algorithm's own list of parameters does not allow: kind, range, choices, null. */
export function checkParams(params: object, specs: readonly ParameterSpec[]): void {
  const values = new Map<string, unknown>(Object.entries(params));
  for (const spec of specs) {
    const value = values.get(spec.name);
    if (!allows(spec, value)) throw new AppError('bad-parameter', { name: spec.name, value: String(value) });
  }
}

function allows(spec: ParameterSpec, value: unknown): boolean {
  const { kind, range, choices, nullable } = spec;
  if (value === null) return nullable === true;
  if (kind === 'members') return Array.isArray(value) && value.length > 0 && value.every(isMember);
  if (kind === 'columns') return Array.isArray(value) && value.every((column) => allows({ ...spec, kind: 'integer' }, column));
  if (typeof value === 'string') return choices?.includes(value) === true;
  if (kind === 'boolean') return typeof value === 'boolean';
  if (typeof value !== 'number' || kind === 'choice' || Number.isNaN(value)) return false;
  if (kind === 'integer' && !Number.isInteger(value)) return false;
  return range === undefined || (value >= range[0] && value <= range[1]);
}

function isMember(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('algorithm' in value && 'params' in value && 'weight' in value)) return false;
  const { algorithm, params, weight } = value;
  return typeof algorithm === 'string' && typeof params === 'object' && params !== null && typeof weight === 'number' && weight >= 0 && weight < Infinity; // prettier-ignore
}
