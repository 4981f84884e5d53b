import type { Box } from '../layout.ts'

/** Millimetres, y downwards. M and L take a point, C two control points and a point, Z nothing. */
export type Segment =
  | readonly ['M' | 'L', number, number]
  | readonly ['C', number, number, number, number, number, number]
  | readonly ['Z']

/** One drawn thing: filled, stroked or both. Colours `#rrggbb`, line width in millimetres. */
export interface Shape {
  readonly segments: readonly Segment[]
  readonly fill?: string
  readonly stroke?: string
  readonly width?: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** `angle` in radians, clockwise from the right. */
export function polar(centre: Point, radius: number, angle: number): Point {
  return { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) }
}

export function polyline(points: readonly Point[], closed = false): readonly Segment[] {
  const segments = points.map((point, i): Segment => [i === 0 ? 'M' : 'L', point.x, point.y])
  return closed ? [...segments, ['Z']] : segments
}

export function boxOutline({ x, y, width, height }: Box): readonly Segment[] {
  return polyline(
    [
      { x, y },
      { x: x + width, y },
      { x: x + width, y: y + height },
      { x, y: y + height },
    ],
    true,
  )
}

/** A smooth line through points: each stretch bends as its neighbours run (Catmull-Rom). */
export function curve(points: readonly Point[]): readonly Segment[] {
  return points.map((to, i): Segment => {
    const from = points[i - 1]
    if (!from) return ['M', to.x, to.y]
    const before = points[i - 2] ?? from
    const after = points[i + 1] ?? to
    return [
      'C',
      from.x + (to.x - before.x) / 6,
      from.y + (to.y - before.y) / 6,
      to.x - (after.x - from.x) / 6,
      to.y - (after.y - from.y) / 6,
      to.x,
      to.y,
    ]
  })
}

/** Distance of the control points for a quarter circle. */
const kappa = 0.5523

export function circle(centre: Point, r: number): readonly Segment[] {
  const { x, y } = centre
  const k = kappa * r
  return [
    ['M', x + r, y],
    ['C', x + r, y + k, x + k, y + r, x, y + r],
    ['C', x - k, y + r, x - r, y + k, x - r, y],
    ['C', x - r, y - k, x - k, y - r, x, y - r],
    ['C', x + k, y - r, x + r, y - k, x + r, y],
    ['Z'],
  ]
}

/** A leaf from one point to another; `bulge` is how far each side swells, as a part of the length. */
export function leaf(from: Point, to: Point, bulge: number): readonly Segment[] {
  const dx = to.x - from.x
  const dy = to.y - from.y
  const nx = -dy * bulge
  const ny = dx * bulge
  const side = (sign: number, at: number): readonly [number, number] => [
    from.x + dx * at + sign * nx,
    from.y + dy * at + sign * ny,
  ]
  return [
    ['M', from.x, from.y],
    ['C', ...side(1, 0.25), ...side(1, 0.75), to.x, to.y],
    ['C', ...side(-1, 0.75), ...side(-1, 0.25), from.x, from.y],
    ['Z'],
  ]
}

export function star(
  centre: Point,
  points: number,
  radii: { readonly outer: number; readonly inner: number },
): readonly Segment[] {
  const corners = Array.from({ length: 2 * points }, (_, i) =>
    polar(centre, i % 2 === 0 ? radii.outer : radii.inner, -Math.PI / 2 + (i * Math.PI) / points),
  )
  return polyline(corners, true)
}
