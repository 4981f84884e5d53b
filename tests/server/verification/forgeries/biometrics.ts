/** DG2 and DG3. */
import {
  headerTags,
  readBiometricGroup,
  writeBiometricGroup,
  type BiometricFile,
  type BiometricRecord,
} from '../../../../core/lds/biometric-group.ts'
import { concatBytes } from '../../../../core/bytes.ts'
import { encodeTlv, readTlvs } from '../../../../core/lds/tlv.ts'
import type { Files, Forgery } from '../../../support/chip-forge.ts'
import { forged, type ForgedCase } from './forged-case.ts'

type Record = { -readonly [Key in keyof BiometricRecord]: BiometricRecord[Key] } & {
  header: Map<number, Uint8Array>
}

const group = (file: BiometricFile, bend: (records: Record[]) => void): Forgery => ({
  files: (files) => {
    const { records, filler } = readBiometricGroup(files.get(file) ?? new Uint8Array(), file)
    const copies = records.map((record) => ({
      ...record,
      header: new Map(record.header),
      data: Uint8Array.from(record.data),
    }))
    bend(copies)
    files.set(file, writeBiometricGroup(file, { records: copies, filler }))
  },
})

/** The first template with another value in its header. */
const header = (file: BiometricFile, tag: number, ...value: readonly number[]) =>
  group(file, ([record]) => void record?.header.set(tag, Uint8Array.from(value)))

/** Bytes of the first record put at a place. */
const record = (file: BiometricFile, at: number, ...bytes: readonly number[]) =>
  group(file, ([first]) => first?.data.set(bytes, at))

/** The parts of 7F61 changed: number, then templates. */
const inside = (file: BiometricFile, bend: (parts: Uint8Array[]) => Uint8Array[]): Forgery => ({
  files: (files: Files) => {
    const [whole] = readTlvs(files.get(file) ?? new Uint8Array(), file)
    const [templates] = readTlvs(whole?.content ?? new Uint8Array(), file)
    const parts = readTlvs(templates?.content ?? new Uint8Array(), file).map((part) => part.whole)
    files.set(file, encodeTlv(whole?.tag ?? 0, encodeTlv(0x7f61, ...bend(parts))))
  },
})

/** Where the picture of DG2's face begins, and of DG3's finger. */
const faceImage = 46
const fingerImage = 46
const cut = (file: BiometricFile, bytes: number) =>
  group(file, ([first]) => {
    if (!first) return
    const data = first.data.slice(0, -bytes)
    const lengths = new DataView(data.buffer)
    const at = file === 'DG2' ? { record: 8, block: 14, head: 14 } : { record: 10, block: 32, head: 32 }
    lengths.setUint32(at.record, data.length)
    lengths.setUint32(at.block, data.length - at.head)
    first.data = data
  })

const groupCases: readonly ForgedCase[] = [
  forged(
    'BIT_GROUP',
    'DG2 has no number of templates',
    inside('DG2', ([, ...templates]) => templates),
  ),
  forged(
    'BIT_GROUP',
    'a template has no header',
    inside('DG3', ([number, first, second]) => [
      number ?? new Uint8Array(),
      encodeTlv(0x7f60, encodeTlv(0x5f2e, new Uint8Array(9))),
      second ?? first ?? new Uint8Array(),
    ]),
  ),
  forged(
    'BIT_COUNT',
    'DG3 tells of a template more than it has',
    inside('DG3', ([, ...templates]) => [encodeTlv(2, Uint8Array.of(templates.length + 1)), ...templates]),
  ),
  forged(
    'BIT_NUMBER',
    'DG2 has no template',
    inside('DG2', () => [encodeTlv(2, Uint8Array.of(0))]),
  ),
  forged(
    'BIT_HEADER',
    'a header has no format owner',
    group('DG2', ([first]) => void first?.header.delete(headerTags.owner)),
  ),
  forged(
    'BIT_HEADER',
    'a header has its elements backwards',
    group('DG2', ([first]) => {
      if (first) first.header = new Map([...first.header].reverse())
    }),
  ),
  forged(
    'BIT_HEADER',
    'a finger has no subtype',
    group('DG3', ([first]) => void first?.header.delete(headerTags.subtype)),
  ),
  forged('BIT_VERSION', 'a header is of another version', header('DG2', headerTags.version, 9, 9)),
  forged('BIT_TYPE', 'DG2 holds fingers', header('DG2', headerTags.type, 0x08)),
  forged('BIT_TYPE', 'DG3 holds a face', header('DG3', headerTags.type, 0x02)),
  forged('BIT_SUBTYPE', 'a finger’s subtype is none', header('DG3', headerTags.subtype, 0x1f)),
  forged('BIT_OWNER', 'the format is somebody else’s', header('DG3', headerTags.owner, 0x02, 0x02)),
  forged('BIT_FORMAT', 'DG2 is in the format of fingers', header('DG2', headerTags.format, 0, 7)),
  forged('BIT_FORMAT', 'DG3 is in the format of minutiae', header('DG3', headerTags.format, 0, 1)),
  forged(
    'BIT_DATE',
    'a date of creation has four bytes',
    group('DG2', ([first]) => {
      if (first)
        first.header = new Map(
          [...first.header, [headerTags.created, Uint8Array.of(20, 26, 11, 22)] as const].sort(
            ([a], [b]) => a - b,
          ),
        )
    }),
  ),
  forged(
    'BDB_TAG',
    'the data is under another tag',
    inside('DG2', ([number, template]) => {
      const [head, data] = readTlvs(
        readTlvs(template ?? new Uint8Array(), 'DG2')[0]?.content ?? new Uint8Array(),
        'DG2',
      )
      return [
        number ?? new Uint8Array(),
        encodeTlv(
          0x7f60,
          head?.whole ?? new Uint8Array(),
          encodeTlv(0x5f2f, data?.content ?? new Uint8Array()),
        ),
      ]
    }),
  ),
  forged(
    'BDB_39794',
    'the data is by ISO/IEC 39794',
    group('DG2', ([first]) => {
      if (first) first.encoding = 'ISO_39794'
    }),
  ),
  forged('EMPTY_GROUP', 'a DG3 without fingers is the same for everybody', {
    files: (files) =>
      void files.set('DG3', encodeTlv(0x63, encodeTlv(0x7f61, encodeTlv(2, Uint8Array.of(0))))),
  }),
]

const faceCases: readonly ForgedCase[] = [
  forged('FACE_FORMAT', 'the face record is of 2011', record('DG2', 4, 0x30, 0x33)),
  forged('FACE_LENGTH', 'the face record tells another length', record('DG2', 8, 0, 0, 0, 99)),
  forged('FACE_COUNT', 'the face record tells of two faces', record('DG2', 12, 0, 2)),
  forged('FACE_BLOCK', 'the face’s block tells another length', record('DG2', 14, 0, 0, 0, 99)),
  forged('FACE_POINTS', 'there are more feature points than bytes', record('DG2', 18, 0xff, 0xff)),
  forged(
    'FACE_POINTS',
    'an eye lies outside the picture',
    group('DG2', ([first]) => {
      if (!first) return
      const data = concatBytes(
        first.data.subarray(0, 34),
        Uint8Array.of(1, 0xc1, 9, 0, 0, 10, 0, 0),
        first.data.subarray(34),
      )
      const fields = new DataView(data.buffer)
      fields.setUint32(8, data.length)
      fields.setUint32(14, data.length - 14)
      fields.setUint16(18, 1)
      first.data = data
    }),
  ),
  forged('FACE_CODES', 'the sex is of no table', record('DG2', 20, 77)),
  forged('FACE_CODES', 'the picture is from a source of no table', record('DG2', 41, 99)),
  forged('FACE_IMAGE_TYPE', 'the portrait is a basic picture', record('DG2', 34, 0)),
  forged('FACE_DATA_TYPE', 'the picture is of a type nobody knows', record('DG2', 35, 9)),
  forged('FACE_DATA_DIFFERS', 'a JPEG 2000 is said to be a JPEG', record('DG2', 35, 0)),
  forged('FACE_DATA_DIFFERS', 'the picture’s signature box is damaged', record('DG2', faceImage + 4, 0x6b)),
  forged('FACE_IMAGE', 'the picture is cut short', cut('DG2', 2)),
  forged('FACE_DIMENSIONS', 'the record tells another width', record('DG2', 36, 1, 0x2d)),
  forged(
    'FACE_SEX_DIFFERS',
    'the face is of the other sex',
    group('DG2', ([first]) => {
      if (first) first.data[20] = 3 - (first.data[20] ?? 0)
    }),
  ),
]

const fingerCases: readonly ForgedCase[] = [
  forged('FINGER_FORMAT', 'the finger record is of 2011', record('DG3', 4, 0x30, 0x32)),
  forged('FINGER_LENGTH', 'the finger record tells another length', record('DG3', 10, 0, 0, 0, 99)),
  forged('FINGER_COUNT', 'the finger record tells of two fingers', record('DG3', 18, 2)),
  forged('FINGER_COUNT', 'the finger has two views', record('DG3', 37, 2)),
  forged('FINGER_BLOCK', 'the finger’s block tells another length', record('DG3', 32, 0, 0, 0, 99)),
  forged('FINGER_POSITION', 'the finger is at no position', record('DG3', 36, 0)),
  forged('FINGER_SUBTYPE', 'the finger is another than its header says', record('DG3', 36, 3)),
  forged(
    'FINGER_DUPLICATE',
    'a finger is there twice',
    group('DG3', (records) => {
      if (records[0]) records[1] = records[0]
    }),
  ),
  forged('FINGER_RESOLUTION', 'the finger is at 250 dpi', record('DG3', 24, 0, 250, 0, 250)),
  forged('FINGER_RESOLUTION', 'the acquisition level is none of 500 dpi', record('DG3', 16, 0, 10)),
  forged('FINGER_DEPTH', 'a pixel has one bit', record('DG3', 28, 1)),
  forged('FINGER_QUALITY', 'the quality is 200', record('DG3', 39, 200)),
  forged('FINGER_RESERVED', 'a reserved byte is used', record('DG3', 45, 1)),
  forged('FINGER_COMPRESSION', 'the finger is said to be raw', record('DG3', 29, 0)),
  forged('FINGER_DATA_DIFFERS', 'a WSQ is said to be a JPEG 2000', record('DG3', 29, 4)),
  forged('FINGER_DATA_DIFFERS', 'the picture does not begin as one', record('DG3', fingerImage, 0)),
  forged('FINGER_IMAGE', 'the picture is cut short', cut('DG3', 2)),
  forged('FINGER_DIMENSIONS', 'the record tells another height', record('DG3', 43, 0, 7)),
  forged('FINGER_IMPRESSION', 'the print was found at a place of crime', record('DG3', 40, 4)),
]

export const biometricCases: readonly ForgedCase[] = [...groupCases, ...faceCases, ...fingerCases]
