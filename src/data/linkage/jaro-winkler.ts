/**
 * How alike two short words are, 0..1. Jaro 1989, Winkler 1990: the common prefix (up to 4) lifts similarities over 0.7 by
 * 0.1 a character. MARTHA/MARHTA 0.9611, DWAYNE/DUANE 0.8400, DIXON/DICKSONX 0.8133.
 */
export function jaroWinkler(a: string, b: string): number {
  const jaro = jaroSimilarity(a, b);
  if (jaro <= 0.7) return jaro;
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

// Words are compared one pair at a time: the marks are kept between calls instead of made anew.
let usedA = new Uint8Array(64);
let usedB = new Uint8Array(64);

function jaroSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length === 0 || b.length === 0) return 0;
  if (a.length > usedA.length) usedA = new Uint8Array(2 * a.length);
  if (b.length > usedB.length) usedB = new Uint8Array(2 * b.length);
  usedA.fill(0, 0, a.length);
  usedB.fill(0, 0, b.length);
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  let matches = 0;
  for (let i = 0; i < a.length; i++) {
    const last = Math.min(b.length - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= last; j++) {
      if (usedB[j] === 1 || a.charCodeAt(i) !== b.charCodeAt(j)) continue;
      usedA[i] = usedB[j] = 1;
      matches++;
      break;
    }
  }
  if (matches === 0) return 0;
  let crossed = 0;
  for (let i = 0, j = 0; i < a.length; i++) {
    if (usedA[i] === 0) continue;
    while (usedB[j] === 0) j++;
    if (a.charCodeAt(i) !== b.charCodeAt(j++)) crossed++;
  }
  return (matches / a.length + matches / b.length + (matches - crossed / 2) / matches) / 3;
}
