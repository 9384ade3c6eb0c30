import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barFor, laidOut, LONGEST, lookedAt, roomAbove } from '../../src/ui/long-scroll.ts';

const FIREFOX_MOST = 17_800_000;
const of = (rows: number) => ({ length: rows * 36, height: 700, head: 44 });

describe('scrolling through many rows', () => {
  it('is the plain bar where there is room for all', () => {
    const scroll = of(100_000);
    expect(laidOut(scroll)).toBe(3_600_000);
    expect(lookedAt(1234, scroll)).toBe(1234);
    expect(barFor(1234, scroll)).toBe(1234);
    expect(roomAbove(1234, 1200, scroll)).toBe(1200);
  });

  it('reaches the first and the last of a million rows within what browsers lay out', () => {
    const scroll = of(1_000_000);
    expect(laidOut(scroll)).toBeLessThan(FIREFOX_MOST);
    expect(lookedAt(0, scroll)).toBe(0);
    const end = LONGEST + scroll.head - scroll.height;
    // The bottom edge of the last row stands at the bottom edge of what is in sight.
    expect(lookedAt(end, scroll) + scroll.height - scroll.head).toBeCloseTo(scroll.length, 3);
    expect(scroll.head + roomAbove(end, scroll.length - 36, scroll) + 36).toBeCloseTo(end + scroll.height, 3);
  });

  it('draws a row where the page looks at, and finds the bar for every row', () => {
    fc.assert(
      fc.property(fc.integer({ min: 500_000, max: 30_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (rows, share) => {
        const scroll = of(rows);
        const bar = share * (LONGEST + scroll.head - scroll.height);
        const place = lookedAt(bar, scroll);
        // A row that starts where the page looks at is drawn at its upper edge.
        expect(roomAbove(bar, place, scroll)).toBeCloseTo(bar, 3);
        expect(barFor(place, scroll)).toBeCloseTo(bar, 3);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
