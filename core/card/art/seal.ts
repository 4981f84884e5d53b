import type { Box } from '../layout.ts'
import { circle, polar, polyline, type Segment, type Shape, star } from './shape.ts'

const red = '#c4313f'

/** A round seal of our own with a star and a ring of pearls: it marks the place, and is nobody's seal. */
export function seal(box: Box): readonly Shape[] {
  const radius = box.width / 2
  const centre = { x: box.x + radius, y: box.y + radius }
  const ring = (part: number, width: number): Shape => ({
    segments: circle(centre, radius * part),
    stroke: red,
    width,
  })
  const pearls = Array.from({ length: 36 }, (_, i): Shape => {
    return { segments: circle(polar(centre, radius * 0.78, (i * Math.PI) / 18), radius * 0.035), fill: red }
  })
  const rays = Array.from({ length: 24 }, (_, i) => {
    const angle = (i * Math.PI) / 12
    return polyline([polar(centre, radius * 0.46, angle), polar(centre, radius * 0.62, angle)])
  })
  return [
    ring(0.97, 0.32),
    ring(0.88, 0.1),
    ring(0.67, 0.12),
    ...pearls,
    { segments: rays.flat(), stroke: red, width: 0.12 },
    { segments: star(centre, 5, { outer: radius * 0.42, inner: radius * 0.17 }), fill: red },
  ]
}

/** A pen's stroke as parts of a box: nobody's signature. */
const stroke: readonly (readonly [number, number, number, number, number, number])[] = [
  [0.1, 0.1, 0.24, -0.05, 0.2, 0.45],
  [0.16, 0.95, 0.02, 1.05, 0.1, 0.62],
  [0.2, 0.2, 0.36, 0.3, 0.34, 0.6],
  [0.34, 0.85, 0.44, 0.5, 0.46, 0.42],
  [0.44, 0.8, 0.56, 0.7, 0.58, 0.4],
  [0.56, 0.9, 0.7, 0.6, 0.7, 0.36],
  [0.7, 0.75, 0.82, 0.55, 1, 0.3],
]

export function signatureStroke({ x, y, width, height }: Box): Shape {
  const segments = stroke.map((points): Segment => {
    const [a, b, c, d, e, f] = points
    const [left, top] = [(part: number) => x + part * width, (part: number) => y + part * height]
    return ['C', left(a), top(b), left(c), top(d), left(e), top(f)]
  })
  return { segments: [['M', x, y + height * 0.6], ...segments], stroke: '#22357a', width: 0.3 }
}
