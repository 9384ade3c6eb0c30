/** Whether one insertion, deletion, replacement or swap of neighbours turns one text into the other: `editDistance(a, b) === 1` in one pass. */
export function isOneEdit(a: string, b: string): boolean {
  const gap = a.length - b.length;
  if (gap > 1 || gap < -1 || a === b) return false;
  let start = 0;
  const least = Math.min(a.length, b.length);
  while (start < least && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let endA = a.length - 1;
  let endB = b.length - 1;
  while (endA >= start && endB >= start && a.charCodeAt(endA) === b.charCodeAt(endB)) {
    endA--;
    endB--;
  }
  // What is left between the common beginning and the common end.
  const [leftA, leftB] = [endA - start + 1, endB - start + 1];
  if (leftA <= 1 && leftB <= 1) return true;
  const isSwap = leftA === 2 && leftB === 2;
  return isSwap && a.charCodeAt(start) === b.charCodeAt(endB) && a.charCodeAt(endA) === b.charCodeAt(start);
}
