import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToPlain, plainToBytes } from '../../src/store/plain-bytes.ts';

const roundTrip = (value: unknown): unknown => bytesToPlain(plainToBytes(value));

describe('plain data as bytes', () => {
  it('comes back with its typed arrays, odd numbers and odd keys', () => {
    const value = {
      id: 'm1',
      weights: Float64Array.of(1, NaN, -0),
      nested: [{ bits: Uint8Array.of(1, 2, 3) }, { codes: Uint32Array.of(0xffffffff) }, null, 'ω🙂\ud800'],
      numbers: [NaN, Infinity, -Infinity, -0, 0, 1e-320],
      '#': { '#': 'number', is: 'NaN' },
      ['__proto__']: 1,
      empty: new Int32Array(0),
    };
    expect(roundTrip(value)).toEqual(value);
    expect(Object.is((roundTrip(value) as typeof value).numbers[3], -0)).toBe(true);
    expect(Object.hasOwn(roundTrip(JSON.parse('{"__proto__":1}')) as object, '__proto__')).toBe(true);
  });

  it('keeps whatever JSON can say', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(roundTrip({ value })).toEqual({ value });
      }),
    );
  });

  it('takes only its own part of a larger buffer', () => {
    const whole = Float64Array.from({ length: 1000 }, (_, i) => i);
    const bytes = plainToBytes({ part: whole.subarray(3, 5) });
    expect(bytes.length).toBeLessThan(100);
    expect(bytesToPlain(bytes)).toEqual({ part: Float64Array.of(3, 4) });
  });

  it.each([[new Map([[1, 2]])], [new Set([1])], [() => 1], [10n], [Symbol('s')]])('refuses %s', (value) => {
    expect(() => plainToBytes({ value })).toThrow('not plain data');
  });
});
