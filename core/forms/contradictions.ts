import {
  explainCitizenNumber,
  numberWarnings,
  parseCitizenNumber,
  type Sex,
} from '../citizen/citizen-number.ts'
import { formerProvinces, provinces } from '../citizen/provinces.ts'
import { ageOn, type CalendarDate, type PartialDate } from '../dates/calendar-date.ts'
import { matchingKey, searchKey } from '../text/vietnamese.ts'
import type { FieldValue, PersonValue } from './answers.ts'
import type { FormDefinition, FormField } from './definition.ts'
import { type FaultAt, faultOf, type FormFault, type FormRule, numberFault } from './faults.ts'

export type Answers = Readonly<Record<string, FieldValue>>

/** The answers that rules compare, as far as they are known. */
interface Declared {
  readonly name: string | null
  readonly number: string | null
  readonly birthDate: PartialDate | null
  readonly sex: Sex | null
  readonly maritalStatus: string | null
  readonly birthProvince: string | null
  readonly relationToHead: string | null
  readonly spouseUnknown: boolean
  readonly people: Readonly<Record<string, PersonValue>>
}

const choiceOf = (value: FieldValue | undefined) => (value?.type === 'CHOICE' ? value.choice : null)

function declared(answers: Answers): Declared {
  const { name, number, birthDate, birthRegistrationPlace } = answers
  const sex = choiceOf(answers['sex'])
  const people = Object.entries(answers).filter(
    (entry): entry is [string, PersonValue] => entry[1].type === 'PERSON',
  )
  return {
    name: name?.type === 'TEXT' ? name.text : null,
    number: number?.type === 'DIGITS' ? number.digits : null,
    birthDate: birthDate?.type === 'DATE' ? birthDate.date : null,
    sex: sex === 'MALE' || sex === 'FEMALE' ? sex : null,
    maritalStatus: choiceOf(answers['maritalStatus']),
    birthProvince:
      birthRegistrationPlace?.type === 'ADDRESS' ? (birthRegistrationPlace.parts.province ?? null) : null,
    relationToHead: choiceOf(answers['relationToHead']),
    spouseUnknown: answers['spouse']?.type === 'UNKNOWN',
    people: Object.fromEntries(people),
  }
}

type Found = readonly [field: string, rule: FormRule]
const twelve = 12

function marriageRules(
  { maritalStatus, people, birthDate, sex, spouseUnknown }: Declared,
  on: CalendarDate,
): Found[] {
  const found: Found[] = []
  if (maritalStatus === 'SINGLE' && people['spouse']) found.push(['spouse', 'SINGLE_WITH_SPOUSE'])
  if (maritalStatus !== 'MARRIED') return found
  if (!people['spouse'] && !spouseUnknown) found.push(['spouse', 'SPOUSE_MISSING'])
  const legalAge = sex === 'FEMALE' ? 18 : 20
  if (birthDate !== null && ageOn(birthDate, on) < legalAge) found.push(['maritalStatus', 'MARRIED_YOUNG'])
  return found
}

function familyRules({ people, birthDate }: Declared, on: CalendarDate): Found[] {
  const found: Found[] = []
  const { father, mother, representative } = people
  // Luật Căn cước 2023, article 23: below 14 somebody stands for the child.
  const isChild = birthDate !== null && ageOn(birthDate, on) < 14
  if (isChild && !father && !mother && !representative)
    found.push(['representative', 'REPRESENTATIVE_MISSING'])
  if (father && sexInNumber(father) === 'FEMALE') found.push(['father', 'PARENT_SEX_DIFFERS'])
  if (mother && sexInNumber(mother) === 'MALE') found.push(['mother', 'PARENT_SEX_DIFFERS'])
  return found
}

function sexInNumber({ number }: PersonValue): Sex | null {
  if (number?.length !== twelve) return null
  return explainCitizenNumber(parseCitizenNumber(number)).sex
}

/** One number is one person: the father is neither the mother nor the one who declares. */
function sharedNumbers({ number, people }: Declared): Found[] {
  const { father, mother, spouse } = people
  const distinct = Object.entries({ father, mother, spouse })
  const seen = new Set(number === null ? [] : [number])
  return distinct.flatMap(([field, person]): Found[] => {
    const theirs = person?.number ?? null
    if (theirs === null) return []
    if (seen.has(theirs)) return [[field, 'NUMBER_OF_ANOTHER']]
    seen.add(theirs)
    return []
  })
}

function headRules({ relationToHead, name, number, people: { head } }: Declared): Found[] {
  if (!head || relationToHead === null) return []
  const sameNumber = number !== null && number === head.number
  if (relationToHead !== 'HEAD') return sameNumber ? [['head', 'NUMBER_OF_ANOTHER']] : []
  const otherNumber =
    number !== null && head.number !== null && number.length === head.number.length && !sameNumber
  const otherName = name !== null && matchingKey(name) !== matchingKey(head.name)
  return otherNumber || otherName ? [['head', 'HEAD_IS_ANOTHER']] : []
}

const birthCodes = new Map<string, string[]>()
for (const { name, code } of [...formerProvinces, ...provinces]) {
  const key = searchKey(name)
  birthCodes.set(key, [...(birthCodes.get(key) ?? []), `0${code}`])
}

const provinceTitle = /^(?:TINH|THANH PHO|TP) /

/** Codes that a province's name has stood for, before or after 2025; none for a name that is not one of a province. */
function birthCodesOf(province: string): readonly string[] {
  return birthCodes.get(searchKey(province).replace(provinceTitle, '')) ?? []
}

/** Where the digits of the number say otherwise; a place counts only where no code of its name fits. */
function numberRules({ number, birthDate, sex, birthProvince }: Declared) {
  if (number?.length !== twelve || birthDate === null || sex === null) return []
  const citizenNumber = parseCitizenNumber(number)
  const codes = birthProvince === null ? [] : birthCodesOf(birthProvince)
  const readings = (codes.length > 0 ? codes : [null]).map((birthCode) =>
    numberWarnings(citizenNumber, { sex, birthDate, birthCode }),
  )
  return readings.reduce((best, one) => (one.length < best.length ? one : best))
}

/** What the answers of one form say against each other (thiếu, mâu thuẫn); each answer by itself has been read before. */
export function contradictions(definition: FormDefinition, answers: Answers, on: CalendarDate): FormFault[] {
  const fields = new Map(definition.fields.map((field): [string, FormField] => [field.id, field]))
  const facts = declared(answers)
  const found = [
    ...marriageRules(facts, on),
    ...familyRules(facts, on),
    ...sharedNumbers(facts),
    ...headRules(facts),
  ]
  const faults = found.flatMap(([id, rule]) => {
    const field = fields.get(id)
    const at: FaultAt = { rule, part: null }
    return field ? [faultOf(field, at)] : []
  })
  const number = fields.get('number')
  return number ? [...faults, ...numberRules(facts).map((warning) => numberFault(number, warning))] : faults
}
