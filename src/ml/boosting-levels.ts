/** A level of a category and its slope over curvature. */
interface Level {
  bin: number;
  ratio: number;
}

/**
 * Ascending by ratio. Of equal ones the later comes first, block by block: so does the C library's merge sort with
 * scikit-learn's comparison, which knows no "equal", and the order decides which levels go together.
 */
export function sortLevels(levels: readonly Level[]): Level[] {
  if (levels.length < 2) return levels.slice();
  const half = levels.length >> 1;
  const first = sortLevels(levels.slice(0, half));
  const second = sortLevels(levels.slice(half));
  const merged: Level[] = [];
  let i = 0;
  let k = 0;
  while (i < first.length && k < second.length) merged.push(first[i].ratio < second[k].ratio ? first[i++] : second[k++]);
  return [...merged, ...first.slice(i), ...second.slice(k)];
}
