/**
 * Rounds parts to whole numbers whose sum is the rounded sum (largest remainder method, Hamilton 1792): what a person
 * adds up on the screen is what stands below the line.
 */
export function partsThatAddUp(parts: readonly number[]): number[] {
  const whole = parts.map(Math.floor);
  let missing = Math.round(parts.reduce((a, b) => a + b, 0)) - whole.reduce((a, b) => a + b, 0);
  const byRemainder = parts.map((part, i) => ({ i, remainder: part - whole[i] })).sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of byRemainder) {
    if (missing <= 0) break;
    whole[i] += 1;
    missing -= 1;
  }
  return whole;
}
