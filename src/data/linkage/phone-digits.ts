/** A telephone number as the digits that are dialled at home. */

/**
 * Separators, the country code of China, a leading 0 or 00 and an extension are left out: `+86 (138) 0013-8000` ->
 * `13800138000`. '' when fewer than 5 digits are left.
 */
export function phoneDigits(text: string): string {
  const [main] = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/(?:ext\.?|x|#|转)\s*\d+\s*$/);
  let digits = main.replace(/\D+/g, '');
  const isAbroad = /^\s*(?:\+|00)/.test(main);
  if (isAbroad) digits = digits.replace(/^00/, '');
  if (/^86\d{9,11}$/.test(digits) && (isAbroad || /^861[3-9]\d{9}$/.test(digits))) digits = digits.slice(2);
  if (/^1[2-9]\d{9}$/.test(digits) && isAbroad && !/^1[3-9]\d{9}$/.test(text)) digits = digits.replace(/^1(?=[2-9]\d{2}[2-9]\d{6}$)/, '');
  digits = digits.replace(/^0+/, '');
  return digits.length < 5 ? '' : digits;
}
