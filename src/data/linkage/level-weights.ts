/** Bits from one level of running text to the next where the data tell them no apart. */
const STEP = 0.6;

/** Bits of evidence: log2(m/u) per field and level. */
import type { LinkageModel } from './fellegi-sunter.ts';

/**
 * A closer value is never weaker evidence than a farther one: levels that are out of order share their mean (pool adjacent
 * violators). `isText[f]`: and a little is added for each, so that of two similar texts the more similar one wins.
 */
export function levelWeights({ m, u }: LinkageModel, isText: readonly boolean[]): number[][] {
  return m.map((shares, f) =>
    rising(
      shares.map((share, level) => Math.log2(share / u[f][level])),
      shares,
      isText[f] ? STEP : 0,
    ),
  );
}

/** Bits that hold for any pair before anything is compared. */
export function priorBits({ priorOdds }: LinkageModel): number {
  return Math.log2(priorOdds);
}

export function chanceOf(bits: number): number {
  return 1 / (1 + 2 ** -bits);
}

function rising(weights: number[], mass: number[], step: number): number[] {
  const blocks: { sum: number; mass: number; length: number }[] = [];
  weights.forEach((weight, i) => {
    blocks.push({ sum: weight * mass[i], mass: mass[i], length: 1 });
    for (;;) {
      const last = blocks.at(-1);
      const before = blocks.at(-2);
      if (!last || !before || before.sum / before.mass <= last.sum / last.mass) break;
      blocks.pop();
      before.sum += last.sum;
      before.mass += last.mass;
      before.length += last.length;
    }
  });
  return blocks.flatMap(({ sum, mass: total, length }) => Array.from({ length }, (_, i) => sum / total + step * (i - (length - 1) / 2)));
}
