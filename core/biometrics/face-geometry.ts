import { distance, type Eye, type FaceLandmarks, meshPoint, type Point } from './face-landmarks.ts'

/** How the head is held, in degrees. */
export interface HeadPose {
  /** Turned to the right of the picture: positive. */
  readonly yaw: number
  /** Bowed: positive. */
  readonly pitch: number
  /** Leaning to the right of the picture: positive. */
  readonly roll: number
}

/** The few lengths and points from which the measures are taken, in pixels of the image. */
export interface FaceGeometry {
  readonly leftEye: Point
  readonly rightEye: Point
  readonly betweenEyes: Point
  readonly mouth: Point
  readonly chin: Point
  /** From pupil to pupil. */
  readonly eyeDistance: number
  /** From between the eyes to the chin: T of ISO/IEC 29794-5. */
  readonly eyesToChin: number
  /** Of the eye that is less open. */
  readonly lidOpening: number
  readonly lipOpening: number
  readonly pose: HeadPose
  /** Outline of the face from the forehead over the right of the picture and the chin. */
  readonly outline: readonly Point[]
}

/** Points of the canonical face mesh. */
const mesh = {
  forehead: 10,
  chin: 152,
  leftSide: 234,
  rightSide: 454,
  /** Inner edges of the lips, upper and lower. */
  lips: [
    [81, 178],
    [13, 14],
    [311, 402],
  ],
  mouthCorners: [61, 291],
  outline: [
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176,
    149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
  ],
} as const
/** The mesh of a head held level leans by this: 5° and 10° on two photographs, 10° in the mean of 200 drawn people. */
const levelPitch = 7.5
const degrees = 180 / Math.PI

export function faceGeometry({ mesh: points, left, right }: FaceLandmarks): FaceGeometry {
  const at = (index: number) => meshPoint(points, index)
  const betweenEyes = middle(left.iris, right.iris)
  const chin = at(mesh.chin)
  return {
    leftEye: left.iris,
    rightEye: right.iris,
    betweenEyes,
    mouth: middle(at(mesh.mouthCorners[0]), at(mesh.mouthCorners[1])),
    chin,
    eyeDistance: distance(left.iris, right.iris),
    eyesToChin: distance(betweenEyes, chin),
    lidOpening: Math.min(...[left, right].map(({ opening }: Eye) => opening)),
    lipOpening: Math.max(...mesh.lips.map(([upper, lower]) => distance(at(upper), at(lower)))),
    pose: headPose(points),
    outline: mesh.outline.map(at),
  }
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}

function headPose(points: Float32Array): HeadPose {
  const across = difference(points, mesh.leftSide, mesh.rightSide)
  const down = difference(points, mesh.forehead, mesh.chin)
  return {
    yaw: Math.atan2(across.depth, across.x) * degrees,
    pitch: Math.atan2(down.depth, down.y) * degrees - levelPitch,
    roll: Math.atan2(across.y, across.x) * degrees,
  }
}

function difference(points: Float32Array, from: number, to: number) {
  const [x, y, depth] = [0, 1, 2].map((axis) => points[to * 3 + axis]! - points[from * 3 + axis]!)
  return { x: x!, y: y!, depth: depth! }
}
