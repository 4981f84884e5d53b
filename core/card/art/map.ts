import type { Box } from '../layout.ts'
import type { Point, Shape } from './shape.ts'
import { circle, polyline } from './shape.ts'

/** An outline of the country for ornament: degrees east and north, clockwise from the north-west; not for measuring. */
const outline: readonly (readonly [number, number])[] = [
  [102.2, 22.4],
  [102.9, 22.5],
  [103.5, 22.75],
  [104.3, 22.75],
  [104.8, 23.1],
  [105.35, 23.35],
  [106.0, 22.95],
  [106.75, 22.8],
  [106.65, 22.3],
  [106.7, 21.95],
  [107.4, 21.65],
  [108.05, 21.5],
  [107.45, 21.15],
  [106.85, 20.75],
  [106.55, 20.25],
  [105.95, 19.9],
  [105.75, 19.2],
  [105.7, 18.65],
  [106.25, 18.15],
  [106.5, 17.75],
  [107.05, 17.0],
  [107.75, 16.45],
  [108.3, 16.1],
  [108.85, 15.35],
  [109.1, 14.4],
  [109.25, 13.4],
  [109.45, 12.75],
  [109.2, 11.9],
  [109.0, 11.35],
  [108.2, 10.9],
  [107.3, 10.45],
  [106.8, 10.35],
  [106.6, 9.75],
  [106.0, 9.35],
  [105.2, 8.7],
  [104.75, 8.65],
  [104.85, 9.6],
  [105.0, 10.05],
  [104.5, 10.4],
  [105.1, 10.95],
  [105.9, 10.9],
  [106.15, 11.7],
  [106.7, 11.95],
  [107.5, 12.35],
  [107.6, 13.3],
  [107.4, 14.3],
  [107.6, 15.1],
  [107.15, 15.85],
  [106.65, 16.5],
  [106.35, 17.1],
  [105.65, 17.75],
  [105.15, 18.6],
  [104.2, 18.85],
  [103.95, 19.35],
  [104.65, 19.65],
  [104.9, 20.15],
  [104.4, 20.45],
  [103.6, 20.75],
  [103.1, 20.9],
  [102.75, 21.55],
  [102.35, 21.9],
]

/** The islands: Phú Quốc, Côn Đảo, and the archipelagos Hoàng Sa and Trường Sa. */
const islands: readonly (readonly [number, number, number])[] = [
  [104.0, 10.25, 0.28],
  [106.6, 8.7, 0.12],
  [107.4, 20.9, 0.12],
  [111.6, 16.5, 0.12],
  [111.2, 16.1, 0.09],
  [112.3, 16.85, 0.14],
  [112.7, 16.35, 0.09],
  [111.7, 15.8, 0.08],
  [114.3, 11.4, 0.09],
  [114.4, 10.4, 0.12],
  [113.8, 9.9, 0.09],
  [112.9, 8.85, 0.11],
  [111.9, 8.65, 0.12],
  [114.8, 9.2, 0.08],
  [115.5, 10.7, 0.08],
  [113.0, 7.9, 0.08],
]

const west = 102
const north = 23.6
const span = { east: 14, south: 16.2 } as const
/** Cosine of the country's mean latitude, so that it is not drawn too wide. */
const squeeze = 0.96

/** The country and its islands, filling the box's height. */
export function countryMap(
  box: Box,
  colours: { readonly fill: string; readonly line: string },
): readonly Shape[] {
  const scale = box.height / span.south
  const place = (east: number, south: number): Point => ({
    x: box.x + (east - west) * scale * squeeze,
    y: box.y + (north - south) * scale,
  })
  const land = polyline(
    outline.map(([east, degreesNorth]) => place(east, degreesNorth)),
    true,
  )
  return [
    { segments: land, fill: colours.fill, stroke: colours.line, width: 0.1 },
    ...islands.map(([east, degreesNorth, size]): Shape => {
      return {
        segments: circle(place(east, degreesNorth), size * scale),
        fill: colours.fill,
        stroke: colours.line,
        width: 0.08,
      }
    }),
  ]
}
