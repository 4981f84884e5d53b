import type { Box } from '../layout.ts'
import type { Segment, Shape } from './shape.ts'
import { circle, polyline } from './shape.ts'

function rounded({ x, y, width, height }: Box, r: number): readonly Segment[] {
  const right = x + width
  const foot = y + height
  return [
    ['M', x + r, y],
    ['L', right - r, y],
    ['C', right, y, right, y, right, y + r],
    ['L', right, foot - r],
    ['C', right, foot, right, foot, right - r, foot],
    ['L', x + r, foot],
    ['C', x, foot, x, foot, x, foot - r],
    ['L', x, y + r],
    ['C', x, y, x, y, x + r, y],
    ['Z'],
  ]
}

/** The sign of a card with a contactless chip (ICAO 9303-9, figure 1): a disc between two bars. */
export function chipSymbol(box: Box, colour: string): readonly Shape[] {
  const middle = box.y + box.height / 2
  const centre = { x: box.x + box.width / 2, y: middle }
  const r = box.height * 0.23
  const bar = (from: number, to: number): Segment[] => [
    ['M', from, middle],
    ['L', to, middle],
  ]
  return [
    { segments: rounded(box, 0.5), stroke: colour, width: 0.42 },
    { segments: circle(centre, r), stroke: colour, width: 0.42 },
    {
      segments: [...bar(box.x, centre.x - r), ...bar(centre.x + r, box.x + box.width)],
      stroke: colour,
      width: 0.42,
    },
  ]
}

/** Outline of the contact plate: on chipless specimens only the place where it would lie. */
export function chipPlace(
  box: Box,
  colours: { readonly fill: string; readonly line: string },
): readonly Shape[] {
  const { x, y, width, height } = box
  const column = width / 3
  const row = height / 4
  const inner = { x: x + column, y: y + row, width: column, height: row * 2 }
  const lines: Segment[] = [1, 2, 3].flatMap((i): Segment[] => [
    ['M', x, y + i * row],
    ['L', x + column, y + i * row],
    ['M', x + 2 * column, y + i * row],
    ['L', x + width, y + i * row],
  ])
  const split = [
    { x: x + width / 2, y },
    { x: x + width / 2, y: y + row },
  ]
  return [
    { segments: rounded(box, 1.4), fill: colours.fill, stroke: colours.line, width: 0.14 },
    { segments: lines, stroke: colours.line, width: 0.12 },
    { segments: rounded(inner, 0.8), stroke: colours.line, width: 0.12 },
    { segments: polyline(split), stroke: colours.line, width: 0.12 },
  ]
}
