/** A part of a picture, in its pixels. */
export interface CropBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface PictureSize {
  readonly width: number
  readonly height: number
}

const smallest = 16
const clamp = (value: number, low: number, high: number) => Math.round(Math.min(Math.max(value, low), high))

/** The frame inside of the picture, at least large enough to be one. */
export function boxWithin(box: CropBox, { width, height }: PictureSize): CropBox {
  const left = clamp(box.left, 0, width - smallest)
  const top = clamp(box.top, 0, height - smallest)
  return {
    left,
    top,
    width: clamp(box.width, smallest, width - left),
    height: clamp(box.height, smallest, height - top),
  }
}

interface Point {
  readonly x: number
  readonly y: number
}

/** The frame that is dragged from one corner to the other, whichever way. */
export const boxBetween = (a: Point, b: Point, picture: PictureSize): CropBox =>
  boxWithin(
    {
      left: Math.min(a.x, b.x),
      top: Math.min(a.y, b.y),
      width: Math.abs(a.x - b.x),
      height: Math.abs(a.y - b.y),
    },
    picture,
  )

export const wholePicture = ({ width, height }: PictureSize): CropBox => ({ left: 0, top: 0, width, height })

export const isWhole = (box: CropBox, { width, height }: PictureSize): boolean =>
  box.left === 0 && box.top === 0 && box.width === width && box.height === height

const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

/** One press of an arrow: a hundredth of the picture; null for another key. */
export function boxAfterKey(
  box: CropBox,
  key: string,
  sizing: boolean,
  picture: PictureSize,
): CropBox | null {
  const to = directions[key]
  if (!to) return null
  const [dx, dy] = [(to.x * picture.width) / 100, (to.y * picture.height) / 100]
  if (sizing) return boxWithin({ ...box, width: box.width + dx, height: box.height + dy }, picture)
  const left = clamp(box.left + dx, 0, picture.width - box.width)
  const top = clamp(box.top + dy, 0, picture.height - box.height)
  return { ...box, left, top }
}
