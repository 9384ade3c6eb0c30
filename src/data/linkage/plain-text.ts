/** Text without the differences that mean nothing: width, case, accents, punctuation, blanks. */

/** NFKC, lower case, Latin accents off, everything but letters and digits a single blank: `ＡＣＭＥ－Café ` -> `acme cafe`. */
export function plainText(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase();
  // Most cells are plain ASCII already: nothing to take apart.
  const bare = /^[\x20-\x7e]*$/.test(folded)
    ? folded
    : folded
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
