import { z } from 'zod'
import { calendarDateSchema } from '../dates/calendar-date.ts'
import { addressParts, personParts } from '../forms/definition.ts'
import { legacyEncodings } from '../text/legacy-encodings.ts'
import { dateFormats } from './date-formats.ts'

const column = z.string().trim().min(1).max(100)

/**
 * Where a value comes from: one column, several joined by a blank, or the same for every row; then what is done with it.
 * Codes stand in the profile itself: of sex, ethnicity and religion there are many competing lists, and a bare number says
 * nothing without its own.
 */
const source = z
  .strictObject({
    column: column.optional(),
    columns: z.array(column).min(2).max(6).optional(),
    constant: z.string().min(1).max(200).optional(),
    /** Code → what it stands for. With codes, anything else is a fault of the row. */
    codes: z.record(z.string().max(100), z.string().max(200)).optional(),
    /** What the locality writes for "không rõ"; those words themselves are always understood. */
    unknown: z.array(z.string().min(1).max(40)).max(20).optional(),
    /** For dates: the first format that fits. */
    dates: z.array(z.enum(dateFormats)).min(1).optional(),
    /** For digits that a spreadsheet has robbed of their zeros: how many there should be. */
    digits: z.number().int().min(1).max(20).optional(),
  })
  .refine(
    ({ column: one, columns, constant }) =>
      [one, columns, constant].filter((from) => from !== undefined).length === 1,
    { error: 'exactly one of column, columns and constant' },
  )
export type Source = z.infer<typeof source>

const partsOf = <Part extends string>(parts: readonly [Part, ...Part[]]) =>
  z.strictObject({ parts: z.partialRecord(z.enum(parts), source) })

/** An address in one column, "Số 1 Phố Mẫu, Xã Mẫu, Huyện Thử, Tỉnh Hà Nam", taken apart from its end. */
const oneLine = z.strictObject({ oneLine: source })
const address = z.union([partsOf(addressParts), oneLine])
const person = partsOf(personParts)
const choice = z.union([source, z.strictObject({ choice: source, written: source })])

/** The commune of the permanent residence: by its code on a day, or by the names of the levels. */
const unit = z.union([
  z.strictObject({
    code: source,
    /** The day on which the codes held; codes of abolished units are followed to their successor. */
    on: calendarDateSchema.optional(),
  }),
  z.strictObject({ province: source, district: source.optional(), commune: source }),
])

const csv = z.strictObject({
  kind: z.literal('CSV'),
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
  /** Null where the locality never quotes. */
  quote: z.literal('"').nullable().default('"'),
  /** Names of the columns where the file does not begin with them. */
  columns: z.array(column).min(1).max(200).optional(),
  /** Whether a quoted value may go on in the next line; then an unclosed quote costs the lines up to the next one. */
  lineBreaksInValues: z.boolean().default(false),
})
const jsonLines = z.strictObject({ kind: z.literal('JSON_LINES') })

const common = {
  format: z.discriminatedUnion('kind', [csv, jsonLines]),
  encoding: z.enum(['AUTO', 'UTF-8', 'UTF-16', ...legacyEncodings]).default('AUTO'),
  /** The day of the data: which DC01 was in force, to which day ages are counted, which units the addresses are of. */
  asOf: calendarDateSchema,
  unit,
}

/** Columns → the items of DC01. */
const residentProfile = z.strictObject({
  target: z.literal('RESIDENT'),
  ...common,
  /** The row's own key in the locality's data. */
  key: z.array(column).min(1).max(5),
  fields: z.strictObject({
    name: source,
    birthDate: source,
    sex: source,
    number: source.optional(),
    bloodType: source.optional(),
    maritalStatus: source.optional(),
    birthRegistrationPlace: address.optional(),
    placeOfOrigin: address.optional(),
    ethnicity: source.optional(),
    religion: source.optional(),
    nationality: choice.optional(),
    permanentAddress: address.optional(),
    currentAddress: address.optional(),
    father: person.optional(),
    mother: person.optional(),
    spouse: person.optional(),
    representative: person.optional(),
    head: person.optional(),
    relationToHead: choice.optional(),
  }),
  /** Số CMND 9 số in a column of its own, beside `number`. */
  legacyNumber: source.optional(),
})

/** Columns → a card issued before. */
const legacyCardProfile = z.strictObject({
  target: z.literal('LEGACY_CARD'),
  ...common,
  fields: z.strictObject({
    /** CMND9, CMND12, CCCD_BARCODE or CCCD_CHIP. */
    kind: source,
    number: source,
    name: source,
    birthDate: source,
    issuedOn: source.optional(),
    issuedBy: source.optional(),
    expiresOn: source.optional(),
    archivePlace: source.optional(),
  }),
})

/** How a locality's own data become fields of the register; kept as versioned JSON. docs/registry-import.md has an example. */
export const mappingProfileSchema = z.discriminatedUnion('target', [residentProfile, legacyCardProfile])
export type MappingProfile = z.infer<typeof mappingProfileSchema>
export type ResidentProfile = z.infer<typeof residentProfile>
export type LegacyCardProfile = z.infer<typeof legacyCardProfile>
export type CsvFormat = z.infer<typeof csv>

export const importTargets = [
  'RESIDENT',
  'LEGACY_CARD',
] as const satisfies readonly MappingProfile['target'][]
