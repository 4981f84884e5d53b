import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes } from '../bytes.ts'
import { renderImpression, synthesiseFinger } from '../synthetic/finger.ts'
import { An2Refused } from './an2/refusal.ts'
import { readAn2, writeAn2 } from './an2/transaction.ts'
import { readDecodableJp2 } from './codestream.ts'
import { readDeskTemplate, writeDeskTemplate } from './desk-template.ts'
import type { FingerImage } from './finger-image.ts'
import { Jp2Refused } from './jp2.ts'
import { extractMinutiae } from './minutiae.ts'
import { readCbeff, writeCbeff } from './records/cbeff.ts'
import { readFaces2005, writeFaces2005 } from './records/face-2005.ts'
import { readFaces2011, writeFaces2011 } from './records/face-2011.ts'
import { readFingerImages2005, writeFingerImages2005 } from './records/finger-image-2005.ts'
import { readFingerImages2011, writeFingerImages2011 } from './records/finger-image-2011.ts'
import { readMinutiae2005, writeMinutiae2005 } from './records/finger-minutiae-2005.ts'
import { readMinutiae2011, writeMinutiae2011 } from './records/finger-minutiae-2011.ts'
import { toRecordedMinutiae } from './records/minutiae-template.ts'
import {
  CbeffRefused,
  FaceRecordRefused,
  FingerImageRecordRefused,
  MinutiaeRecordRefused,
  type Refusal,
} from './records/refusals.ts'
import { damaged, expectTotal } from './records/test-damage.ts'
import { decodeWsq } from './wsq/decode.ts'
import { encodeWsq } from './wsq/encode.ts'
import { WsqRefused } from './wsq/refusal.ts'

/** A valid record of each kind, of one small print. */
const print: FingerImage = renderImpression(synthesiseFinger(7), 1, { width: 120, height: 140 })
const { width, height, pixels } = print
const wsq = encodeWsq(print, { rate: 0.75 })
const size = { width, height }
const imaging = { units: 1, scanX: 500, scanY: 500, imageX: 500, imageY: 500, depth: 8 }
const capture = {
  capturedAt: 0,
  technology: 1,
  deviceVendor: 1,
  deviceType: 1,
  quality: [{ score: 70, vendor: 1, algorithm: 1 }],
  certifications: [{ authority: 1, scheme: 1 }],
}
const template = extractMinutiae(print)
const minutiae = toRecordedMinutiae(template)
const extended = [] as const
const perCm = { xPerCm: 197, yPerCm: 197 }
const person = {
  gender: 1,
  eyeColour: 1,
  hairColour: 1,
  featureMask: 0,
  expression: 1,
  yaw: 0,
  pitch: 0,
  roll: 0,
  yawUncertainty: 0,
  pitchUncertainty: 0,
  rollUncertainty: 0,
  points: [{ type: 1, major: 12, minor: 1, x: 3, y: 4, z: 0 }],
  imageType: 1,
  ...size,
  colourSpace: 1,
  image: wsq,
}

/** SOC, SIZ, COD, one tile-part, EOC: a codestream that a decoder may be given. */
const codestream = concatBytes(
  Uint8Array.of(0xff, 0x4f, 0xff, 0x51, 0, 41, 0, 0),
  ...[64, 64, 0, 0, 64, 64, 0, 0].map((value) => Uint8Array.of(0, 0, 0, value)),
  Uint8Array.of(0, 1, 7, 1, 1),
  Uint8Array.of(0xff, 0x52, 0, 12, 0, 0, 0, 1, 0, 3, 4, 4, 0, 1),
  Uint8Array.of(0xff, 0x90, 0, 10, 0, 0, 0, 0, 0, 18, 0, 1, 0xff, 0x93, 1, 2, 3, 4),
  Uint8Array.of(0xff, 0xd9),
)

const an2 = writeAn2({
  transactionType: 'ENROL',
  date: '20260302',
  destination: 'VN0001',
  origin: 'VN0002',
  controlNumber: 'A1',
  reference: null,
  domain: null,
  records: [
    { type: 2, idc: 0, fields: [{ number: 3, content: [['Nguyễn Văn Mẫu']] }] },
    { type: 4, idc: 1, impression: 0, position: 2, resolution: 0, ...size, compression: 'WSQ20', image: wsq },
    {
      type: 14,
      idc: 2,
      impression: 0,
      source: 'VN0002',
      capturedOn: '20260302',
      ...size,
      pixelsPerInch: 500,
      depth: 8,
      compression: 'WSQ20',
      position: 2,
      quality: { score: 70, vendor: 1, algorithm: 1 },
      image: wsq,
    },
  ],
})
const cbeff = writeCbeff([
  {
    index: null,
    format: { organization: 'Mosip', type: '2' },
    createdAt: 0,
    modality: 'Finger',
    subtype: 'Left IndexFinger',
    level: 'Raw',
    purpose: 'Enroll',
    quality: { algorithm: null, score: 70 },
    record: wsq,
    signature: null,
    others: [{ key: 'EXCEPTION', value: 'false' }],
  },
])

interface Reader {
  readonly name: string
  readonly read: (bytes: Uint8Array) => unknown
  readonly Refused: Refusal
  readonly valid: Uint8Array
}

const view = { position: 2, viewNumber: 0, impression: 0, quality: 70 }
const header2005 = { certification: 0, deviceType: 0, ...size, ...perCm }
const view2011 = { ...capture, position: 2, representation: 0, impression: 0, ...size }
const readers: readonly Reader[] = [
  {
    name: 'minutiae of 2005',
    read: readMinutiae2005,
    Refused: MinutiaeRecordRefused,
    valid: writeMinutiae2005({ ...header2005, views: [{ ...view, minutiae, extended }] }),
  },
  {
    name: 'minutiae of 2011',
    read: readMinutiae2011,
    Refused: MinutiaeRecordRefused,
    valid: writeMinutiae2011({
      representations: [{ ...view2011, ...perCm, minutiaBytes: 6, endingType: 1, minutiae, extended }],
    }),
  },
  {
    name: 'a template from a desk',
    read: (bytes) => readDeskTemplate(bytes, 2),
    Refused: MinutiaeRecordRefused,
    valid: writeDeskTemplate({ position: 2, template, quality: 70 }),
  },
  {
    name: 'finger images of 2005',
    read: readFingerImages2005,
    Refused: FingerImageRecordRefused,
    valid: writeFingerImages2005({
      device: 0,
      acquisitionLevel: 31,
      ...imaging,
      compression: 'raw',
      views: [{ ...view, ...size, image: pixels }],
    }),
  },
  {
    name: 'finger images of 2011',
    read: readFingerImages2011,
    Refused: FingerImageRecordRefused,
    valid: writeFingerImages2011({
      representations: [{ ...view2011, ...imaging, compression: 'wsq', image: wsq }],
    }),
  },
  {
    name: 'faces of 2005',
    read: readFaces2005,
    Refused: FaceRecordRefused,
    valid: writeFaces2005({ faces: [{ ...person, format: 'jp2', source: 1, device: 0, quality: 0 }] }),
  },
  {
    name: 'faces of 2011',
    read: readFaces2011,
    Refused: FaceRecordRefused,
    valid: writeFaces2011({
      temporalSemantics: 0,
      representations: [
        {
          ...capture,
          ...person,
          subjectHeight: 0,
          format: 'jp2',
          samplingRate: 0,
          postProcessing: 0,
          crossReference: 0,
        },
      ],
    }),
  },
  { name: 'WSQ', read: decodeWsq, Refused: WsqRefused, valid: wsq },
  { name: 'JPEG 2000', read: readDecodableJp2, Refused: Jp2Refused, valid: codestream },
  { name: 'ANSI/NIST-ITL', read: readAn2, Refused: An2Refused, valid: an2 },
  {
    name: 'CBEFF',
    read: (bytes) => readCbeff(new TextDecoder().decode(bytes)),
    Refused: CbeffRefused,
    valid: new TextEncoder().encode(cbeff),
  },
]

/** Nothing that is read may ask for more, whatever it says: inputs here have at most 40 kB. */
const mostBytes = 64 * 1024 * 1024

function memoryOf(act: () => void): number {
  const { arrayBuffers, heapUsed } = process.memoryUsage()
  act()
  const after = process.memoryUsage()
  return Math.max(0, after.arrayBuffers - arrayBuffers) + Math.max(0, after.heapUsed - heapUsed)
}

describe.each(readers)('the reader of $name', ({ read, Refused, valid }) => {
  const total = (bytes: Uint8Array) => {
    expect(memoryOf(() => expectTotal(read, Refused, bytes))).toBeLessThan(mostBytes)
  }

  test('reads the record that is damaged below', () => {
    expect(() => read(valid)).not.toThrow()
  })

  test('refuses damage upon damage, in bounded memory', () => {
    fc.assert(fc.property(damaged(valid).chain(damaged), total), { numRuns: 300 })
  })

  test('refuses what belongs to any other reader, also behind a beginning of its own', () => {
    for (const { valid: other } of readers.filter((one) => one.valid !== valid)) {
      total(other)
      for (const head of [2, 8, 16, 40]) total(concatBytes(valid.slice(0, head), other))
    }
  })

  test('refuses any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), total), { numRuns: 300 })
    for (const fill of [0, 0x20, 0x7f, 0xff]) total(new Uint8Array(4096).fill(fill))
  })
})
