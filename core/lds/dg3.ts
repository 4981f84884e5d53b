/**
 * DG3 (Doc 9303-10, 4.7.3): a record for each finger, WSQ or JPEG 2000 at 500 dpi; for nobody's fingers the form without records. Its
 * frame: biometric-group.ts.
 */
import { type FingerImageRecord2005, readFingerImages2005 } from '../biometrics/records/finger-image-2005.ts'
import type { FingerPosition } from '../biometrics/positions.ts'
import { biometricEncoders, type ChipFinger } from './biometric-encoders.ts'
import {
  type BiometricGroup,
  headerTags,
  type RecordEncoding,
  readBiometricGroup,
  writeBiometricGroup,
} from './biometric-group.ts'
import { readRecord39794, type Record39794 } from './iso39794.ts'
import { pictureHeader } from './picture-header.ts'
import { PictureFormatRefused } from './refusals.ts'

/** Biometric subtype by ISO/IEC 19785-3: finger in bits 5 to 3, then 01 right, 10 left. */
const subtypes: Readonly<Record<FingerPosition, number>> = {
  1: 0x05,
  2: 0x09,
  3: 0x0d,
  4: 0x11,
  5: 0x15,
  6: 0x06,
  7: 0x0a,
  8: 0x0e,
  9: 0x12,
  10: 0x16,
}

const fingerHeader = (position: FingerPosition, formatType: number): ReadonlyMap<number, Uint8Array> =>
  new Map([
    [headerTags.version, Uint8Array.of(1, 1)],
    [headerTags.type, Uint8Array.of(0x08)],
    [headerTags.subtype, Uint8Array.of(subtypes[position])],
    [headerTags.owner, Uint8Array.of(1, 1)],
    [headerTags.format, Uint8Array.of(0, formatType)],
  ])

/** Random bytes in the form without records. */
export const fillerBytes = 16

/** The whole file. Throws PictureFormatRefused. */
export function writeDg3(
  fingers: readonly ChipFinger[],
  encoding: RecordEncoding,
  random: (length: number) => Uint8Array,
): Uint8Array<ArrayBuffer> {
  for (const { format, width, height, bytes } of fingers) {
    const header = format === 'JPEG' ? null : pictureHeader(format, bytes)
    if (header?.components !== 1 || header.width !== width || header.height !== height)
      throw new PictureFormatRefused('fingers', format)
  }
  const { finger, formatTypes } = biometricEncoders[encoding]
  const records = fingers.map((one) => ({
    header: fingerHeader(one.position, formatTypes.finger),
    encoding,
    data: finger(one),
  }))
  return writeBiometricGroup('DG3', { records, filler: records.length === 0 ? random(fillerBytes) : null })
}

export interface Dg3 extends BiometricGroup {
  /** The records of ISO/IEC 19794-4:2005. */
  readonly fingers: readonly FingerImageRecord2005[]
  /** The records of ISO/IEC 39794-4. */
  readonly fingers39794: readonly Record39794[]
}

/** Throws LdsError, FingerImageRecordRefused. */
export function readDg3(file: Uint8Array): Dg3 {
  const group = readBiometricGroup(file, 'DG3')
  const of = (edition: RecordEncoding) => group.records.filter(({ encoding }) => encoding === edition)
  return {
    ...group,
    fingers: of('ISO_19794').map(({ data }) => readFingerImages2005(data)),
    fingers39794: of('ISO_39794').map(({ data }) => readRecord39794(data, 'DG3')),
  }
}
