import type { ChipPerson } from '../card/chip-person.ts'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { cardExpiry } from '../dates/card-expiry.ts'
import { type ExpiryForm, formatTd1 } from '../mrz/td1.ts'
import type { SyntheticHousehold } from './population.ts'
import { type SeededRandom, seededRandom } from './random.ts'
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
    chipSerial: serialOf(random),
    mrz: formatTd1({ number, name, birthDate, sex, expiresOn }, { noExpiry }),
  }
}

/** Sixteen hexadecimal digits that say nothing of the holder: stations write serial numbers into their journals. */
const serialOf = (random: SeededRandom) =>
  Array.from({ length: 16 }, () => random.int(0, 15).toString(16))
    .join('')
    .toUpperCase()
