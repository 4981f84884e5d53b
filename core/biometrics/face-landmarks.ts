import { type FaceImage, sampleSquare, type Square } from './face-image.ts'
import type { DetectedFace, Network } from './find-faces.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** An eye of the picture; "left" is on the left of the picture, the person's right. */
export interface Eye {
  readonly outer: Point
  readonly inner: Point
  /** Greatest distance of the lids, in pixels. */
  readonly opening: number
  readonly iris: Point
}

/** Where the parts of one face are, in pixels of the image. */
export interface FaceLandmarks {
  /** x, y and depth (away from the camera, in the same unit) of the 468 points of the canonical face. */
  readonly mesh: Float32Array
  readonly left: Eye
  readonly right: Eye
}

export interface LandmarkNetworks {
  /** Pixels of a face to 468 points. */
  readonly mesh: Network
  /** Pixels around an eye to its lids and iris. */
  readonly eye: Network
}

/** Pixels of a side of the inputs of the two networks. */
export const landmarkSides = { mesh: 192, eye: 64 } as const
const meshNumbers = 468 * 3
/** The square shown to the mesh network, as a multiple of the detector's box. */
const roundBox = 1.5
/** The square shown to the eye network, as a multiple of the distance of the corners. */
const roundEye = 2.3
/** Points of the mesh in the corners of the eyes, on the left and on the right of the picture. */
const corners = { left: { outer: 33, inner: 133 }, right: { outer: 263, inner: 362 } } as const
/** Points of the eye network, three numbers each: the lower lid from corner to corner, the upper lid, the iris's middle. */
const eyePoints = {
  outer: 0,
  inner: 8,
  lower: [2, 3, 4, 5, 6],
  upper: [10, 11, 12, 13, 14],
  iris: 71,
} as const
const eyeNumbers = 76 * 3

/** Below this the detector was wrong: there is no face, or too little of it. */
const leastConfidence = 0.5

/** The parts of a detected face; null when it is none after all. */
export async function faceLandmarks(
  image: FaceImage,
  face: DetectedFace,
  { mesh: meshNetwork, eye: eyeNetwork }: LandmarkNetworks,
): Promise<FaceLandmarks | null> {
  const side = roundBox * Math.max(face.width, face.height)
  const square = { x: face.left + face.width / 2, y: face.top + face.height / 2, side, angle: face.tilt }
  const outputs = await meshNetwork(
    sampleSquare(image, square, { side: landmarkSides.mesh, black: 0, white: 1 }),
  )
  const mesh = inPicture(outputOf(outputs, meshNumbers), square, landmarkSides.mesh)
  const [confidence = 0] = outputOf(outputs, 1)
  if (confidence < leastConfidence) return null
  const eyeAt = (where: 'left' | 'right') => readEye(image, { mesh, where, angle: face.tilt }, eyeNetwork)
  return {
    mesh,
    left: await eyeAt('left'),
    right: await eyeAt('right'),
  }
}

export function meshPoint(mesh: Float32Array, index: number): Point {
  return { x: mesh[index * 3]!, y: mesh[index * 3 + 1]! }
}

function outputOf(outputs: readonly Float32Array[], length: number): Float32Array {
  const output = outputs.find((one) => one.length === length)
  if (!output) throw new RangeError('not the outputs of the landmark network')
  return output
}

/** Points of a sampled square back in the picture; depth is scaled alike. */
function inPicture(points: Float32Array, square: Square, side: number, mirrored = false): Float32Array {
  const scale = square.side / side
  const cos = Math.cos(square.angle) * scale
  const sin = Math.sin(square.angle) * scale
  return points.map((value, at) => {
    const first = at - (at % 3)
    if (at % 3 === 2) return value * scale
    const u = (points[first]! - side / 2) * (mirrored ? -1 : 1)
    const v = points[first + 1]! - side / 2
    return at % 3 === 0 ? square.x + u * cos - v * sin : square.y + u * sin + v * cos
  })
}

interface EyePlace {
  readonly mesh: Float32Array
  readonly where: 'left' | 'right'
  readonly angle: number
}

/** The network knows the eye on the left of a picture; the other is shown in the mirror. */
async function readEye(image: FaceImage, { mesh, where, angle }: EyePlace, network: Network): Promise<Eye> {
  const outer = meshPoint(mesh, corners[where].outer)
  const inner = meshPoint(mesh, corners[where].inner)
  const square = {
    x: (outer.x + inner.x) / 2,
    y: (outer.y + inner.y) / 2,
    side: roundEye * distance(outer, inner),
    angle,
  }
  const mirrored = where === 'right'
  const input = sampleSquare(image, square, { side: landmarkSides.eye, black: 0, white: 1, mirrored })
  const points = inPicture(outputOf(await network(input), eyeNumbers), square, landmarkSides.eye, mirrored)
  const pairs = eyePoints.upper.map((upper, index): [Point, Point] => [
    meshPoint(points, upper),
    meshPoint(points, eyePoints.lower[index]!),
  ])
  return {
    outer: meshPoint(points, eyePoints.outer),
    inner: meshPoint(points, eyePoints.inner),
    opening: Math.max(...pairs.map(([upper, lower]) => distance(upper, lower))),
    iris: meshPoint(points, eyePoints.iris),
  }
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
