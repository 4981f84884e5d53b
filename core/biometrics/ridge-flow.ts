import type { RidgeMap } from './ridge-contrast.ts'

/** Pixels on a side of one cell of the flow grid. */
export const cellSize = 4
/** Ridge directions are counted in this many steps over half a turn, from the x axis towards the y axis (downwards). */
export const directionSteps = 32

/** The ridge direction cell by cell, and how far the cell's neighbourhood agrees on it (0 noise … 1 parallel lines). */
export interface RidgeFlow {
  readonly columns: number
  readonly rows: number
  readonly direction: Uint8Array
  readonly coherence: Float32Array
}

/**
 * Direction field from averaged squared gradients (Kass and Witkin 1987; Bazen and Gerez 2002). `reach` is the radius,
 * in cells, of the box that is passed three times over the field, which comes near a Gaussian.
 */
export function ridgeFlow(map: RidgeMap, reach: number): RidgeFlow {
  const columns = Math.floor(map.width / cellSize)
  const rows = Math.floor(map.height / cellSize)
  const tensor = squaredGradients(map, columns, rows)
  for (const field of [tensor.real, tensor.imaginary, tensor.energy]) blur(field, columns, reach)
  const direction = new Uint8Array(columns * rows)
  const coherence = new Float32Array(columns * rows)
  for (let cell = 0; cell < direction.length; cell++) {
    const real = tensor.real[cell]!
    const imaginary = tensor.imaginary[cell]!
    const across = Math.atan2(imaginary, real) / 2 // of the gradient; the ridge runs at a right angle to it
    const along = across / Math.PI + 1.5
    direction[cell] = Math.round(along * directionSteps) % directionSteps
    coherence[cell] = Math.hypot(real, imaginary) / (tensor.energy[cell]! + 1e-6)
  }
  return { columns, rows, direction, coherence }
}

interface GradientTensor {
  readonly real: Float32Array
  readonly imaginary: Float32Array
  readonly energy: Float32Array
}

function squaredGradients(
  { width, height, values }: RidgeMap,
  columns: number,
  rows: number,
): GradientTensor {
  const size = columns * rows
  const tensor = {
    real: new Float32Array(size),
    imaginary: new Float32Array(size),
    energy: new Float32Array(size),
  }
  const bottom = Math.min(height - 1, rows * cellSize)
  const right = Math.min(width - 1, columns * cellSize)
  for (let y = 1; y < bottom; y++) {
    const row = Math.floor(y / cellSize) * columns
    for (let x = 1; x < right; x++) {
      const at = y * width + x
      const upper = at - width
      const lower = at + width
      // Sobel's masks
      const gx =
        values[upper + 1]! -
        values[upper - 1]! +
        2 * (values[at + 1]! - values[at - 1]!) +
        values[lower + 1]! -
        values[lower - 1]!
      const gy =
        values[lower - 1]! -
        values[upper - 1]! +
        2 * (values[lower]! - values[upper]!) +
        values[lower + 1]! -
        values[upper + 1]!
      const cell = row + ((x / cellSize) | 0)
      tensor.real[cell]! += gx * gx - gy * gy
      tensor.imaginary[cell]! += 2 * gx * gy
      tensor.energy[cell]! += gx * gx + gy * gy
    }
  }
  return tensor
}

/** Three box passes in each direction, in place; outside the grid counts as 0. */
export function blur(field: Float32Array, columns: number, reach: number): void {
  const rows = field.length / columns
  const line = new Float32Array(Math.max(columns, rows))
  for (let pass = 0; pass < 3; pass++) {
    for (let row = 0; row < rows; row++)
      blurLine(field, { start: row * columns, step: 1, count: columns, reach }, line)
    for (let column = 0; column < columns; column++) {
      blurLine(field, { start: column, step: columns, count: rows, reach }, line)
    }
  }
}

interface Line {
  readonly start: number
  readonly step: number
  readonly count: number
  readonly reach: number
}

function blurLine(field: Float32Array, { start, step, count, reach }: Line, line: Float32Array): void {
  let sum = 0
  for (let i = 0; i < count; i++) line[i] = field[start + i * step]!
  for (let i = 0; i < Math.min(reach, count); i++) sum += line[i]!
  const share = 1 / (2 * reach + 1)
  for (let i = 0; i < count; i++) {
    if (i + reach < count) sum += line[i + reach]!
    if (i - reach - 1 >= 0) sum -= line[i - reach - 1]!
    field[start + i * step] = sum * share
  }
}
