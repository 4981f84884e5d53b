import type { Point, Shape } from './shape.ts'
import { curve, polar } from './shape.ts'

export interface WaveField {
  readonly width: number
  readonly height: number
  readonly colours: readonly [string, string]
}

/** Lines of each family, and millimetres between the points through which a line runs. */
const lines = 46
const step = 2.7

/**
 * A field of fine lines from edge to edge, as engine-turned grounds have it: two families of waves running against each
 * other. Neighbouring lines differ a little in phase, so that they gather and part in bands.
 */
export function waves({ width, height, colours }: WaveField): readonly Shape[] {
  const columns = Math.ceil(width / step) + 1
  const gap = height / (lines - 6)
  return [1, -1].flatMap((sign, family) =>
    Array.from({ length: lines }, (_, line): Shape => {
      const middle = (line - 2.5) * gap
      const points = Array.from({ length: columns }, (__, column): Point => {
        const x = Math.min(column * step, width)
        const phase = (2 * Math.PI * x) / width
        const swell =
          2.1 * Math.sin(2 * phase + line * 0.11) + 0.9 * Math.sin(5 * phase - line * 0.23 + family)
        return { x, y: middle + sign * swell }
      })
      return { segments: curve(points), stroke: colours[family] ?? colours[0], width: 0.06 }
    }),
  )
}

/** A rosette: one closed curve turning round a centre, as engine-turned ornaments do. */
export function rosette(centre: Point, radius: number, stroke: string): Shape {
  const samples = 480
  const points = Array.from({ length: samples + 1 }, (_, i) => {
    const angle = (i * 2 * Math.PI * 7) / samples
    const reach = radius * (0.7 + 0.22 * Math.cos((angle * 24) / 7) + 0.08 * Math.cos((angle * 60) / 7))
    return polar(centre, reach, angle)
  })
  return { segments: curve(points), stroke, width: 0.06 }
}
