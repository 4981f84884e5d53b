/** DG2 (Doc 9303-10, 4.7.2): one record of the portrait, JPEG 2000 or JPEG. Its frame: biometric-group.ts. */
import { type Face2005, readFaces2005 } from '../biometrics/records/face-2005.ts'
import type { ChipPicture } from '../card/chip-person.ts'
import type { ChipProfile } from '../card/chip-profile.ts'
import { biometricEncoders } from './biometric-encoders.ts'
import {
  type BiometricRecord,
  headerTags,
  type RecordEncoding,
  readBiometricGroup,
  writeBiometricGroup,
} from './biometric-group.ts'
import { readRecord39794, type Record39794 } from './iso39794.ts'
import { pictureHeader } from './picture-header.ts'
import { PictureFormatRefused, PortraitTooLarge } from './refusals.ts'

/** ISO/IEC 19785-3: patron version 1.1, face; JTC 1/SC 37 as owner of the format. */
const faceHeader = (formatType: number): ReadonlyMap<number, Uint8Array> =>
  new Map([
    [headerTags.version, Uint8Array.of(1, 1)],
    [headerTags.type, Uint8Array.of(0x02)],
    [headerTags.subtype, Uint8Array.of(0)],
    [headerTags.owner, Uint8Array.of(1, 1)],
    [headerTags.format, Uint8Array.of(0, formatType)],
  ])

interface FaceForm extends Pick<ChipProfile, 'capacity'> {
  readonly encoding: RecordEncoding
}

/** The whole file. Throws PortraitTooLarge, PictureFormatRefused. */
export function writeDg2(
  portrait: ChipPicture,
  holder: { readonly isMale: boolean },
  { encoding, capacity }: FaceForm,
): Uint8Array<ArrayBuffer> {
  const { format, bytes } = portrait
  if (bytes.length > capacity.portrait) throw new PortraitTooLarge(bytes.length, capacity.portrait)
  const header = format === 'WSQ' ? null : pictureHeader(format, bytes)
  if (header?.width !== portrait.width || header.height !== portrait.height)
    throw new PictureFormatRefused('portrait', format)
  const { face, formatTypes } = biometricEncoders[encoding]
  const record = {
    header: faceHeader(formatTypes.face),
    encoding,
    data: face(portrait, header, holder),
  }
  return writeBiometricGroup('DG2', { records: [record], filler: null })
}

export interface Dg2 {
  readonly records: readonly BiometricRecord[]
  /** Of the records of ISO/IEC 19794-5:2005. */
  readonly faces: readonly Face2005[]
  /** The records of ISO/IEC 39794-5. */
  readonly faces39794: readonly Record39794[]
}

/** Throws LdsError, FaceRecordRefused. */
export function readDg2(file: Uint8Array): Dg2 {
  const { records } = readBiometricGroup(file, 'DG2')
  const of = (edition: RecordEncoding) => records.filter(({ encoding }) => encoding === edition)
  return {
    records,
    faces: of('ISO_19794').flatMap(({ data }) => readFaces2005(data).faces),
    faces39794: of('ISO_39794').map(({ data }) => readRecord39794(data, 'DG2')),
  }
}
