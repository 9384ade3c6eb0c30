import { describe, expect, it } from 'vitest';
import { dateOfDay, dayNumber, daysInMonth, isCivilDate, isoDay } from '../../src/core/civil-date.ts';

describe('civil dates', () => {
  it('counts days from 1970-01-01, as Date.UTC does, over 800 years', () => {
    for (let day = -200_000; day <= 200_000; day += 37) {
      const utc = new Date(day * 86_400_000);
      expect(dayNumber(utc.getUTCFullYear(), utc.getUTCMonth() + 1, utc.getUTCDate())).toBe(day);
      expect(isoDay(day)).toBe(utc.toISOString().slice(0, 10));
    }
  });

  it('turns day numbers back into dates', () => {
    expect(dateOfDay(0)).toEqual({ year: 1970, month: 1, day: 1 });
    expect(dateOfDay(19_782)).toEqual({ year: 2024, month: 2, day: 29 });
    expect(dateOfDay(-1)).toEqual({ year: 1969, month: 12, day: 31 });
  });

  it('knows that 1900 had no 29 February and 2000 had (F45)', () => {
    expect(isCivilDate(1900, 2, 29)).toBe(false);
    expect(isCivilDate(2000, 2, 29)).toBe(true);
    expect(isCivilDate(2023, 2, 29)).toBe(false);
    expect(isCivilDate(2024, 13, 1)).toBe(false);
    expect(isCivilDate(2024, 4, 31)).toBe(false);
    expect([1, 2, 3, 4, 11, 12].map((month) => daysInMonth(2023, month))).toEqual([31, 28, 31, 30, 30, 31]);
  });
});
