/** Rows by group (counting sort): the rows of group `g` are `rows[start[g] .. start[g + 1])`, in their old order. */
export interface Buckets {
  start: Uint32Array;
  rows: Uint32Array;
}

/** `groups[row]` in [0, count); rows with any other number are left out. */
export function bucketRows(groups: ArrayLike<number>, count: number): Buckets {
  const start = new Uint32Array(count + 1);
  for (let row = 0; row < groups.length; row++) if (groups[row] < count) start[groups[row] + 1]++;
  for (let group = 0; group < count; group++) start[group + 1] += start[group];
  const rows = new Uint32Array(start[count]);
  const next = start.slice(0, count);
  for (let row = 0; row < groups.length; row++) if (groups[row] < count) rows[next[groups[row]]++] = row;
  return { start, rows };
}
