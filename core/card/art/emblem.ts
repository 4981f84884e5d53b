import type { Box } from '../layout.ts'
import type { Point, Segment, Shape } from './shape.ts'
import { circle, leaf, polar, polyline, star } from './shape.ts'

const red = '#c8202f'
const gold = '#f3c93c'
const ink = '#a8791b'
const degrees = Math.PI / 180

/** A curved ear of rice along the rim, from the foot upwards; `side` −1 left, 1 right. */
function riceEar(centre: Point, radius: number, side: -1 | 1): readonly Shape[] {
  return Array.from({ length: 11 }, (_, i) => i).flatMap((i): readonly Shape[] => {
    const along = (90 - side * (22 + i * 12.5)) * degrees
    const root = polar(centre, radius * 0.84, along)
    const ahead = along - side * 13 * degrees
    return [
      {
        segments: leaf(root, polar(centre, radius * 0.97, ahead), 0.32),
        fill: gold,
        stroke: ink,
        width: 0.04,
      },
      {
        segments: leaf(root, polar(centre, radius * 0.71, ahead), 0.32),
        fill: gold,
        stroke: ink,
        width: 0.04,
      },
    ]
  })
}

function gear(centre: Point, radius: number): readonly Shape[] {
  const count = 12
  const points = Array.from({ length: count * 4 }, (_, i) =>
    polar(centre, i % 4 < 2 ? radius : radius * 0.78, ((i + 0.5) * 2 * Math.PI) / (count * 4)),
  )
  return [
    { segments: polyline(points, true), fill: gold, stroke: ink, width: 0.05 },
    { segments: circle(centre, radius * 0.42), fill: red },
  ]
}

function ribbon(centre: Point, radius: number): Shape {
  const y = centre.y + radius * 0.8
  const half = radius * 0.62
  const segments: readonly Segment[] = [
    ['M', centre.x - half, y - radius * 0.1],
    [
      'C',
      centre.x - half / 2,
      y + radius * 0.12,
      centre.x + half / 2,
      y + radius * 0.12,
      centre.x + half,
      y - radius * 0.1,
    ],
    ['L', centre.x + half * 0.86, y + radius * 0.14],
    [
      'C',
      centre.x + half / 2,
      y + radius * 0.34,
      centre.x - half / 2,
      y + radius * 0.34,
      centre.x - half * 0.86,
      y + radius * 0.14,
    ],
    ['Z'],
  ]
  return { segments, fill: red, stroke: ink, width: 0.06 }
}

/** A drawing in the manner of the state emblem, our own: it marks the place on specimens and is not the emblem. */
export function emblem(box: Box): readonly Shape[] {
  const radius = box.width / 2
  const centre = { x: box.x + radius, y: box.y + radius }
  return [
    { segments: circle(centre, radius), fill: gold, stroke: ink, width: 0.12 },
    { segments: circle(centre, radius * 0.955), fill: red },
    {
      segments: star({ x: centre.x, y: centre.y - radius * 0.3 }, 5, {
        outer: radius * 0.34,
        inner: radius * 0.13,
      }),
      fill: gold,
    },
    ...gear({ x: centre.x, y: centre.y + radius * 0.42 }, radius * 0.27),
    ...riceEar(centre, radius, -1),
    ...riceEar(centre, radius, 1),
    ribbon(centre, radius),
  ]
}
