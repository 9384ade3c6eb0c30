/**
 * A model as a file of this app. JSON that gives every number back bit by bit: typed arrays carry their type, and what JSON has
 * no number for (NaN, infinities, minus zero) stands as a word. Read back by `insight/model-import/`, part by part.
 */
import type { StoredModel } from './model-card.ts';

export const MODEL_APP = 'regulars-model';
export const MODEL_VERSION = 1;

/** Tag of each kind of array that models are made of. */
export const ARRAY_TAGS = {
  f64: Float64Array,
  f32: Float32Array,
  i32: Int32Array,
  u32: Uint32Array,
  u8: Uint8Array,
} as const;
export type ArrayTag = keyof typeof ARRAY_TAGS;

/** Numbers that JSON does not have. */
export const NUMBER_WORDS: Readonly<Record<string, number>> = { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity, '-0': -0 };

export function writeModel(stored: StoredModel): string {
  return `${JSON.stringify({ app: MODEL_APP, version: MODEL_VERSION, ...stored }, (_, value: unknown) => plain(value), 1)}\n`;
}

function plain(value: unknown): unknown {
  if (typeof value === 'number') {
    // Nothing else in a model is the text "NaN" where a number is expected: a reader that wants a number looks it up.
    if (!Number.isFinite(value)) return String(value);
    return Object.is(value, -0) ? '-0' : value;
  }
  for (const [tag, kind] of Object.entries(ARRAY_TAGS)) if (value instanceof kind) return { [tag]: Array.from(value) };
  return value;
}
