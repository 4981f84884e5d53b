import type { Point, Shape } from './shape.ts'
import { circle, polar, polyline, star } from './shape.ts'

/** A long-beaked bird in flight, drawn round the origin, pointing right, one unit long. */
const bird: readonly Point[] = [
  { x: -0.5, y: -0.1 },
  { x: -0.2, y: -0.03 },
  { x: -0.08, y: -0.34 },
  { x: 0.12, y: -0.3 },
  { x: 0.08, y: -0.06 },
  { x: 0.2, y: -0.1 },
  { x: 0.26, y: -0.2 },
  { x: 0.33, y: -0.08 },
  { x: 0.6, y: -0.04 },
  { x: 0.3, y: 0.0 },
  { x: 0.08, y: 0.06 },
  { x: 0.02, y: 0.26 },
  { x: -0.14, y: 0.22 },
  { x: -0.12, y: 0.06 },
  { x: -0.5, y: 0.08 },
  { x: -0.36, y: 0 },
]

function birdAt(centre: Point, radius: number, angle: number): readonly Point[] {
  const at = polar(centre, radius, angle)
  const size = radius * 0.3
  // Flying anticlockwise round the star, as on the bronze drums.
  const heading = angle - Math.PI / 2
  const cos = Math.cos(heading) * size
  const sin = Math.sin(heading) * size
  return bird.map(({ x, y }) => ({ x: at.x + x * cos - y * sin, y: at.y + x * sin + y * cos }))
}

/** Teeth between two radii. */
function teeth(centre: Point, ring: { readonly inner: number; readonly outer: number }, count: number) {
  const points = Array.from({ length: 2 * count }, (_, i) =>
    polar(centre, i % 2 === 0 ? ring.outer : ring.inner, (i * Math.PI) / count),
  )
  return polyline(points, true)
}

/** The face of a bronze drum: a fourteen-rayed star, rings of teeth and dots, and birds flying round it. */
export function drum(
  centre: Point,
  radius: number,
  colours: { readonly line: string; readonly fill: string },
): readonly Shape[] {
  const { line, fill } = colours
  const ring = (part: number): Shape => ({
    segments: circle(centre, radius * part),
    stroke: line,
    width: 0.1,
  })
  const dots = Array.from({ length: 48 }, (_, i): Shape => {
    return {
      segments: circle(polar(centre, radius * 0.475, (i * Math.PI) / 24), radius * 0.018),
      stroke: line,
      width: 0.08,
    }
  })
  const birds = Array.from({ length: 10 }, (_, i): Shape => {
    return { segments: polyline(birdAt(centre, radius * 0.675, (i * Math.PI) / 5), true), fill }
  })
  return [
    { segments: star(centre, 14, { outer: radius * 0.36, inner: radius * 0.13 }), fill },
    ...[0.39, 0.43, 0.52, 0.56, 0.8, 0.84, 0.91, 0.95, 1].map(ring),
    ...dots,
    ...birds,
    {
      segments: teeth(centre, { inner: radius * 0.845, outer: radius * 0.905 }, 60),
      stroke: line,
      width: 0.07,
    },
    {
      segments: teeth(centre, { inner: radius * 0.955, outer: radius * 0.995 }, 80),
      stroke: line,
      width: 0.06,
    },
  ]
}
