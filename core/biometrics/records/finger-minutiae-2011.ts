import {
  type ByteCursor,
  closeRecord,
  fieldBytes,
  type Field,
  type FieldValues,
  numberBytes,
  openRecord,
} from './byte-fields.ts'
import {
  type ExtendedBlock,
  extendedBytes,
  minutiaeBytes,
  readExtended,
  readMinutiae,
  type RecordedMinutia,
} from './finger-minutiae.ts'
import { MinutiaeRecordRefused as Refused } from './refusals.ts'
import {
  type Capture2011,
  certificationFlag,
  readRepresentations,
  representationBytes,
} from './representation-2011.ts'

/*
 * ISO/IEC 19794-2:2011, general header 15 bytes:
 *   "FMR\0" 4 | "030\0" 4 | length 4 | representations 2 | certification flag 1
 */
const kind = { format: 'FMR\0', version: '030\0', lengthBytes: 4, Refused }

const generalFields = [
  ['representations', 16],
  ['certified', 8, 0, 1],
] as const satisfies readonly Field[]

/*
 * Representation: the common beginning, then
 *   position 1 | representation number 1 | x, y resolution 2 + 2 (pixels per centimetre) | impression 1
 *   width 2 | height 2
 *   minutia size 4 bits (5 or 6 bytes) | ending type 4 bits (0 valley skeleton, 1 ridge skeleton)
 *   minutiae 1 | minutiae | extended data
 */
const representationFields = [
  ['position', 8, 0, 10],
  ['representation', 8],
  ['xPerCm', 16, 1],
  ['yPerCm', 16, 1],
  ['impression', 8, 0, 29],
  ['width', 16, 1],
  ['height', 16, 1],
  ['minutiaBytes', 4, 5, 6],
  ['endingType', 4],
] as const satisfies readonly Field[]

export interface MinutiaeView2011 extends Capture2011, FieldValues<typeof representationFields> {
  readonly minutiae: readonly RecordedMinutia[]
  readonly extended: readonly ExtendedBlock[]
}

export interface MinutiaeRecord2011 {
  readonly representations: readonly MinutiaeView2011[]
}

const shapeOf = ({ width, height, minutiaBytes }: FieldValues<typeof representationFields>) => ({
  width,
  height,
  size: minutiaBytes,
  greatestQuality: 255,
})

/** Throws MinutiaeRecordRefused for a value that its field cannot hold. */
export function writeMinutiae2011({ representations }: MinutiaeRecord2011): Uint8Array<ArrayBuffer> {
  const certified = certificationFlag(representations)
  const parts = representations.map((view) => {
    const own = [
      fieldBytes(representationFields, view, Refused),
      numberBytes('minutiae', view.minutiae.length, { size: 1, Refused }),
      minutiaeBytes(view.minutiae, shapeOf(view)),
      extendedBytes(view.extended),
    ]
    return representationBytes(view, own, { certified, Refused })
  })
  const general = { representations: parts.length, certified }
  return closeRecord(kind, [fieldBytes(generalFields, general, Refused), ...parts])
}

/** Throws MinutiaeRecordRefused. */
export function readMinutiae2011(bytes: Uint8Array): MinutiaeRecord2011 {
  const record = openRecord(bytes, kind)
  return { representations: readRepresentations(record, record.fields(generalFields), readOwn) }
}

function readOwn(cursor: ByteCursor): Omit<MinutiaeView2011, keyof Capture2011> {
  const own = cursor.fields(representationFields)
  const minutiae = readMinutiae(cursor, cursor.number('minutiae', 1), shapeOf(own))
  const extended = readExtended(cursor)
  return { ...own, minutiae, extended }
}
