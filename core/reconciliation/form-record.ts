import { birthCodeOfProvince } from '../citizen/provinces.ts'
import type { FieldValue } from '../forms/answers.ts'
import type { AddressPart } from '../forms/definition.ts'
import type { FieldValues } from './compare.ts'
import type { ReconciledFieldName } from './fields.ts'
import { empty, known, type SourceValue, unknown } from './sources.ts'

export type RelativeKind = 'FATHER' | 'MOTHER' | 'SPOUSE' | 'REPRESENTATIVE'

export interface RelativeRecord {
  readonly kind: RelativeKind
  readonly name: string
  readonly number: string | null
}

export interface AddressRecord {
  readonly parts: { readonly [Part in AddressPart]?: string | null }
  /** As printed: house, street, hamlet, commune … */
  readonly text: string
}

/** What one source says of one person, in the registry's words. */
export interface PersonRecord {
  readonly values: FieldValues
  /** Twelve digits. */
  readonly number: string | null
  /** Nine digits. */
  readonly legacyNumber: string | null
  readonly permanent: AddressRecord | null
  readonly current: AddressRecord | null
  readonly relatives: readonly RelativeRecord[]
  readonly head: { readonly name: string; readonly number: string | null; readonly relation: string } | null
}

export type FormValues = Readonly<Partial<Record<string, FieldValue>>>

const order: readonly AddressPart[] = ['house', 'street', 'hamlet', 'commune', 'district', 'province']

function addressOf(value: FieldValue | undefined): AddressRecord | null {
  if (value?.type !== 'ADDRESS') return null
  const text = order.flatMap((part) => value.parts[part] ?? []).join(', ')
  return text === '' ? null : { parts: value.parts, text }
}

/** An answer as one text; codes of boxes stay codes, a country written beside its box is the answer. */
export function textOf(value: FieldValue | undefined): SourceValue {
  switch (value?.type) {
    case 'UNKNOWN':
      return unknown
    case 'TEXT':
      return known(value.text)
    case 'DATE':
      return known(value.date)
    case 'DIGITS':
      return known(value.digits)
    case 'CHOICE':
      return known(value.written ?? value.choice)
    case 'PERSON':
      return known(value.name)
    case 'ADDRESS':
      // Every part of it was declared unknown.
      return addressOf(value) ? known(addressOf(value)?.text ?? '') : unknown
    default:
      return empty
  }
}

/** Which item of a form says which field. */
export const formItems: Readonly<Partial<Record<string, ReconciledFieldName>>> = {
  name: 'name',
  birthDate: 'birthDate',
  number: 'number',
  sex: 'sex',
  bloodType: 'bloodType',
  maritalStatus: 'maritalStatus',
  birthRegistrationPlace: 'birthRegistrationPlace',
  placeOfOrigin: 'placeOfOrigin',
  ethnicity: 'ethnicity',
  religion: 'religion',
  nationality: 'nationality',
  permanentAddress: 'permanentAddress',
  currentAddress: 'currentAddress',
  father: 'fatherName',
  mother: 'motherName',
  spouse: 'spouseName',
  representative: 'representativeName',
  head: 'headName',
  relationToHead: 'relationToHead',
}

/** One answer as the value of its field. */
export function formValue(item: string, answer: FieldValue | undefined): SourceValue {
  const isHome = item === 'nationality' && answer?.type === 'CHOICE' && answer.choice === 'VN'
  return isHome ? known('Việt Nam') : textOf(answer)
}

const relativeItems = {
  father: 'FATHER',
  mother: 'MOTHER',
  spouse: 'SPOUSE',
  representative: 'REPRESENTATIVE',
} as const

function relativesOf(answers: FormValues): readonly RelativeRecord[] {
  return Object.entries(relativeItems).flatMap(([item, kind]) => {
    const value = answers[item]
    return value?.type === 'PERSON' ? [{ kind, name: value.name, number: value.number }] : []
  })
}

/** Where the birth was registered decides the first three digits of a number. */
function birthProvinceOf(place: FieldValue | undefined): SourceValue {
  if (place?.type === 'UNKNOWN') return unknown
  const province = place?.type === 'ADDRESS' ? place.parts.province : null
  const code = province ? birthCodeOfProvince(province) : null
  return code === null ? empty : known(code)
}

/** The answers of a form in the registry's words. An empty item stays empty, "không rõ" stays unknown. */
export function recordOfForm(answers: FormValues): PersonRecord {
  const { number, head, relationToHead } = answers
  const digits = number?.type === 'DIGITS' ? number.digits : ''
  const values = Object.entries(formItems).map(
    ([item, field]) => [field, formValue(item, answers[item])] as const,
  )
  return {
    values: {
      ...Object.fromEntries(values),
      birthProvince: birthProvinceOf(answers['birthRegistrationPlace']),
    },
    number: digits.length === 12 ? digits : null,
    legacyNumber: digits.length === 9 ? digits : null,
    permanent: addressOf(answers['permanentAddress']),
    current: addressOf(answers['currentAddress']),
    relatives: relativesOf(answers),
    head:
      head?.type === 'PERSON' && relationToHead?.type === 'CHOICE'
        ? { name: head.name, number: head.number, relation: relationToHead.choice }
        : null,
  }
}
