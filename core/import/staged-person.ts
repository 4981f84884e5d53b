import type { UnitRecord } from '../citizen/administrative-units.ts'
import { birthCodeOfProvince } from '../citizen/provinces.ts'
import { yearOf } from '../dates/calendar-date.ts'
import type { AddressValue, FieldValue, PersonValue } from '../forms/answers.ts'
import type { FormDefinition } from '../forms/definition.ts'
import { nameKeysOf } from './name-keys.ts'
import type { FormRow } from './read-form-row.ts'
import type { RowUnits } from './units.ts'

/** What a row says of a person, as far as it is compared with the register. */
export interface PersonFacts {
  /** Twelve digits that the row gives. */
  readonly number: string | null
  readonly name: string
  readonly birthDate: string
  readonly sex: 'MALE' | 'FEMALE'
  readonly nationality: string
  readonly ethnicity: string
  readonly religion: string | null
  readonly bloodType: string | null
  readonly maritalStatus: string | null
  readonly birthRegistrationPlace: string | null
  /** Three digits: what a number begins with, if one is to be allotted. */
  readonly birthProvince: string | null
  readonly placeOfOrigin: string | null
  readonly fatherName: string | null
  readonly motherName: string | null
  /** Commune of the permanent residence. */
  readonly unitCode: string
  readonly addressText: string
}

/** A good row in the register's words: what is staged, and hashed to know it again. */
export interface StagedPerson extends PersonFacts {
  readonly legacyNumber: string | null
  readonly nameSearchKey: string
  readonly nameMatchingKey: string
  readonly nameTokenSetKey: string
  readonly birthYear: number
  /** Of {@link PersonFacts.unitCode} on the day of the data. */
  readonly unit: UnitRecord
  /** Null also where the row names no unit that there is. */
  readonly currentUnit: UnitRecord | null
  readonly currentText: string | null
  readonly fatherNumber: string | null
  readonly motherNumber: string | null
  readonly spouseName: string | null
  readonly spouseNumber: string | null
  readonly representativeName: string | null
  readonly representativeNumber: string | null
  readonly headNumber: string | null
  readonly relationToHead: string | null
  /** Ids of the items of DC01 to be topped up. */
  readonly missing: readonly string[]
}

interface Relative {
  readonly name: string | null
  readonly number: string | null
}

type Answer = FieldValue | undefined
const textOf = (value: Answer) => (value?.type === 'TEXT' ? value.text : null)
const digitsOf = (value: Answer) => (value?.type === 'DIGITS' ? value.digits : null)
const choiceOf = (value: Answer) => (value?.type === 'CHOICE' ? value.choice : null)
const addressOf = (value: Answer): AddressValue['parts'] | null =>
  value?.type === 'ADDRESS' ? value.parts : null
const nobody: Relative = { name: null, number: null }
const relativeOf = (value: Answer): Relative =>
  value?.type === 'PERSON'
    ? ({ name: value.name, number: value.number } satisfies Partial<PersonValue>)
    : nobody

/** From the house up, as it is printed; null where nothing is known. */
function printed(parts: AddressValue['parts'] | null): string | null {
  if (!parts) return null
  const { house, street, hamlet, commune, district, province } = parts
  return [house, street, hamlet, commune, district, province].filter(Boolean).join(', ') || null
}

/** Items that an honest row may leave out: nothing is to be topped up where they are empty. */
const optional: ReadonlySet<string> = new Set(['bloodType', 'currentAddress', 'spouse', 'representative'])

function missingOf({ states }: FormRow, definition: FormDefinition): string[] {
  return definition.fields.flatMap(({ id }, i) => {
    if (states[i] === 'FILLED' || (states[i] === 'EMPTY' && optional.has(id))) return []
    return [id]
  })
}

/** Provinces are few, and their codes are asked for on every row. */
const birthCodes = new Map<string, string | null>()
function birthCodeOf(province: string | null | undefined): string | null {
  if (!province) return null
  const known = birthCodes.get(province)
  if (known !== undefined) return known
  const code = birthCodeOfProvince(province)
  if (birthCodes.size < 1000) birthCodes.set(province, code)
  return code
}

const nowhere = { currentUnit: null, currentText: null } as const

function currentOf(value: Answer, units: RowUnits): Pick<StagedPerson, 'currentUnit' | 'currentText'> {
  const parts = addressOf(value)
  const currentText = printed(parts)
  if (!parts || currentText === null) return nowhere
  const { province, district, commune } = parts
  const found = units.byNames({ province: province ?? '', district: district ?? '', commune: commune ?? '' })
  return typeof found === 'string' ? nowhere : { currentUnit: found.unit, currentText }
}

function relativesOf(answers: FormRow['answers']) {
  const father = relativeOf(answers['father'])
  const mother = relativeOf(answers['mother'])
  const spouse = relativeOf(answers['spouse'])
  const representative = relativeOf(answers['representative'])
  return {
    fatherName: father.name,
    fatherNumber: father.number,
    motherName: mother.name,
    motherNumber: mother.number,
    spouseName: spouse.name,
    spouseNumber: spouse.number,
    representativeName: representative.name,
    representativeNumber: representative.number,
    headNumber: relativeOf(answers['head']).number,
  }
}

/** The register's words for a row without blocking faults; null where what a record needs is not there. */
export function stagePerson(row: FormRow, definition: FormDefinition, units: RowUnits): StagedPerson | null {
  const { answers, unit } = row
  const name = textOf(answers['name'])
  const birthDate = answers['birthDate']?.type === 'DATE' ? answers['birthDate'].date : null
  const sex = choiceOf(answers['sex'])
  if (name === null || birthDate === null || unit === null || (sex !== 'MALE' && sex !== 'FEMALE'))
    return null
  const number = digitsOf(answers['number'])
  const birthPlace = addressOf(answers['birthRegistrationPlace'])
  const nationality = answers['nationality']
  return {
    number: number?.length === 12 ? number : null,
    legacyNumber: row.legacyNumber ?? (number?.length === 9 ? number : null),
    name,
    ...nameKeysOf(name),
    birthDate,
    birthYear: yearOf(birthDate),
    sex,
    nationality: (nationality?.type === 'CHOICE' ? nationality.written : null) ?? 'Việt Nam',
    ethnicity: textOf(answers['ethnicity']) ?? 'Không rõ',
    religion: textOf(answers['religion']),
    bloodType: choiceOf(answers['bloodType']),
    maritalStatus: choiceOf(answers['maritalStatus']),
    birthRegistrationPlace: printed(birthPlace),
    birthProvince: birthCodeOf(birthPlace?.province),
    placeOfOrigin: printed(addressOf(answers['placeOfOrigin'])),
    unit: unit.unit,
    unitCode: unit.unit.code,
    addressText:
      printed(addressOf(answers['permanentAddress'])) ?? `${unit.names.commune}, ${unit.names.province}`,
    ...currentOf(answers['currentAddress'], units),
    ...relativesOf(answers),
    relationToHead: choiceOf(answers['relationToHead']),
    missing: missingOf(row, definition),
  }
}

/** What is staged of a person as it is said; units and missing items have forms of their own there. */
export const stagedFields = [
  'number',
  'legacyNumber',
  'name',
  'nameSearchKey',
  'nameMatchingKey',
  'nameTokenSetKey',
  'birthDate',
  'birthYear',
  'sex',
  'nationality',
  'ethnicity',
  'religion',
  'bloodType',
  'maritalStatus',
  'birthRegistrationPlace',
  'birthProvince',
  'placeOfOrigin',
  'unitCode',
  'addressText',
  'currentText',
  'fatherName',
  'fatherNumber',
  'motherName',
  'motherNumber',
  'spouseName',
  'spouseNumber',
  'representativeName',
  'representativeNumber',
  'headNumber',
  'relationToHead',
] as const satisfies readonly (keyof StagedPerson)[]

/** The content of a row as one text: equal for rows that say the same, in whatever letters and order of columns. */
export function contentOf(person: StagedPerson): string {
  let content = person.currentUnit?.code ?? ''
  for (const field of stagedFields) content += `\n${person[field] ?? ''}`
  return `${content}\n${person.missing.join(' ')}`
}

/** What tells a person within a file: two rows that agree in it are one person, or need looking at. */
export function personKeyOf({ nameMatchingKey, birthDate, unitCode, motherName }: StagedPerson): string {
  return [nameMatchingKey, birthDate, unitCode, motherName ?? ''].join('\n')
}
