/** Makes characters that cannot be seen visible: what looks like "12" may be "12" and a no-break space. */
const NAMES: Record<string, string> = {
  '\t': '⇥',
  '\n': '⏎',
  '\r': '⏎',
  '\u00a0': '⍽',
  '\u3000': '⍽',
  '\ufeff': '⟨BOM⟩',
  '\u0000': '⟨NUL⟩',
};

export function visibleCharacters(raw: string, limit = 120): string {
  const shown = raw.length > limit ? `${raw.slice(0, limit)}…` : raw;
  return shown.replace(
    /[\p{Cc}\p{Cf}\u00a0\u3000]/gu,
    (character) => NAMES[character] ?? `⟨U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}
