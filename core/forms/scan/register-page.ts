import type { Box } from '../../card/layout.ts'
import { formLayout, formPage } from '../layout.ts'
import { formDefinitionOf } from '../versions.ts'
import { findSquares, type Square } from './find-squares.ts'
import { type GreyImage, greyAt, percentile, type Point, shrink } from './grey-image.ts'
import { project, type Projection, projectionOf } from './projection.ts'

/** Where a form lies in the image of its page. */
export interface Registration {
  /** Top left, top right, bottom left, bottom right of the form, in dots of the image. */
  readonly marks: readonly Point[]
  /** A corner was folded or torn: its mark follows from the other three. */
  readonly inferred: boolean
  /** From millimetres on the form to dots of the image. */
  readonly projection: Projection
}

/** Dots to the millimetre in which marks are looked for; finer images are shrunk. */
const searchedScale = 4
/** How far a corner may lie from where two others expect it. Millimetres. */
const cornerTolerance = 8
/** How far opposite sides may differ, by perspective or a feeder that pulls askew. Millimetres. */
const askewTolerance = 4
/** How much longer than wide a feeder may stretch a page, or the reverse. */
const stretchTolerance = 0.05

// Marks, bar and barcode stand in the same place on every form of every time: any definition tells where.
const layout = formLayout(formDefinitionOf('DC01/2025'))
const centreOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 })
const markCentres = layout.marks.map(centreOf)
const [topLeft, topRight, bottomLeft] = layout.marks.map(centreOf) as [Point, Point, Point]
const across = topRight.x - topLeft.x
const down = bottomLeft.y - topLeft.y
const markSide = layout.marks[0].width

/** Where every form has its barcode. */
export const barcodeBox: Box = layout.barcode

/**
 * Finds the corner marks of a form, whichever way up the page lies, somewhat turned, shifted or stretched. One missing
 * corner is made up for, but the one beside the orientation bar. Null where there is no such page.
 */
export function registerPage(image: GreyImage): Registration | null {
  const dotsPerMm = Math.max(image.width, image.height) / formPage.height
  const by = Math.max(1, Math.round(dotsPerMm / searchedScale))
  const small = shrink(image, by)
  const scale = dotsPerMm / by
  const squares = findSquares(small, markSide * scale)
  const paper = percentile(small.pixels, 0.75)
  for (const { corners, inferred } of cornersAmong(squares, scale)) {
    const projection = projectionOf(markCentres, corners)
    if (!hasBarAtTopLeft(small, projection, paper)) continue
    // The middle of a dot of the shrunk image lies between the dots that it was made of.
    const marks = corners.map(({ x, y }) => ({ x: (x + 0.5) * by - 0.5, y: (y + 0.5) * by - 0.5 }))
    return { marks, inferred, projection: projectionOf(markCentres, marks) }
  }
  return null
}

interface Corners {
  readonly corners: readonly [Point, Point, Point, Point]
  readonly inferred: boolean
  /** Millimetres by which they miss the form's rectangle. */
  readonly misfit: number
}

const minus = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y })
const plus = (a: Point, b: Point): Point => ({ x: a.x + b.x, y: a.y + b.y })
const length = ({ x, y }: Point) => Math.hypot(x, y)
/** Turned by a quarter to the right as an image is seen, and scaled. */
const turned = ({ x, y }: Point, by: number): Point => ({ x: -y * by, y: x * by })

/** All ways to take squares for the corners of a form, whole ones and good fits first. */
function cornersAmong(squares: readonly Square[], scale: number): readonly Corners[] {
  const found: Corners[] = []
  for (const first of squares) {
    for (const second of squares) {
      if (first === second || !alike(first, second)) continue
      const edge = minus(second.centre, first.centre)
      const asTop = length(edge) / across / scale
      if (asTop > 0.75 && asTop < 1.25) found.push(...alongTop(squares, first, second))
      const asLeft = length(edge) / down / scale
      if (asLeft > 0.75 && asLeft < 1.25) found.push(...withoutTopRight(squares, first, second))
    }
  }
  return found.toSorted((a, b) => Number(a.inferred) - Number(b.inferred) || a.misfit - b.misfit)
}

const alike = (a: Square, b: Square) => a.area < b.area * 1.7 && b.area < a.area * 1.7

function nearest(squares: readonly Square[], to: Point, tolerance: number): Point | null {
  let best: Point | null = null
  let distance = tolerance
  for (const { centre } of squares) {
    const away = length(minus(centre, to))
    if (away >= distance) continue
    best = centre
    distance = away
  }
  return best
}

/** Two squares taken for the upper corners: the lower ones are where these expect them. */
function alongTop(squares: readonly Square[], a: Square, b: Square): readonly Corners[] {
  const edge = minus(b.centre, a.centre)
  const scale = length(edge) / across
  const leg = turned(edge, down / across)
  const c = nearest(squares, plus(a.centre, leg), cornerTolerance * scale)
  const d = nearest(squares, plus(b.centre, leg), cornerTolerance * scale)
  if (!c && !d) return []
  const lowerLeft = c ?? minus(plus(a.centre, d ?? leg), b.centre)
  const lowerRight = d ?? minus(plus(b.centre, lowerLeft), a.centre)
  return fitting([a.centre, b.centre, lowerLeft, lowerRight], { inferred: !c || !d, scale })
}

/** Two squares taken for the left corners, with the lower right one and no upper right one. */
function withoutTopRight(squares: readonly Square[], a: Square, c: Square): readonly Corners[] {
  const edge = minus(c.centre, a.centre)
  const scale = length(edge) / down
  const leg = turned(edge, -across / down)
  const d = nearest(squares, plus(c.centre, leg), cornerTolerance * scale)
  if (!d) return []
  return fitting([a.centre, minus(plus(a.centre, d), c.centre), c.centre, d], { inferred: true, scale })
}

function fitting(
  corners: Corners['corners'],
  { inferred, scale }: { readonly inferred: boolean; readonly scale: number },
): readonly Corners[] {
  const [a, b, c, d] = corners
  const askew = length(minus(plus(a, d), plus(b, c))) / scale
  const stretch = Math.abs(length(minus(b, a)) / across / (length(minus(c, a)) / down) - 1)
  const top = minus(b, a)
  const left = minus(c, a)
  const leaning = Math.abs(top.x * left.x + top.y * left.y) / (length(top) * length(left))
  if (askew > askewTolerance || stretch > stretchTolerance || leaning > stretchTolerance) return []
  return [{ corners, inferred, misfit: askew + (stretch + leaning) * across }]
}

/** The bar beside the first mark is ink, and the paper beyond it and its counterpart at the last mark are not. */
function hasBarAtTopLeft(image: GreyImage, projection: Projection, paper: number): boolean {
  const { x, y, width, height } = layout.orientation
  const inner = { x: x + 0.4, y: y + 0.7, width: width - 0.8, height: height - 1.4 }
  const opposite = {
    ...inner,
    x: formPage.width - inner.x - inner.width,
    y: formPage.height - y - height + 0.7,
  }
  const grey = (box: Box) => meanGrey(image, projection, box)
  return grey(inner) < paper * 0.55 && grey(opposite) > paper * 0.75
}

function meanGrey(image: GreyImage, projection: Projection, box: Box): number {
  const steps = 6
  let sum = 0
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j < steps; j++) {
      const x = box.x + (box.width * (i + 0.5)) / steps
      const y = box.y + (box.height * (j + 0.5)) / steps
      const at = project(projection, { x, y })
      sum += greyAt(image, at.x, at.y)
    }
  }
  return sum / (steps * steps)
}
