/** Names of columns as the table uses them: trimmed, never empty, never twice, never endless. */
const MAX_NAME_CHARS = 120;

export function uniqueNames(originals: readonly string[]): string[] {
  const cleaned = originals.map((original) => {
    const name = original.replace(/[\s\u200b\ufeff]+/g, ' ').trim();
    return name.length > MAX_NAME_CHARS ? `${name.slice(0, MAX_NAME_CHARS - 1)}…` : name;
  });
  // Names as they stand in the file are never given to another column, so adding a column changes no other name.
  const reserved = new Set(cleaned);
  const used = new Set<string>();
  return cleaned.map((name, i) => {
    let unique = name === '' ? `column ${i + 1}` : name;
    const base = unique;
    for (let n = 2; used.has(unique) || (unique !== name && reserved.has(unique)); n++) unique = `${base} (${n})`;
    used.add(unique);
    return unique;
  });
}
