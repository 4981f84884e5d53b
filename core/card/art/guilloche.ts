import type { Point, Shape } from './shape.ts'
import { polar, polyline } from './shape.ts'

export interface WaveField {
  readonly width: number
  readonly height: number
  readonly lines: number
  readonly colours: readonly [string, string]
}

/** A field of fine lines that swell and cross, from edge to edge: two families running against each other. */
export function waves({ width, height, lines, colours }: WaveField): readonly Shape[] {
  const step = 1.7
  const columns = Math.ceil(width / step) + 1
  return Array.from({ length: lines }, (_, line): Shape => {
    const family = line % 2
    const middle = ((line + 0.5) * height) / lines
    const points = Array.from({ length: columns }, (_, column): Point => {
      const x = Math.min(column * step, width)
      const phase = (2 * Math.PI * x) / width
      const swell = 1.5 * Math.sin(3 * phase + line * 0.16) + 0.6 * Math.sin(7 * phase - line * 0.31)
      return { x, y: middle + (family === 0 ? swell : -swell) }
    })
    return { segments: polyline(points), stroke: colours[family] ?? colours[0], width: 0.07 }
  })
}

/** A rosette: one closed curve turning round a centre, as engine-turned ornaments do. */
export function rosette(centre: Point, radius: number, stroke: string): Shape {
  const samples = 300
  const points = Array.from({ length: samples }, (_, i) => {
    const angle = (i * 2 * Math.PI * 5) / samples
    const reach = radius * (0.72 + 0.28 * Math.cos((angle * 12) / 5))
    return polar(centre, reach, angle)
  })
  return { segments: polyline(points, true), stroke, width: 0.07 }
}
