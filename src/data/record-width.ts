/** How wide records are: the number of their cells, and what most of them agree on. */

export function isFilled(record: readonly string[]): boolean {
  return record.some((cell) => cell.trim() !== '');
}

/** Number of cells, without empty ones beyond `width`. */
export function effectiveWidth(record: readonly string[], width: number): number {
  let n = record.length;
  while (n > width && record[n - 1].trim() === '') n--;
  return n;
}

/** The number of cells that most records have. */
export function commonWidth(records: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const record of records) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
  let width = 0;
  let most = 0;
  for (const [cells, count] of counts) {
    if (count > most || (count === most && cells > width)) {
      width = cells;
      most = count;
    }
  }
  return width;
}
