/** A word by how it sounds, roughly: the first letter and the consonant classes after it (Soundex, Russell 1918), any length cut at 4. */
const CLASS: Record<string, string> = {
  b: '1', f: '1', p: '1', v: '1', c: '2', g: '2', j: '2', k: '2', q: '2', s: '2', x: '2', z: '2', d: '3', t: '3', l: '4', m: '5', n: '5', r: '6',
}; // prettier-ignore

/** `robert`, `rupert` -> r163. Words in other scripts, and numbers, are their own key. */
export function soundKey(word: string): string {
  if (!/^[a-z]/.test(word)) return word;
  let key = word[0];
  let last = CLASS[key] ?? '';
  for (let i = 1; i < word.length && key.length < 4; i++) {
    const letter = word[i];
    // h and w do not part two letters of one class; vowels do.
    if (letter === 'h' || letter === 'w') continue;
    const sound = CLASS[letter] ?? '';
    if (sound !== '' && sound !== last) key += sound;
    last = sound;
  }
  return key.padEnd(4, '0');
}
