/** Values from outside, checked one by one; what does not fit is `bad-recipe` with its path, such as `steps[2].columns`. */
import { AppError } from './errors.ts';

const LONGEST_TEXT = 10_000;
const LONGEST_LIST = 10_000;

export function bad(path: string): never {
  throw new AppError('bad-recipe', { path });
}

export function record(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad(path);
  return Object.fromEntries(Object.entries(value));
}

export function list(value: unknown, path: string): unknown[] {
  return Array.isArray(value) && value.length <= LONGEST_LIST ? value : bad(path);
}

export function text(value: unknown, path: string, least = 1): string {
  return typeof value === 'string' && value.length >= least && value.length <= LONGEST_TEXT ? value : bad(path);
}

export function texts(value: unknown, path: string): string[] {
  return list(value, path).map((entry, i) => text(entry, `${path}[${i}]`));
}

export function numberIn(value: unknown, path: string, low: number, high: number, whole = false): number {
  const fits = typeof value === 'number' && value >= low && value <= high && (!whole || Number.isInteger(value));
  return fits ? value : bad(path);
}

export function flag(value: unknown, path: string): boolean {
  return typeof value === 'boolean' ? value : bad(path);
}

export function oneOf<T extends string>(value: unknown, choices: readonly T[], path: string): T {
  return choices.find((choice) => choice === value) ?? bad(path);
}

/** Only these keys. */
export function only(from: Record<string, unknown>, keys: readonly string[], path: string): void {
  for (const key of Object.keys(from)) if (!keys.includes(key)) bad(`${path}.${key}`);
}
