/** Phone numbers: Chinese mobiles and landlines, international ones, and formatted ones of other countries. */
import type { MeaningDetector } from './detector.ts';

const CHINESE_MOBILE = /^(?:(?:\+|00)?86)?1[3-9]\d{9}$/;
const CHINESE_LANDLINE = /^0\d{9,11}$/;
const FORMATTED = /^[+(]?\d[\d\s\-.()/]{4,24}\d(?:\s?(?:x|ext\.?|转)\s?\d{1,6})?$/i;

export const phone: MeaningDetector = {
  kind: 'phone',
  named: /phone|mobile|telephone|\btel\b|^tel|whatsapp|\bfax\b|telefon|téléphone|teléfono|móvil|handy|手机|电话|座机|传真|联系方式/i,
  worth: { unnamed: 0.85, named: 0.97 },
  fits(cell, named) {
    if (!FORMATTED.test(cell)) return false;
    const main = cell.replace(/\s?(?:x|ext|转).*$/i, '');
    const digits = main.replace(/[^\d+]/g, '');
    if (CHINESE_MOBILE.test(digits)) return true;
    const count = digits.replace('+', '').length;
    if (count < 7 || count > 15) return false;
    if (named || digits.startsWith('+')) return true;
    const isParted = /[\s()-]/.test(main);
    // (212) 555-1234, 212-555-1234, 010-12345678, 030 1234567; a date such as 01-03-2024 has eight digits.
    return (
      isParted &&
      (CHINESE_LANDLINE.test(digits) ||
        main.startsWith('(') ||
        /^\d{3}[-\s]\d{3}[-\s]\d{4}$/.test(main) ||
        (digits.startsWith('0') && count >= 9))
    );
  },
};
