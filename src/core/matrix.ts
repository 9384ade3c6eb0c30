/** Dense matrix of float64, column-major: element (row, column) is `values[column * rows + row]`. */
export interface Matrix {
  rows: number;
  columns: number;
  values: Float64Array;
}

export function matrix(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float64Array(rows * columns) };
}

/** From literal rows, as in the lessons and tests. */
export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  const m = matrix(rows.length, rows[0]?.length ?? 0);
  rows.forEach((row, i) => row.forEach((value, j) => (m.values[j * m.rows + i] = value)));
  return m;
}

/** Column `j` as a view (writing to it writes to the matrix). */
export function columnOf(m: Matrix, j: number): Float64Array {
  return m.values.subarray(j * m.rows, (j + 1) * m.rows);
}

/** The given rows, in the given order, as a new matrix. */
export function takeRows(m: Matrix, rows: ArrayLike<number>): Matrix {
  const taken = matrix(rows.length, m.columns);
  for (let j = 0; j < m.columns; j++) {
    const from = j * m.rows;
    const to = j * rows.length;
    for (let i = 0; i < rows.length; i++) taken.values[to + i] = m.values[from + rows[i]];
  }
  return taken;
}

/** The given entries of a vector, in the given order. */
export function take(values: Float64Array, rows: ArrayLike<number>): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]];
  return taken;
}
