/** Text to bytes. The platform only encodes UTF-8, so GB18030's two-byte part is found by decoding every pair and turning the table round. */

function gbkTable(): Map<string, readonly [number, number]> {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  const table = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      try {
        table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
      } catch {
        // Not a character: a hole in the table.
      }
    }
  }
  return table;
}

/** Throws on a character outside ASCII and the two-byte part. */
export function encodeText(text: string, encoding: 'utf-8' | 'gb18030'): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const table = gbkTable();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.charCodeAt(0);
    const pair = code < 0x80 ? [code] : table.get(character);
    if (!pair) throw new Error(`no two-byte GB18030 code for ${character}`);
    bytes.push(...pair);
  }
  return Uint8Array.from(bytes);
}
