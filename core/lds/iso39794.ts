/**
 * Records of ISO/IEC 39794-4 and -5 as they stand under tag 7F2E (ICAO application profiles for eMRTDs, 1.00, table 2), in DER. Of
 * what the standards have there is what a chip must say, and what its readers show:
 *   A1 { 64 finger | 65 face, [APPLICATION 4 | 5] SEQUENCE {
 *     A0 version { 80 generation 3, 81 year 2019 },
 *     A1 representations SEQUENCE OF one {
 *       face:   80 representation id 0, A1 { A0 { A0 { 80 picture, A1 { A0 { 80 format }, A1 { 80 kind 0, of a travel document },
 *               A7 { 80 width, 81 height }, A9 { 80 colour space } } } } }
 *       finger: A0 { 80 position }, A1 { 80 impression 0, plain }, A2 { 80 format }, 83 picture, A7 { 80 samples 500, 81 unit 0, inch }
 * Codes that a later edition may extend are a CHOICE, [0] code or [1] extension, hence the braces around each.
 */
import {
  context,
  contextPrimitive,
  type Cursor,
  DerError,
  element,
  enter,
  expectEnd,
  nextTag,
  readDer,
  readShortInteger,
  sequence,
  tags,
  tlv,
  unsignedInteger,
} from '../der.ts'
import type { FingerPosition } from '../biometrics/positions.ts'
import type { ChipPicture } from '../card/chip-person.ts'
import type { BiometricFile } from './biometric-group.ts'
import { readingDer } from './lds-der.ts'

const blockTags = { finger: 0x64, face: 0x65 } as const
const version = { generation: 3, year: 2019 } as const

/** In the order of the standards; of JPEG 2000 the lossy form, as portraits and fingers are compressed. */
const formats = {
  face: { JPEG: 2, JP2: 3 },
  finger: { WSQ: 1, JP2: 2 },
} as const
const colourSpaces = { rgb: 2, grey: 5 } as const

const shortBytes = (value: number) => Uint8Array.of(value >> 8, value)
/** [tag] INTEGER or ENUMERATED. */
const number = (tag: number, value: number) =>
  tlv(contextPrimitive(tag), unsignedInteger(shortBytes(value)).subarray(2))
/** [tag] of a code that may be extended. */
const code = (tag: number, value: number) => tlv(context(tag), number(0, value))

function block(tag: number, ...representation: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const versionBlock = tlv(context(0), number(0, version.generation), number(1, version.year))
  return tlv(context(1), tlv(tag, versionBlock, tlv(context(1), sequence(...representation))))
}

/** The content of tag 7F2E. */
export function writeFace39794(
  { format, bytes, width, height }: ChipPicture,
  { components }: { readonly components: number },
): Uint8Array<ArrayBuffer> {
  const information = tlv(
    context(1),
    code(0, format === 'JPEG' ? formats.face.JPEG : formats.face.JP2),
    code(1, 0),
    tlv(context(7), number(0, width), number(1, height)),
    code(9, components === 1 ? colourSpaces.grey : colourSpaces.rgb),
  )
  const picture = tlv(context(0), tlv(contextPrimitive(0), bytes), information)
  return block(blockTags.face, number(0, 0), tlv(context(1), tlv(context(0), picture)))
}

/** The content of tag 7F2E. */
export function writeFinger39794({
  position,
  format,
  bytes,
}: ChipPicture & { readonly position: FingerPosition }): Uint8Array<ArrayBuffer> {
  return block(
    blockTags.finger,
    code(0, position),
    code(1, 0),
    code(2, format === 'WSQ' ? formats.finger.WSQ : formats.finger.JP2),
    tlv(contextPrimitive(3), bytes),
    tlv(context(7), number(0, 500), number(1, 0)),
  )
}

export interface Record39794 {
  readonly generation: number
  readonly year: number
  /** A code of the standard's own list; null where it is one of an extension. */
  readonly format: number | null
  readonly picture: Uint8Array
  /** Of a finger. */
  readonly position: number | null
}

type Members = ReadonlyMap<number, Uint8Array>

/** The elements of a SEQUENCE with context tags, in rising order (X.690, 10): values by their tags. */
function members(content: Uint8Array): Members {
  const cursor = readDer(content, 'record')
  const found = new Map<number, Uint8Array>()
  let last = -1
  for (let tag = nextTag(cursor); tag !== null; tag = nextTag(cursor)) {
    if ((tag & 0x1f) <= last) throw new DerError('record', 'order of members')
    last = tag & 0x1f
    found.set(tag, element(cursor, tag).content)
  }
  return found
}

function member(of: Members, tag: number): Uint8Array {
  const value = of.get(tag)
  if (value === undefined) throw new DerError('record', `member ${tag.toString(16)} missing`)
  return value
}

const inner = (of: Members, tag: number) => members(member(of, tag))

const numberIn = (of: Members, tag: number) =>
  readShortInteger(readDer(tlv(tags.integer, member(of, tag)), 'record'))
const codeIn = (of: Members, tag: number) => {
  const choice = inner(of, tag)
  return choice.has(contextPrimitive(0)) ? numberIn(choice, contextPrimitive(0)) : null
}

/** One record of DG2 or DG3: the content of tag 7F2E. Throws LdsError. */
export function readRecord39794(data: Uint8Array, file: BiometricFile): Record39794 {
  return readingDer(file, 'RECORD_39794', () => {
    const outer = readDer(data, 'record')
    const profile = enter(outer, context(1))
    expectEnd(outer)
    const { content } = element(profile, file === 'DG2' ? blockTags.face : blockTags.finger)
    expectEnd(profile)
    const body = members(content)
    const told = inner(body, context(0))
    const list = readDer(member(body, context(1)), 'record')
    const representation = members(onlyOne(list))
    return {
      generation: numberIn(told, contextPrimitive(0)),
      year: numberIn(told, contextPrimitive(1)),
      ...(file === 'DG2' ? facePicture(representation) : fingerPicture(representation)),
    }
  })
}

function onlyOne(list: Cursor): Uint8Array {
  const { content } = element(list, tags.sequence)
  expectEnd(list)
  return content
}

function facePicture(representation: Members) {
  const picture = inner(inner(inner(representation, context(1)), context(0)), context(0))
  return {
    format: codeIn(inner(picture, context(1)), context(0)),
    picture: member(picture, contextPrimitive(0)),
    position: null,
  }
}

const fingerPicture = (representation: Members) => ({
  format: codeIn(representation, context(2)),
  picture: member(representation, contextPrimitive(3)),
  position: codeIn(representation, context(0)),
})
