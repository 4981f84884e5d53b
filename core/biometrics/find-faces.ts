import { type FaceImage, sampleSquare, type Square } from './face-image.ts'

/** A neural network: the numbers of its outputs for the numbers of its input. Whoever has a runtime for it passes it in. */
export type Network = (input: Float32Array) => Promise<readonly Float32Array[]>

/** A face that was detected, in pixels of the image. */
export interface DetectedFace {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** How sure the network is, 0 … 1. */
  readonly confidence: number
  /** Radians that the line from eye to eye falls to the right. */
  readonly tilt: number
}

/** Pixels of a side of the detector's input. */
export const detectorSide = 256
/** Cells of the detector's two grids: their width in pixels, and how many boxes each proposes. */
const grids = [
  { cell: 16, boxes: 2 },
  { cell: 32, boxes: 6 },
] as const
/** Of a box: middle, size, and six points of which the first two are the eyes; x before y. */
const boxNumbers = 16
const leastConfidence = 0.5
/** Boxes that share more of their area are one face: a large face is found by both grids. */
const mostShared = 0.1

/** The faces of an image, the largest first. */
export async function findFaces(image: FaceImage, detector: Network): Promise<readonly DetectedFace[]> {
  const side = Math.max(image.width, image.height)
  const square: Square = { x: image.width / 2, y: image.height / 2, side, angle: 0 }
  const input = sampleSquare(image, square, { side: detectorSide, black: -1, white: 1 })
  const proposed = proposals(await detector(input)).map((face) => inImage(face, square))
  return withoutRepetition(proposed).toSorted((a, b) => b.width * b.height - a.width * a.height)
}

/** Outputs of each grid are told by their lengths: the logits, and the boxes. */
function proposals(outputs: readonly Float32Array[]): DetectedFace[] {
  return grids.flatMap(({ cell, boxes: each }) => {
    const columns = detectorSide / cell
    const count = columns * columns * each
    const logits = outputs.find(({ length }) => length === count)
    const boxes = outputs.find(({ length }) => length === count * boxNumbers)
    if (!logits || !boxes) throw new RangeError('not the outputs of the face detector')
    return Array.from(logits, (logit, index): DetectedFace | null => {
      const confidence = 1 / (1 + Math.exp(-logit))
      if (confidence < leastConfidence) return null
      const place = Math.floor(index / each)
      const x = ((place % columns) + 0.5) * cell
      const y = (Math.floor(place / columns) + 0.5) * cell
      return boxAt(boxes.subarray(index * boxNumbers, (index + 1) * boxNumbers), { x, y, confidence })
    }).filter((face) => face !== null)
  })
}

function boxAt(
  box: Float32Array,
  { x, y, confidence }: { readonly x: number; readonly y: number; readonly confidence: number },
): DetectedFace {
  const [middleX = 0, middleY = 0, width = 0, height = 0, ...eyes] = box
  const [firstX = 0, firstY = 0, secondX = 0, secondY = 0] = eyes
  return {
    left: x + middleX - width / 2,
    top: y + middleY - height / 2,
    width,
    height,
    confidence,
    tilt: Math.atan2(secondY - firstY, secondX - firstX),
  }
}

function inImage(face: DetectedFace, square: Square): DetectedFace {
  const scale = square.side / detectorSide
  return {
    ...face,
    left: square.x - square.side / 2 + face.left * scale,
    top: square.y - square.side / 2 + face.top * scale,
    width: face.width * scale,
    height: face.height * scale,
  }
}

function withoutRepetition(faces: readonly DetectedFace[]): DetectedFace[] {
  const kept: DetectedFace[] = []
  for (const face of faces.toSorted((a, b) => b.confidence - a.confidence)) {
    if (kept.every((other) => sharedArea(face, other) <= mostShared)) kept.push(face)
  }
  return kept
}

/** Intersection over union. */
function sharedArea(a: DetectedFace, b: DetectedFace): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top)
  if (width <= 0 || height <= 0) return 0
  const both = width * height
  return both / (a.width * a.height + b.width * b.height - both)
}
