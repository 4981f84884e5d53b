import { composeCitizenNumber } from '../citizen/citizen-number.ts'
import type { CitizenNumber, Sex } from '../citizen/citizen-number.ts'
import { mergerDate } from '../citizen/provinces.ts'
import {
  addDays,
  addYears,
  compareDates,
  earliestDay,
  parsePartialDate,
  yearOf,
} from '../dates/calendar-date.ts'
import type { CalendarDate, PartialDate } from '../dates/calendar-date.ts'
import { cardExpiry } from '../dates/card-expiry.ts'
import type { HouseholdRelation } from './household-plan.ts'
import type { Kin, NamedMember } from './kinship.ts'
import type { People } from './names.ts'
import type { SyntheticCommune } from './places.ts'
import type { SeededRandom } from './random.ts'

/** A paper issued before the card of 2024. */
export type SyntheticDocument = {
  readonly kind: 'CMND9' | 'CCCD_BARCODE' | 'CCCD_CHIP'
  readonly number: string
  readonly issuedOn: CalendarDate | null
  readonly issuedBy: string | null
  /** Null for one without a term, or where the day of issue is not known. */
  readonly expiresOn: CalendarDate | null
}

export type SyntheticRelative = Kin & { readonly number: CitizenNumber | null }

/** What the population registry knows of an invented person; null is "not known", as it often is in the real one. */
export type SyntheticResident = {
  readonly relation: HouseholdRelation
  readonly name: string
  readonly sex: Sex
  readonly birthDate: PartialDate
  /** Null for a newborn or for one whose papers are missing (then provisional). */
  readonly number: CitizenNumber | null
  readonly allottedOn: CalendarDate | null
  readonly provisional: boolean
  readonly ethnicity: People
  readonly religion: string | null
  readonly bloodType: 'O' | 'A' | 'B' | 'AB' | null
  readonly maritalStatus: 'SINGLE' | 'MARRIED' | 'DIVORCED' | 'WIDOWED' | null
  readonly birthPlace: string | null
  readonly birthRegistrationPlace: string | null
  /** Three digits. */
  readonly birthProvince: string
  readonly placeOfOrigin: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly documents: readonly SyntheticDocument[]
  readonly relatives: readonly SyntheticRelative[]
}

/** Draws serial numbers that never repeat within a group. */
export type NumberSource = {
  readonly citizen: (group: string) => number
  readonly cmnd: (group: string) => number
}

/** What a household has in common. */
export type Family = {
  readonly people: People
  readonly religion: string | null
  readonly commune: SyntheticCommune
  /** Quê quán of the family. */
  readonly origin: SyntheticCommune
  /** Where the grown-ups were born. */
  readonly born: SyntheticCommune
  readonly since: CalendarDate
  readonly on: CalendarDate
}

type Context = { readonly random: SeededRandom; readonly numbers: NumberSource; readonly family: Family }

/** Numbers were first given to everyone at the collection of 2017 to 2020, and at birth registration since 2016. */
const collectionDay = '2019-06-30' as CalendarDate

/** Says of a named member what a registry would; the numbers of relatives are left to the caller, who knows all. */
export function describeResident(context: Context, member: NamedMember): SyntheticResident {
  const { random, numbers, family } = context
  const born = dayOfBirth(random, member.age, family.on)
  const birthDate = member.age >= 62 ? asFarAsKnown(random, born) : born
  const birthCommune = born >= family.since ? family.commune : family.born
  const { birthCode } = birthCommune.formerProvince
  const provisional = member.age >= 60 && random.chance(0.01)
  const numbered = !provisional && !(member.age < 1 && random.chance(0.3))
  const birthYear = yearOf(birthDate)
  const { sex } = member
  const nextSerial = () => numbers.citizen(`${birthCode} ${sex} ${birthYear}`)
  const number = numbered ? composeCitizenNumber({ birthCode, sex, birthYear, serial: nextSerial() }) : null
  return {
    relation: member.relation,
    name: member.name,
    sex,
    birthDate,
    number,
    allottedOn:
      number && (born > collectionDay ? laterOf(born, family.on, random.int(1, 60)) : collectionDay),
    provisional,
    ethnicity: family.people,
    ...circumstances(random, member, family),
    ...origins(random, member, { birthCommune, family, born }),
    birthProvince: birthCode,
    documents: number ? documentsOf(context, { birthDate, number }) : [],
    relatives: member.kin.map((kin) => ({ ...kin, number: null })),
  }
}

function dayOfBirth(random: SeededRandom, age: number, on: CalendarDate): CalendarDate {
  return addDays(addYears(on, -age), -random.int(0, 364))
}

/** Many of the old know their year only, or month and year. */
function asFarAsKnown(random: SeededRandom, born: CalendarDate): PartialDate {
  return parsePartialDate(
    born.slice(
      0,
      random.weighted([
        [10, 78],
        [4, 16],
        [7, 6],
      ]),
    ),
  )
}

const laterOf = (born: CalendarDate, on: CalendarDate, days: number): CalendarDate => {
  const day = addDays(born, days)
  return day < on ? day : on
}

function circumstances(random: SeededRandom, member: NamedMember, family: Family) {
  const adult = member.age >= 18
  const phoneNumber = `050${String(random.int(0, 9_999_999)).padStart(7, '0')}` // 050 has been given to no operator
  const mailbox = `cu-dan-${random.int(1000, 999_999)}@hop-thu.example` // RFC 2606, 2: never a real domain
  return {
    religion: family.religion,
    bloodType: random.chance(0.2)
      ? random.weighted([
          ['O', 42],
          ['B', 31],
          ['A', 21],
          ['AB', 6],
        ] as const)
      : null,
    maritalStatus: random.chance(0.95) ? maritalStatusOf(random, member) : null,
    phone: adult && random.chance(0.7) ? phoneNumber : null,
    email: adult && random.chance(0.15) ? mailbox : null,
  }
}

function maritalStatusOf(
  random: SeededRandom,
  { age, kin, relation, sex }: NamedMember,
): NonNullable<SyntheticResident['maritalStatus']> {
  if (kin.some(({ kind }) => kind === 'SPOUSE')) return 'MARRIED'
  if (age < 20 || relation === 'CHILD' || relation === 'OTHER') return 'SINGLE'
  if (relation === 'PARENT' || age > 65) return 'WIDOWED'
  return random.weighted([
    ['SINGLE', age < 40 ? 60 : 15],
    ['DIVORCED', 30],
    ['WIDOWED', sex === 'FEMALE' ? 25 : 8],
  ] as const)
}

function origins(
  random: SeededRandom,
  member: NamedMember,
  at: { readonly birthCommune: SyntheticCommune; readonly family: Family; readonly born: CalendarDate },
) {
  const printedOn = (commune: SyntheticCommune, day: CalendarDate) =>
    day < mergerDate ? random.pick(commune.former).printed : commune.printed
  const place = printedOn(at.birthCommune, at.born)
  const papers = member.age < 60 || random.chance(0.7)
  return {
    birthPlace: random.chance(0.9) ? place : null,
    birthRegistrationPlace: papers ? place : null,
    placeOfOrigin: random.chance(0.98) ? random.pick(at.family.origin.former).printed : null,
  }
}

type Holder = { readonly birthDate: PartialDate; readonly number: CitizenNumber }

function documentsOf(
  { random, numbers, family }: Context,
  { birthDate, number }: Holder,
): SyntheticDocument[] {
  const fourteen = addYears(earliestDay(birthDate), 14) // from that age on: NĐ 05/1999, article 3; Luật CCCD 2014, article 19
  const { cmndPrefix, printed } = family.born.formerProvince
  const documents: SyntheticDocument[] = []
  const issue = (kind: SyntheticDocument['kind'], from: string, to: string) => {
    const first = compareDates(fourteen, from as CalendarDate) > 0 ? fourteen : (from as CalendarDate)
    const day = addDays(first, random.int(0, 1500))
    return first <= to && day <= to ? { kind, issuedOn: day } : undefined
  }
  const cmnd = random.chance(0.85) ? issue('CMND9', '1999-07-01', '2015-12-31') : undefined
  if (cmnd) {
    const dated = random.chance(0.9)
    documents.push({
      kind: 'CMND9',
      number: `${cmndPrefix}${String(numbers.cmnd(cmndPrefix)).padStart(7, '0')}`,
      issuedOn: dated ? cmnd.issuedOn : null,
      issuedBy: dated ? `Công an ${printed}` : null,
      expiresOn: dated ? addYears(cmnd.issuedOn, 15) : null, // NĐ 05/1999, article 2
    })
  }
  const barcode = random.chance(0.15) ? issue('CCCD_BARCODE', '2016-01-01', '2021-01-22') : undefined
  const chip = random.chance(0.75) ? issue('CCCD_CHIP', '2021-01-23', '2024-06-30') : undefined
  for (const card of [barcode, chip]) {
    if (card)
      documents.push({ ...card, number, issuedBy: cardIssuer, expiresOn: cardExpiry({ birthDate, ...card }) })
  }
  return documents
}

const cardIssuer = 'Cục Cảnh sát quản lý hành chính về trật tự xã hội'

/** About four in five answer "Không". */
export function religionOf(random: SeededRandom, people: People): string | null {
  if (people === 'Khơ-me') return 'Phật giáo'
  return random.weighted([
    ['Không', 80],
    ['Phật giáo', 6],
    ['Công giáo', 7],
    ['Tin lành', people === 'HMông' || people === 'Ê-đê' ? 15 : 1],
    ['Cao Đài', 1],
    ['Phật giáo Hòa Hảo', 1],
    [null, 3],
  ])
}
