/** Text without the differences that mean nothing: width, case, accents, punctuation, blanks. */

/** NFKC, lower case, Latin accents off, everything but letters and digits a single blank: `ＡＣＭＥ－Café ` -> `acme cafe`. */
export function plainText(text: string): string {
  if (/^[a-z\d]+(?: [a-z\d]+)*$/.test(text)) return text;
  const folded = text.normalize('NFKC').toLowerCase();
  // Most cells are plain ASCII already: nothing to take apart.
  if (/^[\x00-\x7f]*$/.test(folded))
    return folded
      .replace(/(?<=[a-z])['`](?=[a-z])/g, '')
      .replace(/[^a-z\d]+/g, ' ')
      .trim();
  const bare = folded
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC');
  return bare
    .replace(/(?<=\p{L})['’`](?=\p{L})/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** Chinese characters, the ones names are written with. */
export function isHan(text: string): boolean {
  return /^\p{Script=Han}+$/u.test(text);
}
