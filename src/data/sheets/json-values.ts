/** JSON as a person wrote it down: values with their digits, objects flattened into named fields. */
import { AppError } from '../../core/errors.ts';
import type { Field } from './record-sheet.ts';
import type { NoteBook } from './note-book.ts';
import { plainNumber } from './number-text.ts';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Stands before the digits of a number that `JSON.parse` would change. No text of a file begins with it. */
const EXACT = '\u0000#';
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const MAX_LIST_CHARS = 500;
const MAX_DEPTH = 12;

/** Errors: `json-broken` {text, message}. */
export function parseJson(text: string): Json {
  try {
    return JSON.parse(/\d{16}|\d\.\d{16}|\.\d*0\b/.test(text) ? withExactNumbers(text) : text);
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppError('json-broken', { message: message.slice(0, 200) });
  }
}

/** Numbers with more digits than a float holds become text, digit for digit. */
function withExactNumbers(text: string): string {
  return text.replace(TOKEN, (token) => {
    if (token[0] === '"' || token.length < 16 || String(Number(token)) === token) return token;
    return `"\\u0000#${token}"`;
  });
}

export function isObject(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `{a: {b: 1}}` gives `a.b`. Lists of plain values are joined; lists of objects stay JSON text. Both are noted. */
export function flatten(value: Json, notes: NoteBook, name = '', into = new Map<string, Field>(), depth = 0): Map<string, Field> {
  if (isObject(value) && depth < MAX_DEPTH) {
    for (const [key, inner] of Object.entries(value)) flatten(inner, notes, name === '' ? key : `${name}.${key}`, into, depth + 1);
    return into;
  }
  const field = fieldOf(value, name, notes);
  if (field) into.set(name === '' ? 'value' : name, field);
  return into;
}

/** Undefined for null: a cell without anything. */
export function fieldOf(value: Json, name: string, notes: NoteBook): Field | undefined {
  if (value === null) return undefined;
  if (typeof value === 'string') return value.startsWith(EXACT) ? { text: value.slice(EXACT.length), isNumber: true } : { text: value };
  if (typeof value === 'number') return { text: plainNumber(String(value)), isNumber: true };
  if (typeof value === 'boolean') return { text: value ? 'TRUE' : 'FALSE' };
  if (Array.isArray(value) && value.length === 0) return undefined;
  notes.add('values-joined', name);
  const isPlain = Array.isArray(value) && value.every((inner) => inner === null || typeof inner !== 'object');
  const text = isPlain
    ? value.map((inner) => fieldOf(inner, name, notes)?.text ?? '').join('; ')
    : JSON.stringify(value).replaceAll(`"\\u0000#`, '"');
  if (text.length > MAX_LIST_CHARS) notes.add('text-cut', name);
  return { text: text.length > MAX_LIST_CHARS ? `${text.slice(0, MAX_LIST_CHARS - 1)}…` : text };
}
