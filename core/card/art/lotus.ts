import type { Point, Segment, Shape } from './shape.ts'
import { polar } from './shape.ts'

const up = -Math.PI / 2
const degrees = Math.PI / 180

/** A petal: narrow at the root, broad in the middle, drawn to a point. */
function petal(
  root: Point,
  angle: number,
  size: { readonly length: number; readonly breadth: number },
): readonly Segment[] {
  const tip = polar(root, size.length, angle)
  const side = (along: number, across: number): readonly [number, number] => {
    const on = polar(root, size.length * along, angle)
    const off = polar(on, size.breadth * across, angle + Math.PI / 2)
    return [off.x, off.y]
  }
  return [
    ['M', root.x, root.y],
    ['C', ...side(0.1, 0.75), ...side(0.7, 1), tip.x, tip.y],
    ['C', ...side(0.7, -1), ...side(0.1, -0.75), root.x, root.y],
    ['Z'],
  ]
}

function veins(root: Point, angle: number, length: number): readonly Segment[] {
  return [-4, 0, 4].flatMap((spread): readonly Segment[] => {
    const from = polar(root, length * 0.3, angle + spread * 0.4 * degrees)
    const to = polar(root, length * (spread === 0 ? 0.86 : 0.76), angle + spread * degrees)
    return [
      ['M', from.x, from.y],
      ['L', to.x, to.y],
    ]
  })
}

export interface LotusColours {
  readonly outer: string
  readonly inner: string
  readonly line: string
  readonly water: string
}

/** An open lotus seen from the side: three rows of petals, the farthest first, above two lines of water. */
export function lotus(root: Point, size: number, colours: LotusColours): readonly Shape[] {
  const rows: readonly { angles: readonly number[]; length: number; breadth: number; fill: string }[] = [
    { angles: [-62, 62, -38, 38, -14, 14], length: 1, breadth: 0.27, fill: colours.outer },
    { angles: [-78, 78, -50, 50, -24, 24], length: 0.84, breadth: 0.25, fill: colours.inner },
    { angles: [-34, 34, 0], length: 0.74, breadth: 0.26, fill: colours.outer },
  ]
  const petals = rows.flatMap(({ angles, length, breadth, fill }) =>
    angles.flatMap((lean): readonly Shape[] => {
      const angle = up + lean * degrees
      return [
        {
          segments: petal(root, angle, { length: length * size, breadth: breadth * size }),
          fill,
          stroke: colours.line,
          width: 0.1,
        },
        { segments: veins(root, angle, length * size), stroke: colours.line, width: 0.05 },
      ]
    }),
  )
  const ripples = [1, 1.35].map((reach, i): Shape => {
    const y = root.y + 0.6 + i * 0.9
    const half = size * reach
    return {
      segments: [
        ['M', root.x - half, y],
        ['C', root.x - half / 3, y + 1.2, root.x + half / 3, y + 1.2, root.x + half, y],
      ],
      stroke: colours.water,
      width: 0.12,
    }
  })
  return [...petals, ...ripples]
}
