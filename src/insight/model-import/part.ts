/**
 * One part of a file that is read: asked for what it must be, it gives it or refuses (`bad-model`, with its path). Only what is
 * asked for is looked at, so nothing a file says becomes part of anything by itself.
 */
import { AppError } from '../../core/errors.ts';
import { ARRAY_TAGS, NUMBER_WORDS, type ArrayTag } from '../../core/model-file.ts';

const LONGEST_TEXT = 10_000;
/** Numbers in one array. */
const LONGEST_ARRAY = 20_000_000;
const LARGEST_COUNT = 2 ** 31 - 1;

export class Part {
  private readonly value: unknown;
  readonly path: string;

  constructor(value: unknown, path: string) {
    this.value = value;
    this.path = path;
  }

  refuse(): never {
    throw new AppError('bad-model', { path: this.path });
  }

  /** A field of an object; a field that is not there is a part that is nothing. */
  at(name: string): Part {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.refuse();
    const own = Object.getOwnPropertyDescriptor(value, name);
    return new Part(own?.value, `${this.path}.${name}`);
  }

  get isThere(): boolean {
    return this.value !== undefined;
  }

  get isNull(): boolean {
    return this.value === null;
  }

  names(): string[] {
    const { value } = this;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : this.refuse();
  }

  list(most: number, least = 0): Part[] {
    const { value } = this;
    if (!Array.isArray(value) || value.length > most || value.length < least) return this.refuse();
    return value.map((entry: unknown, i) => new Part(entry, `${this.path}[${i}]`));
  }

  text(least = 0): string {
    const { value } = this;
    return typeof value === 'string' && value.length >= least && value.length <= LONGEST_TEXT ? value : this.refuse();
  }

  flag(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.refuse();
  }

  oneOf<T extends string>(choices: readonly T[]): T {
    return choices.find((choice) => choice === this.value) ?? this.refuse();
  }

  /** Also NaN and infinities. */
  anyNumber(): number {
    return numberOf(this.value) ?? this.refuse();
  }

  number(low = -Number.MAX_VALUE, high = Number.MAX_VALUE): number {
    const value = this.anyNumber();
    return value >= low && value <= high ? value : this.refuse();
  }

  /** A number that is divided by. */
  divisor(): number {
    const value = this.number();
    return value !== 0 && Number.isFinite(1 / value) ? value : this.refuse();
  }

  count(low = 0, high = LARGEST_COUNT): number {
    const value = this.number(low, high);
    return Number.isInteger(value) ? value : this.refuse();
  }

  /** Of finite numbers, of this length where one is given. */
  f64(length?: number): Float64Array {
    const values = this.anyF64(length);
    return values.every(Number.isFinite) ? values : this.refuse();
  }

  anyF64(length?: number): Float64Array {
    return Float64Array.from(this.numbers('f64', length));
  }

  f32(length: number): Float32Array {
    const values = this.numbers('f32', length);
    return values.every((value) => Number.isFinite(value) && Math.fround(value) === value) ? Float32Array.from(values) : this.refuse();
  }

  i32(length?: number, low = -LARGEST_COUNT - 1, high = LARGEST_COUNT): Int32Array {
    return Int32Array.from(this.whole('i32', length, low, high));
  }

  u32(length?: number, high = 0xffffffff): Uint32Array {
    return Uint32Array.from(this.whole('u32', length, 0, high));
  }

  u8(length: number, high = 255): Uint8Array {
    return Uint8Array.from(this.whole('u8', length, 0, high));
  }

  /** A setting of an algorithm: one plain value, or a list of numbers. */
  setting(): unknown {
    const { value } = this;
    if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
    if (Array.isArray(value)) return this.list(LONGEST_TEXT).map((entry) => entry.number());
    return this.text();
  }

  private whole(tag: ArrayTag, length: number | undefined, low: number, high: number): number[] {
    const values = this.numbers(tag, length);
    return values.every((value) => Number.isInteger(value) && value >= low && value <= high) ? values : this.refuse();
  }

  private numbers(tag: ArrayTag, length: number | undefined): number[] {
    if (this.names().join() !== tag || !(tag in ARRAY_TAGS)) return this.refuse();
    const { value } = this.at(tag);
    if (!Array.isArray(value) || value.length > LONGEST_ARRAY || (length !== undefined && value.length !== length)) return this.refuse();
    return value.map((entry: unknown) => numberOf(entry) ?? this.refuse());
  }
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && Object.hasOwn(NUMBER_WORDS, value) ? NUMBER_WORDS[value] : undefined;
}
