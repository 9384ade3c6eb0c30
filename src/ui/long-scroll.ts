/**
 * Scrolling through more than a browser can lay out: Firefox cuts elements off at about 17.8 million px, Chromium at 33.5 million.
 * Above `LONGEST` the bar stands for a longer way than it is itself, and rows are placed where the page looks at.
 */
export const LONGEST = 16_000_000;

export interface Scroll {
  /** px of all rows. */
  length: number;
  /** px of the part in sight. */
  height: number;
  /** px of the head above the rows. */
  head: number;
}

/** px of the rows as laid out. */
export const laidOut = ({ length }: Scroll): number => Math.min(length, LONGEST);

/** px of the way, of all rows, that one px of the bar stands for; 1 = there is room for all. */
function scale({ length, height, head }: Scroll): number {
  return length <= LONGEST ? 1 : (length + head - height) / (LONGEST + head - height);
}

/** Where in all rows the page looks at, from where the bar stands. */
export function lookedAt(bar: number, scroll: Scroll): number {
  return scroll.length <= LONGEST ? bar : Math.max(0, Math.min(bar * scale(scroll), scroll.length + scroll.head - scroll.height));
}

/** Where the bar has to stand for that. */
export function barFor(place: number, scroll: Scroll): number {
  return place / scale(scroll);
}

/** px above the first drawn row, which starts at `start` px of all rows. */
export function roomAbove(bar: number, start: number, scroll: Scroll): number {
  return scroll.length <= LONGEST ? start : Math.max(0, bar - (lookedAt(bar, scroll) - start));
}
