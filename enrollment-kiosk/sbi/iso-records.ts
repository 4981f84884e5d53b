import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import type { FingerPosition } from '../../core/biometrics/positions.ts'
import { writeFaces2011 } from '../../core/biometrics/records/face-2011.ts'
import { writeFingerImages2011 } from '../../core/biometrics/records/finger-image-2011.ts'
import { encodeWsq } from '../../core/biometrics/wsq/encode.ts'
import type { TakenPhoto } from '../session/take-photo.ts'
import type { Purpose } from './messages.ts'

export interface Sample {
  /** Milliseconds since 1970. */
  readonly capturedAt: number
  /** 0 … 100; null where it could not be measured. */
  readonly quality: number | null
  readonly purpose: Purpose
}

/** Bits a pixel: about fifteen to one, as for identification by IAFIS-IC-0110. */
const wsqRate = 0.75
/** ISO/IEC 19794-1: a score that could not be computed. */
const notMeasured = 255
const ownAlgorithm = { vendor: 0, algorithm: 0 }

const captureOf = ({ capturedAt, quality }: Sample) => ({
  capturedAt,
  technology: 0,
  deviceVendor: 0,
  deviceType: 0,
  quality: [{ score: quality ?? notMeasured, ...ownAlgorithm }],
  certifications: [],
})

/** ISO/IEC 19794-4:2011: without loss for registration, as WSQ for authentication. Position 0: not known. */
export function fingerRecord(
  image: FingerImage,
  position: FingerPosition | 0,
  sample: Sample,
): Uint8Array<ArrayBuffer> {
  const { width, height, dpi, pixels } = image
  const stored =
    sample.purpose === 'Registration'
      ? ({ compression: 'raw', image: pixels } as const)
      : ({ compression: 'wsq', image: encodeWsq(image, { rate: wsqRate }) } as const)
  const resolution = { units: 1, scanX: dpi, scanY: dpi, imageX: dpi, imageY: dpi, depth: 8 }
  const place = { position, representation: 0, impression: 0, width, height }
  return writeFingerImages2011({
    representations: [{ ...captureOf(sample), ...resolution, ...place, ...stored }],
  })
}

/** ISO/IEC 19794-5:2011: the photograph as it was taken, nothing said of the person in it. */
export function faceRecord(
  { jpeg, width, height }: Pick<TakenPhoto, 'jpeg' | 'width' | 'height'>,
  sample: Sample,
): Uint8Array<ArrayBuffer> {
  const person = { gender: 0, eyeColour: 0, hairColour: 0, subjectHeight: 0, featureMask: 0, expression: 0 }
  const pose = { yaw: 0, pitch: 0, roll: 0, yawUncertainty: 0, pitchUncertainty: 0, rollUncertainty: 0 }
  const picture = { imageType: 0, format: 'jpeg', width, height, image: jpeg, points: [] } as const
  const making = { samplingRate: 0, postProcessing: 0, crossReference: 0, colourSpace: 1 }
  return writeFaces2011({
    temporalSemantics: 0,
    representations: [{ ...captureOf(sample), ...person, ...pose, ...picture, ...making }],
  })
}
