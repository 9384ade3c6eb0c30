/** How far apart two words are: letters put in, left out, changed, or two neighbours swapped (optimal string alignment, Damerau 1964). */

/** At most `most`; more than that is `most + 1`. O(length²). */
export function wordDistance(a: string, b: string, most: number): number {
  const [x, y] = [[...a], [...b]];
  if (Math.abs(x.length - y.length) > most) return most + 1;
  let before = new Uint16Array(y.length + 1);
  let last = Uint16Array.from({ length: y.length + 1 }, (_, j) => j);
  for (let i = 1; i <= x.length; i++) {
    const row = new Uint16Array(y.length + 1);
    row[0] = i;
    let least = i;
    for (let j = 1; j <= y.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x[i - 1] === y[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      least = Math.min(least, row[j]);
    }
    if (least > most) return most + 1;
    [before, last] = [last, row];
  }
  return Math.min(last[y.length], most + 1);
}

/** The same letters, two neighbours swapped, neither of them a digit: "secondayr". */
export function isSwapped(a: string, b: string): boolean {
  const [x, y] = [[...a], [...b]];
  if (x.length !== y.length) return false;
  const at = x.findIndex((letter, i) => letter !== y[i]);
  if (at < 0 || x[at] !== y[at + 1] || x[at + 1] !== y[at]) return false;
  if (/\d/.test(x[at]) || /\d/.test(x[at + 1])) return false;
  return x.slice(at + 2).every((letter, i) => letter === y[at + 2 + i]);
}
