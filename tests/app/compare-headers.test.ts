import { describe, expect, it } from 'vitest';
import { compareHeaders } from '../../src/app/compare-headers.ts';

const expected = { 'Content-Security-Policy': "default-src 'none'; connect-src 'self'", 'Referrer-Policy': 'no-referrer' };
const from = (headers: Record<string, string>) => (name: string) => headers[name] ?? null;

describe('compare headers', () => {
  it('takes spaces and order for the same policy', () => {
    const checks = compareHeaders(
      from({ 'Content-Security-Policy': "connect-src 'self';default-src  'none'", 'Referrer-Policy': 'no-referrer' }),
      expected,
    );
    expect(checks.every(({ same }) => same)).toBe(true);
  });

  it('does not take a looser policy for the same', () => {
    const checks = compareHeaders(
      from({ 'Content-Security-Policy': "default-src 'none'; connect-src *", 'Referrer-Policy': 'no-referrer' }),
      expected,
    );
    expect(checks.map(({ same }) => same)).toEqual([false, true]);
  });

  it('says what is absent', () => {
    expect(compareHeaders(from({}), expected).map(({ found }) => found)).toEqual([null, null]);
  });
});
