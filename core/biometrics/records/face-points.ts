import { concatBytes } from '../../bytes.ts'
import { type ByteCursor, fieldBytes, type Field, type FieldValues } from './byte-fields.ts'
import { FaceRecordRefused as Refused } from './refusals.ts'

/*
 * Feature point of ISO/IEC 19794-5, 8 bytes:
 *   type 1 (1: a point of the picture, MPEG-4 or anthropometric) | major 4 bits | minor 4 bits
 *   x 2 | y 2 | z 2 (2005: reserved)
 * The centre of the left eye is 12.1, of the right eye 12.2 (MPEG-4 feature points).
 */
const pointFields = [
  ['type', 8],
  ['major', 4],
  ['minor', 4],
  ['x', 16],
  ['y', 16],
  ['z', 16],
] as const satisfies readonly Field[]
const pointBytes = 8
const pictureType = 1

export type FeaturePoint = FieldValues<typeof pointFields>

export const appearanceFields = [
  ['gender', 8],
  ['eyeColour', 8],
  ['hairColour', 8],
] as const satisfies readonly Field[]

/** Features, expression, and what a device knows of pose: 1/2-degree steps as the standard codes them; 0: not told. */
export const expressionFields = [
  ['featureMask', 24],
  ['expression', 16],
  ['yaw', 8],
  ['pitch', 8],
  ['roll', 8],
  ['yawUncertainty', 8],
  ['pitchUncertainty', 8],
  ['rollUncertainty', 8],
] as const satisfies readonly Field[]

export const featurePointBytes = (points: readonly FeaturePoint[]) =>
  concatBytes(...points.map((point) => fieldBytes(pointFields, point, Refused)))

export function readFeaturePoints(cursor: ByteCursor, count: number): readonly FeaturePoint[] {
  if (count * pointBytes > cursor.left) throw cursor.refusal('truncated', 'points')
  return Array.from({ length: count }, () => cursor.fields(pointFields))
}

interface PointedPicture {
  readonly width: number
  readonly height: number
  readonly points: readonly FeaturePoint[]
}

/** Refuses a point of the picture that lies outside it. */
export function checkPoints({ width, height, points }: PointedPicture, offset: number | null): void {
  const outside = points.some(({ type, x, y }) => type === pictureType && (x >= width || y >= height))
  if (outside) throw new Refused({ fault: 'value', field: 'points', offset })
}
