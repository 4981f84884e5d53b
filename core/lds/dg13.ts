/**
 * DG13: the holder's details as Vietnamese cards have them, known from public readers alone (docs/chip.md):
 *   6D { SEQUENCE { version 1, OID 1.0.10646.1.0.8, SET { field … } } }
 *   field ::= SEQUENCE { number INTEGER, value }
 * The fields stand in rising order of their numbers, not in that of a DER SET OF, none is missing, and each has a length of one byte:
 * one grammar of readers looks for `30 ?? 02 01 n` with n rising by one. A detail that is not known is an empty string of the field's
 * type, which those readers step over; without a spouse the field is its number alone.
 */
import { asciiBytes, objectIdentifier, sequence, tags, tlv, unsignedInteger } from '../der.ts'
import type { ChipPerson } from '../card/chip-person.ts'
import type { ChipProfile } from '../card/chip-profile.ts'
import type { PartialDate } from '../dates/calendar-date.ts'
import { chipFiles } from './chip-files.ts'
import { type ChipField, ChipFieldRefused } from './refusals.ts'
import { shortenPlace } from './shorten-place.ts'
import { encodeTlv } from './tlv.ts'

// ISO/IEC 10646-1, UTF-8
export const dg13Oid = '1.0.10646.1.0.8'

/** What may follow the length of a field: one byte more, and its length would need two. */
export const mostFieldBytes = 127
/** The same for the text of a field that has nothing else: without the number, and the string's own tag and length. */
const mostTextBytes = mostFieldBytes - 5

export type Dg13Profile = Pick<ChipProfile, 'longField' | 'noExpiry'>

interface FieldRow {
  readonly field: ChipField
  /** What stands behind the number. */
  readonly value: (person: ChipPerson, profile: Dg13Profile) => readonly Uint8Array[]
}

const encoder = new TextEncoder()
const printable = (text: string) => [tlv(tags.printableString, asciiBytes(text))]

/** Control characters are refused: `02 01` inside a text would be a field to a reader that only looks for bytes. */
function utf8(field: ChipField, text: string): readonly Uint8Array[] {
  if (!text.isWellFormed() || /\p{Cc}/u.test(text)) throw new ChipFieldRefused(field, 'MALFORMED')
  return [tlv(tags.utf8String, encoder.encode(text.normalize('NFC')))]
}

const words = (field: 'name' | 'nationality' | 'ethnicity' | 'religion' | 'marks'): FieldRow => ({
  field,
  value: (person) => utf8(field, person[field] ?? ''),
})

/** A place that is too long is told in fewer words, by the one rule of `shortenPlace`. */
const place = (field: 'origin' | 'residence'): FieldRow => ({
  field,
  value: (person, { longField }) => {
    const whole = person[field].normalize('NFC')
    const fits = (text: string) => encoder.encode(text).length <= mostTextBytes
    const text = longField === 'SHORTEN' ? shortenPlace(whole, fits) : whole
    if (text === null) throw new ChipFieldRefused(field, 'TOO_LONG')
    return utf8(field, text)
  },
})

const code = (field: 'number' | 'legacyNumber' | 'chipSerial', form: RegExp): FieldRow => ({
  field,
  value: (person) => {
    const text = person[field] ?? ''
    if (!form.test(text)) throw new ChipFieldRefused(field, 'MALFORMED')
    return printable(text)
  },
})

/** dd/mm/yyyy; a day or month that is not known is 00, so that ten characters stand there in every case. */
function fullDate(date: PartialDate): string {
  const [year = '', month = '00', day = '00'] = date.split('-')
  return `${day}/${month}/${year}`
}

const named = (field: ChipField, name: string | null) => sequence(...utf8(field, name ?? ''))
const sexes = { MALE: 'Nam', FEMALE: 'Nữ' } as const

/** Field 1 first. */
const rows: readonly FieldRow[] = [
  code('number', /^\d{12}$/),
  words('name'),
  { field: 'birthDate', value: ({ birthDate }) => printable(fullDate(birthDate)) },
  { field: 'sex', value: ({ sex }) => utf8('sex', sexes[sex]) },
  words('nationality'),
  words('ethnicity'),
  words('religion'),
  place('origin'),
  place('residence'),
  words('marks'),
  { field: 'issuedOn', value: ({ issuedOn }) => printable(fullDate(issuedOn)) },
  {
    field: 'expiresOn',
    value: ({ expiresOn }, { noExpiry }) =>
      utf8('expiresOn', expiresOn === null ? noExpiry.dg13 : fullDate(expiresOn)),
  },
  {
    field: 'parents',
    value: ({ fatherName, motherName }) => [named('parents', fatherName), named('parents', motherName)],
  },
  {
    field: 'spouseName',
    value: ({ spouseName }) => (spouseName === null ? [] : [named('spouseName', spouseName)]),
  },
  code('legacyNumber', /^(?:\d{9})?$/),
  code('chipSerial', /^[0-9A-Z]{16}$/),
]

const integers = Array.from({ length: rows.length + 1 }, (_, number) =>
  unsignedInteger(Uint8Array.of(number)),
)
const integer = (number: number) => integers[number] ?? unsignedInteger(Uint8Array.of(number))
const header = [integer(1), objectIdentifier(dg13Oid)] as const

/** The whole file. Throws ChipFieldRefused for a detail that has no place in its field. */
export function writeDg13(person: ChipPerson, profile: Dg13Profile): Uint8Array<ArrayBuffer> {
  const fields = rows.map(({ field, value }, i) => {
    const parts = [integer(i + 1), ...value(person, profile)]
    if (parts.reduce((sum, part) => sum + part.length, 0) > mostFieldBytes)
      throw new ChipFieldRefused(field, 'TOO_LONG')
    return sequence(...parts)
  })
  return encodeTlv(chipFiles.DG13.tag, sequence(...header, tlv(tags.set, ...fields)))
}
