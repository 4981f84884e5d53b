import type { Box } from '../../card/layout.ts'
import { cropPage } from './crop-page.ts'
import { type GreyImage, percentile } from './grey-image.ts'
import type { Projection } from './projection.ts'

export type Tick = 'TICKED' | 'EMPTY' | 'UNSURE'

/** A straightened form in which ink is measured. */
export interface ScannedForm {
  readonly image: GreyImage
  readonly projection: Projection
}

/** Dots to the millimetre in which ink is measured, about those of a scanner of 200 to the inch. */
const dotsPerMm = 8
/** Ink is darker than this share of the paper around it: a pencil is, a shadow is not. */
const inkShare = 0.72
/** Shares of a box's inside: less than the first is dust, more than the second is a stroke; between them a person looks. */
const tickBand = { empty: 0.025, ticked: 0.07 } as const
/** A box that is filled in all over may be a tick that was taken back. */
const blackened = 0.85
/** How far a box may lie from where the corner marks put it: feeders pull unevenly. Dots. */
const reach = 6
/** Room around a box, so that its frame can be looked for. Millimetres. */
const around = 1.2
/** Paper is as bright over so much of a line, whatever shadow the page lies in. Millimetres. */
const piece = 12
/** The inside of a box begins here, clear of its frame. Millimetres. */
const frame = 0.6

/** Whether a box holds a tick. Its own frame is looked for first, so that it is never taken for ink. */
export function readTick({ image, projection }: ScannedForm, box: Box): Tick {
  const place = grown(box, around)
  const patch = cropPage(image, projection, { box: place, dotsPerMm })
  const { dx, dy } = frameOffset(patch, box.width * dotsPerMm)
  const start = (around + frame) * dotsPerMm
  const size = Math.round((box.width - 2 * frame) * dotsPerMm)
  const share = darkShare(patch, {
    x: Math.round(start + dx),
    y: Math.round(start + dy),
    width: size,
    height: size,
  })
  if (share < tickBand.empty) return 'EMPTY'
  return share < tickBand.ticked || share > blackened ? 'UNSURE' : 'TICKED'
}

/** Ink in a box of millimetres, in square millimetres. Wide boxes are measured piece by piece, each by its own paper. */
export function inkIn({ image, projection }: ScannedForm, { x, y, width, height }: Box): number {
  const pieces = Math.ceil(width / piece)
  const edge = Math.round(around * dotsPerMm)
  let ink = 0
  for (let i = 0; i < pieces; i++) {
    const part = { x: x + (i * width) / pieces, y, width: width / pieces, height }
    const patch = cropPage(image, projection, { box: grown(part, around), dotsPerMm })
    const inside = { x: edge, y: edge, width: patch.width - 2 * edge, height: patch.height - 2 * edge }
    ink += darkShare(patch, inside) * part.width * height
  }
  return ink
}

export const grown = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
})

/** The shift, in dots, at which the four sides of a square of `side` are darkest; the nearer of two that are as dark. */
function frameOffset(patch: GreyImage, side: number): { readonly dx: number; readonly dy: number } {
  const first = Math.round(around * dotsPerMm)
  const last = Math.round(around * dotsPerMm + side)
  let best = { dx: 0, dy: 0, darkness: -Infinity }
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      const sum = frameDarkness(patch, { left: first + dx, top: first + dy, side: last - first })
      const darkness = sum - (Math.abs(dx) + Math.abs(dy)) * (last - first) * 0.8
      if (darkness > best.darkness) best = { dx, dy, darkness }
    }
  }
  return best
}

function frameDarkness(
  { width, pixels }: GreyImage,
  { left, top, side }: { readonly left: number; readonly top: number; readonly side: number },
): number {
  let sum = 0
  for (let i = 0; i < side; i++) {
    sum += 255 - (pixels[top * width + left + i] ?? 255)
    sum += 255 - (pixels[(top + side) * width + left + i] ?? 255)
    sum += 255 - (pixels[(top + i) * width + left] ?? 255)
    sum += 255 - (pixels[(top + i) * width + left + side] ?? 255)
  }
  return sum
}

function darkShare(patch: GreyImage, { x, y, width, height }: Box): number {
  const ink = percentile(patch.pixels, 0.85) * inkShare
  let dark = 0
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) {
      if ((patch.pixels[row * patch.width + column] ?? 255) < ink) dark++
    }
  }
  return dark / (width * height)
}
