/** How a picture becomes a record of DG2 or DG3; another edition is another row. */
import type { FingerPosition } from '../biometrics/positions.ts'
import { writeFaces2005 } from '../biometrics/records/face-2005.ts'
import { writeFingerImages2005 } from '../biometrics/records/finger-image-2005.ts'
import type { ChipPicture } from '../card/chip-person.ts'
import type { ChipProfile } from '../card/chip-profile.ts'
import type { CalendarDate } from '../dates/calendar-date.ts'
import type { RecordEncoding } from './biometric-group.ts'
import { writeFace39794, writeFinger39794 } from './iso39794.ts'
import type { PictureHeader } from './picture-header.ts'

export interface ChipFinger extends ChipPicture {
  readonly position: FingerPosition
}

interface BiometricEncoder {
  /** Format types of JTC 1/SC 37 in the header (IBIA registry). */
  readonly formatTypes: { readonly face: number; readonly finger: number }
  readonly face: (portrait: ChipPicture, header: PictureHeader, holder: Holder) => Uint8Array
  readonly finger: (finger: ChipFinger) => Uint8Array
}

interface Holder {
  readonly isMale: boolean
}

/** The edition of a card's records, by its day of issue. */
export const encodingOn = (
  issuedOn: CalendarDate,
  { iso39794From }: Pick<ChipProfile, 'iso39794From'>,
): RecordEncoding => (issuedOn < iso39794From ? 'ISO_19794' : 'ISO_39794')

/** Doc 9303-10, 4.7.2: the edition of 2005 until the end of 2029, the other from 2026 and alone since 2030. */
export const biometricEncoders: Readonly<Record<RecordEncoding, BiometricEncoder>> = {
  ISO_19794: { formatTypes: { face: 0x08, finger: 0x07 }, face: face2005, finger: finger2005 },
  ISO_39794: { formatTypes: { face: 0x2a, finger: 0x28 }, face: writeFace39794, finger: writeFinger39794 },
}

const unknownAppearance = {
  eyeColour: 0,
  hairColour: 0,
  featureMask: 0,
  expression: 0,
  yaw: 0,
  pitch: 0,
  roll: 0,
  yawUncertainty: 0,
  pitchUncertainty: 0,
  rollUncertainty: 0,
} as const

/** ISO/IEC 19794-5:2005: a full frontal portrait by a digital camera, without feature points. */
function face2005(portrait: ChipPicture, { components }: PictureHeader, { isMale }: Holder): Uint8Array {
  const { width, height, bytes, format } = portrait
  return writeFaces2005({
    faces: [
      {
        ...unknownAppearance,
        gender: isMale ? 1 : 2,
        points: [],
        imageType: 1,
        format: format === 'JPEG' ? 'jpeg' : 'jp2',
        width,
        height,
        colourSpace: components === 1 ? 3 : 1,
        source: 2,
        device: 0,
        quality: 0,
        image: bytes,
      },
    ],
  })
}

/** ISO/IEC 19794-4:2005: one finger, live scan, plain, 500 dpi; its quality is not told. */
function finger2005({ position, width, height, bytes, format }: ChipFinger): Uint8Array {
  return writeFingerImages2005({
    device: 0,
    acquisitionLevel: 31,
    units: 1,
    scanX: 500,
    scanY: 500,
    imageX: 500,
    imageY: 500,
    depth: 8,
    compression: format === 'WSQ' ? 'wsq' : 'jp2',
    views: [{ position, viewNumber: 1, quality: 254, impression: 0, width, height, image: bytes }],
  })
}
