import { matrix, type Matrix } from '../core/matrix.ts';

/** Rows worked on at a time: a column's piece then stays in the first-level cache while it meets all others. */
const BLOCK = 512;

/** Xᵀ diag(w) X as a full symmetric matrix; without `w`, XᵀX. Cost rows · columns² / 2 multiplications. */
export function gram(x: Matrix, w?: Float64Array): Matrix {
  const { rows, columns, values } = x;
  const g = matrix(columns, columns);
  const weighted = new Float64Array(BLOCK);
  for (let from = 0; from < rows; from += BLOCK) {
    const length = Math.min(BLOCK, rows - from);
    for (let j = 0; j < columns; j++) {
      const at = j * rows + from;
      if (w) for (let i = 0; i < length; i++) weighted[i] = w[from + i] * values[at + i];
      else for (let i = 0; i < length; i++) weighted[i] = values[at + i];
      let k = j;
      // Four columns at a time: one read of `weighted` feeds four sums.
      for (; k + 3 < columns; k += 4) {
        const a = k * rows + from;
        const b = a + rows;
        const c = b + rows;
        const d = c + rows;
        let sumA = 0;
        let sumB = 0;
        let sumC = 0;
        let sumD = 0;
        for (let i = 0; i < length; i++) {
          const value = weighted[i];
          sumA += value * values[a + i];
          sumB += value * values[b + i];
          sumC += value * values[c + i];
          sumD += value * values[d + i];
        }
        const cell = j * columns + k;
        g.values[cell] += sumA;
        g.values[cell + 1] += sumB;
        g.values[cell + 2] += sumC;
        g.values[cell + 3] += sumD;
      }
      for (; k < columns; k++) {
        const a = k * rows + from;
        let sum = 0;
        for (let i = 0; i < length; i++) sum += weighted[i] * values[a + i];
        g.values[j * columns + k] += sum;
      }
    }
  }
  for (let j = 0; j < columns; j++) for (let k = 0; k < j; k++) g.values[j * columns + k] = g.values[k * columns + j];
  return g;
}
