/** Reads DG13 (layout: dg13.ts). */
import {
  type Cursor,
  DerError,
  element,
  enter,
  expectEnd,
  nextTag,
  readDer,
  readObjectIdentifier,
  readUnsignedInteger,
  tags,
} from '../der.ts'
import { chipFiles } from './chip-files.ts'
import { dg13Oid } from './dg13.ts'
import { readingDer } from './lds-der.ts'
import { LdsError } from './lds-error.ts'
import { readTlv } from './tlv.ts'

export interface Dg13Text {
  /** 0c UTF8String, 13 PrintableString. */
  readonly tag: number
  readonly text: string
  /** Whether it stands in a SEQUENCE of its own, as the names of parents and spouse do. */
  readonly isNested: boolean
}

export interface Dg13Field {
  readonly number: number
  readonly texts: readonly Dg13Text[]
  readonly whole: Uint8Array
}

/** What DG13 says, in its own words; what is not told is an empty text. */
export interface Dg13 {
  readonly number: string
  readonly name: string
  /** dd/mm/yyyy, 00 for what is not known. */
  readonly birthDate: string
  readonly sex: string
  readonly nationality: string
  readonly ethnicity: string
  readonly religion: string
  readonly origin: string
  readonly residence: string
  readonly marks: string
  readonly issuedOn: string
  /** dd/mm/yyyy, or words for a card without expiry. */
  readonly expiresOn: string
  readonly fatherName: string
  readonly motherName: string
  readonly spouseName: string
  readonly legacyNumber: string
  readonly chipSerial: string
}

const refuse = (detail: string) => new LdsError('DG13', 'DG13_GRAMMAR', detail)
/** More than any known card has. */
const mostFields = 64
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The fields in the order of the file, whatever their numbers. Throws LdsError. */
export function readDg13Fields(file: Uint8Array): readonly Dg13Field[] {
  const { content } = readTlv(file, chipFiles.DG13.tag, 'DG13')
  return readingDer('DG13', 'DG13_GRAMMAR', () => {
    const outer = readDer(content, 'details')
    const body = enter(outer, tags.sequence)
    expectEnd(outer)
    if (smallInteger(body) !== 1) throw refuse('version')
    if (readObjectIdentifier(body) !== dg13Oid) throw refuse('object identifier')
    const set = enter(body, tags.set)
    expectEnd(body)
    const fields: Dg13Field[] = []
    while (nextTag(set) !== null) {
      if (fields.length === mostFields) throw refuse('too many fields')
      fields.push(readField(set))
    }
    return fields
  })
}

function readField(set: Cursor): Dg13Field {
  const { whole, content } = element(set, tags.sequence)
  const field = readDer(content, 'field')
  const number = smallInteger(field)
  const texts: Dg13Text[] = []
  while (nextTag(field) !== null) texts.push(readText(field))
  return { number, texts, whole }
}

function readText(field: Cursor): Dg13Text {
  if (nextTag(field) !== tags.sequence) return { ...readString(field), isNested: false }
  const nested = enter(field, tags.sequence)
  const text = readString(nested)
  expectEnd(nested)
  return { ...text, isNested: true }
}

function readString(cursor: Cursor): Omit<Dg13Text, 'isNested'> {
  const tag = nextTag(cursor)
  if (tag !== tags.utf8String && tag !== tags.printableString) throw new DerError('field', 'not a string')
  const { content } = element(cursor, tag)
  try {
    return { tag, text: decoder.decode(content) }
  } catch {
    throw new DerError('field', 'not UTF-8')
  }
}

function smallInteger(cursor: Cursor): number {
  return readUnsignedInteger(cursor, 1)[0] ?? 0
}

/** How many texts each field may have, and whether they are nested; field 1 first. */
const shapes: readonly { readonly counts: readonly number[]; readonly isNested: boolean }[] = Array.from(
  { length: 16 },
  (_, i) => {
    if (i === 12) return { counts: [0, 2], isNested: true }
    if (i === 13) return { counts: [0, 1], isNested: true }
    return { counts: [0, 1], isNested: false }
  },
)

/** The details, where the fields are 1 to 16 in rising order as on known cards. Throws LdsError. */
export function readDg13(file: Uint8Array): Dg13 {
  const fields = readDg13Fields(file)
  if (fields.length !== shapes.length || fields.some(({ number }, i) => number !== i + 1))
    throw refuse('fields 1 to 16 in rising order expected')
  const isOdd = fields.some(({ texts }, i) => {
    const shape = shapes[i]
    return !shape?.counts.includes(texts.length) || texts.some(({ isNested }) => isNested !== shape.isNested)
  })
  if (isOdd) throw refuse('value of a field')
  const text = (number: number, nth = 0) => fields[number - 1]?.texts[nth]?.text ?? ''
  return {
    number: text(1),
    name: text(2),
    birthDate: text(3),
    sex: text(4),
    nationality: text(5),
    ethnicity: text(6),
    religion: text(7),
    origin: text(8),
    residence: text(9),
    marks: text(10),
    issuedOn: text(11),
    expiresOn: text(12),
    fatherName: text(13, 0),
    motherName: text(13, 1),
    spouseName: text(14),
    legacyNumber: text(15),
    chipSerial: text(16),
  }
}
