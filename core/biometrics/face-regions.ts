import type { FaceGeometry } from './face-geometry.ts'
import { type FaceImage, sampleSquare } from './face-image.ts'
import type { Point } from './face-landmarks.ts'

/**
 * The picture turned and scaled so that the eyes lie level and 80 pixels apart, whatever the camera: what is measured in it
 * means the same in every picture, and costs the same.
 */
export interface AlignedFace {
  /** Pixels of a side. */
  readonly side: number
  /** Three numbers 0 … 255 a pixel. */
  readonly colours: Float32Array
  /** 0 … 255 a pixel. */
  readonly luminance: Float32Array
  /** 1 where the pixel is of the face, of the background, of a cheek. */
  readonly face: Uint8Array
  readonly background: Uint8Array
  readonly leftCheek: Uint8Array
  readonly rightCheek: Uint8Array
  /** From brows to mouth. */
  readonly features: Uint8Array
}

const side = 384
const eyeDistance = 80
/** Where the point between the eyes lies. */
const eyes = { x: side / 2, y: side * 0.45 } as const
/**
 * Without a network that tells hair from wall, the head with its hair is taken for an ellipse around the eyes (multiples of
 * eyes to chin), and everything below the chin for shoulders.
 */
const head = { halfWidth: 1.1, halfHeight: 1.5, above: 0.1 } as const

export function alignFace(image: FaceImage, geometry: FaceGeometry): AlignedFace {
  const scale = geometry.eyeDistance / eyeDistance
  const angle = Math.atan2(geometry.rightEye.y - geometry.leftEye.y, geometry.rightEye.x - geometry.leftEye.x)
  const frame = frameAround(geometry.betweenEyes, scale, angle)
  const colours = sampleSquare(
    image,
    { x: frame.x, y: frame.y, side: side * scale, angle },
    { side, black: 0, white: 255 },
  )
  const chin = (geometry.eyesToChin / geometry.eyeDistance) * eyeDistance
  const mouth = toFrame(geometry.mouth, frame)
  const seen = regionOf((x, y) => isInImage(fromFrame(x, y, frame), image))
  const face = polygon(geometry.outline.map((point) => toFrame(point, frame)))
  // ISO/IEC 29794-5: squares outwards of the pupils, from half way to the mouth down.
  const zone = 0.3 * eyeDistance
  const cheekTop = (eyes.y + mouth.y) / 2
  const cheek = (side: -1 | 1) =>
    regionOf((x, y) => {
      const outwards = side * (x - eyes.x) - eyeDistance / 2
      return outwards > 0 && outwards < zone && y > cheekTop && y < cheekTop + zone
    })
  const isHead = (x: number, y: number) =>
    ((x - eyes.x) / (head.halfWidth * chin)) ** 2 +
      ((y - eyes.y + head.above * chin) / (head.halfHeight * chin)) ** 2 <
    1
  return {
    side,
    colours,
    luminance: luminanceOf(colours),
    face: both(face, seen),
    background: both(
      regionOf((x, y) => y < eyes.y + chin && !isHead(x, y)),
      seen,
    ),
    leftCheek: cheek(-1),
    rightCheek: cheek(1),
    features: regionOf(
      (x, y) =>
        Math.abs(x - eyes.x) < eyeDistance && y > eyes.y - eyeDistance / 2 && y < mouth.y + eyeDistance / 4,
    ),
  }
}

/** Where the aligned picture lies in the image: its middle, and a step of one of its pixels to the right. */
interface Frame {
  readonly x: number
  readonly y: number
  readonly right: number
  readonly down: number
}

function frameAround(betweenEyes: Point, scale: number, angle: number): Frame {
  const right = Math.cos(angle) * scale
  const down = Math.sin(angle) * scale
  const dx = side / 2 - eyes.x
  const dy = side / 2 - eyes.y
  return { x: betweenEyes.x + dx * right - dy * down, y: betweenEyes.y + dx * down + dy * right, right, down }
}

function toFrame({ x, y }: Point, frame: Frame): Point {
  const dx = x - frame.x
  const dy = y - frame.y
  const square = frame.right ** 2 + frame.down ** 2
  return {
    x: side / 2 + (dx * frame.right + dy * frame.down) / square,
    y: side / 2 + (dy * frame.right - dx * frame.down) / square,
  }
}

function fromFrame(x: number, y: number, frame: Frame): Point {
  const dx = x - side / 2
  const dy = y - side / 2
  return { x: frame.x + dx * frame.right - dy * frame.down, y: frame.y + dx * frame.down + dy * frame.right }
}

/** Pixels at the very edge would be averaged with the black outside. */
function isInImage({ x, y }: Point, { width, height }: FaceImage): boolean {
  return x > 2 && y > 2 && x < width - 2 && y < height - 2
}

function regionOf(isInside: (x: number, y: number) => boolean): Uint8Array {
  const region = new Uint8Array(side * side)
  for (let at = 0; at < region.length; at++) {
    if (isInside((at % side) + 0.5, Math.floor(at / side) + 0.5)) region[at] = 1
  }
  return region
}

function both(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((one, at) => one & b[at]!)
}

/** Row by row between the crossings of the outline. */
function polygon(corners: readonly Point[]): Uint8Array {
  const region = new Uint8Array(side * side)
  for (let row = 0; row < side; row++) {
    const crossings = corners
      .flatMap((a, index) => {
        const b = corners[(index + 1) % corners.length]!
        const y = row + 0.5
        if (a.y < y === b.y < y) return []
        return [a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)]
      })
      .toSorted((a, b) => a - b)
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const from = Math.max(0, Math.ceil(crossings[pair]! - 0.5))
      const to = Math.min(side - 1, Math.floor(crossings[pair + 1]! - 0.5))
      if (from <= to) region.fill(1, row * side + from, row * side + to + 1)
    }
  }
  return region
}

/** ITU-R BT.709 */
function luminanceOf(colours: Float32Array): Float32Array {
  const luminance = new Float32Array(colours.length / 3)
  for (let at = 0; at < luminance.length; at++) {
    luminance[at] = 0.2126 * colours[at * 3]! + 0.7152 * colours[at * 3 + 1]! + 0.0722 * colours[at * 3 + 2]!
  }
  return luminance
}
