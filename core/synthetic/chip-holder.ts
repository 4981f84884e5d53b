import type { ChipPerson } from '../card/chip-person.ts'
import type { CitizenNumber } from '../citizen/citizen-number.ts'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { cardExpiry } from '../dates/card-expiry.ts'
import { type ExpiryForm, formatTd1 } from '../mrz/td1.ts'
import type { SyntheticHousehold } from './population.ts'
import { seededRandom } from './random.ts'
import type { SyntheticResident } from './resident.ts'

const marks = [
  'Nốt ruồi cách 1,5 cm dưới sau mép trái',
  'Sẹo chấm cách 2 cm trên sau cánh mũi phải',
  'Sẹo thẳng dài 2 cm giữa trán',
  null,
] as const

/** The day of issue, and what an MRZ shows without expiry. */
export interface ChipIssue extends ExpiryForm {
  readonly issuedOn: CalendarDate
}

/** What the chip of an invented person says; null for one who has no number yet. The same person gets the same chip serial. */
export function chipHolder(
  resident: SyntheticResident,
  { address }: Pick<SyntheticHousehold, 'address'>,
  { issuedOn, noExpiry }: ChipIssue,
): ChipPerson | null {
  const { number, name, birthDate, sex, ethnicity, religion } = resident
  if (number === null) return null
  const random = seededRandom(`chip/${number}`)
  const nameOf = (kind: SyntheticResident['relatives'][number]['kind']) =>
    resident.relatives.find((relative) => relative.kind === kind)?.name ?? null
  const expiresOn = cardExpiry({ birthDate, issuedOn })
  return {
    number,
    name,
    birthDate,
    sex,
    nationality: 'Việt Nam',
    ethnicity,
    religion,
    origin: resident.birthRegistrationPlace ?? resident.placeOfOrigin ?? '',
    residence: address,
    marks: random.pick(marks),
    issuedOn,
    expiresOn,
    fatherName: nameOf('FATHER'),
    motherName: nameOf('MOTHER'),
    spouseName: nameOf('SPOUSE'),
    legacyNumber: resident.documents.find(({ kind }) => kind === 'CMND9')?.number ?? null,
    chipSerial: serialOf(number, random.int(0, 0xffff)),
    mrz: formatTd1({ number, name, birthDate, sex, expiresOn }, { noExpiry }),
  }
}

const serialOf = (number: CitizenNumber, lot: number) =>
  (lot.toString(16).padStart(4, '0') + number).toUpperCase()
