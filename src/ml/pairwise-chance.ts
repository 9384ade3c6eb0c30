/** From "a or b?" for every pair of classes to a chance of each class. */

/**
 * The chances nearest to all pairwise ones in the sense of Wu, Lin & Weng 2004 (JMLR 5, second method, algorithm 2):
 * min Σ (r_ba p_a − r_ab p_b)². `pairwise[a][b]` is the chance of a where only a and b are possible.
 */
export function coupled(pairwise: readonly (readonly number[])[]): number[] {
  const k = pairwise.length;
  const q = pairwise.map((row, a) =>
    row.map((chance, b) => {
      if (a !== b) return -pairwise[b][a] * chance;
      return pairwise.reduce((sum, other, c) => sum + (c === a ? 0 : other[a] ** 2), 0);
    }),
  );
  const p = pairwise.map(() => 1 / k);
  const tolerance = 0.005 / k / 1e6;
  for (let round = 0; round < 1000; round++) {
    const qp = q.map((row) => row.reduce((sum, value, b) => sum + value * p[b], 0));
    let pqp = p.reduce((sum, value, a) => sum + value * qp[a], 0);
    if (qp.every((value) => Math.abs(value - pqp) < tolerance)) break;
    for (let a = 0; a < k; a++) {
      const change = (pqp - qp[a]) / q[a][a];
      p[a] += change;
      const total = 1 + change;
      pqp = (pqp + change * (change * q[a][a] + 2 * qp[a])) / total / total;
      for (let b = 0; b < k; b++) {
        qp[b] = (qp[b] + change * q[a][b]) / total;
        p[b] /= total;
      }
    }
  }
  return p;
}
