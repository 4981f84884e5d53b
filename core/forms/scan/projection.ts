import type { Point } from './grey-image.ts'

/** A projective map of the plane, row by row, the last number 1: x' = (h0·x + h1·y + h2) / (h6·x + h7·y + h8). */
export type Projection = readonly number[]

export function project(map: Projection, { x, y }: Point): Point {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 1] = map
  const depth = g * x + h * y + i
  return { x: (a * x + b * y + c) / depth, y: (d * x + e * y + f) / depth }
}

/** The projection that takes four points to four others, no three of them in line. Throws RangeError where three are. */
export function projectionOf(from: readonly Point[], to: readonly Point[]): Projection {
  const rows: number[][] = from.flatMap(({ x, y }, i) => {
    const target = to[i] ?? { x: 0, y: 0 }
    return [
      [x, y, 1, 0, 0, 0, -x * target.x, -y * target.x, target.x],
      [0, 0, 0, x, y, 1, -x * target.y, -y * target.y, target.y],
    ]
  })
  return [...solve(rows), 1]
}

/** Gauss with pivoting: each row the coefficients of an equation and its right side. */
function solve(rows: readonly number[][]): readonly number[] {
  const size = rows.length
  const matrix = rows.map((row) => [...row])
  for (let column = 0; column < size; column++) {
    const rest = matrix.slice(column)
    const pivot = rest.reduce((best, row) =>
      Math.abs(row[column] ?? 0) > Math.abs(best[column] ?? 0) ? row : best,
    )
    const lead = pivot[column] ?? 0
    if (Math.abs(lead) < 1e-9) throw new RangeError('three of the points are in line')
    const place = matrix.indexOf(pivot)
    const scaled = pivot.map((value) => value / lead)
    matrix[place] = matrix[column] ?? []
    matrix[column] = scaled
    for (const [i, row] of matrix.entries()) {
      const factor = row[column] ?? 0
      if (i === column || factor === 0) continue
      matrix[i] = row.map((value, j) => value - factor * (scaled[j] ?? 0))
    }
  }
  return matrix.map((row) => row[size] ?? 0)
}
