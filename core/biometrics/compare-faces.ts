import type { FaceGeometry } from './face-geometry.ts'
import { type FaceImage, sampleSquare } from './face-image.ts'
import { distance } from './face-landmarks.ts'

/** Pixels of a side of what the recognition network sees. */
export const recognitionSide = 150
/** The square as dlib's network was trained on it: its size from the distance of eyes and mouth, and where their middle lies. */
const eyesToMouthShare = 0.45
const belowMiddle = 0.07

/** The face, levelled and cut out for the recognition network, 0 … 255. */
export function recognitionInput(image: FaceImage, { leftEye, rightEye, mouth }: FaceGeometry): Float32Array {
  const side = (distance(leftEye, mouth) + distance(rightEye, mouth)) / 2 / eyesToMouthShare
  const angle = Math.atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x)
  const down = belowMiddle * side
  const square = {
    x: (leftEye.x + rightEye.x + mouth.x) / 3 - Math.sin(angle) * down,
    y: (leftEye.y + rightEye.y + mouth.y) / 3 + Math.cos(angle) * down,
    side,
    angle,
  }
  return sampleSquare(image, square, { side: recognitionSide, black: 0, white: 255 })
}

/** Euclidean distance of two descriptors: 0 for the same picture. */
export function descriptorDistance(a: Float32Array, b: Float32Array): number {
  return Math.sqrt(a.reduce((sum, value, at) => sum + (value - b[at]!) ** 2, 0))
}

export type FaceVerdict = 'SAME' | 'UNCERTAIN' | 'DIFFERENT'

/** At most this for one person, and from this on two; between them people decide. docs/face.md says what that rests on. */
export const sameFace = 0.45
export const otherFace = 0.6

export function faceVerdict(descriptors: number): FaceVerdict {
  if (descriptors <= sameFace) return 'SAME'
  return descriptors < otherFace ? 'UNCERTAIN' : 'DIFFERENT'
}
