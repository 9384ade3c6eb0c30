/** How near two amounts are. 3 same, 2 within 5 %, 1 within 20 %, 0 apart. */
export function nearNumber(a: number, b: number): number {
  if (a === b) return 3;
  const gap = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
  return gap <= 0.05 ? 2 : gap <= 0.2 ? 1 : 0;
}
