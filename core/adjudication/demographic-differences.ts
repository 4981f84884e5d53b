import type { Bilingual } from '../errors.ts'
import { compareValues, contradicts, differences, type Difference } from '../reconciliation/compare.ts'
import { fieldOf, type ReconciledFieldName } from '../reconciliation/fields.ts'
import { empty, type SourceValue } from '../reconciliation/sources.ts'
import { searchKey } from '../text/vietnamese.ts'

/** What of two persons is read side by side, in the order of the rows, with the field by whose rules it is compared. */
const rows = {
  name: 'name',
  birthDate: 'birthDate',
  sex: 'sex',
  number: 'number',
  legacyNumber: 'number',
  otherName: 'otherName',
  fatherName: 'fatherName',
  motherName: 'motherName',
  ethnicity: 'ethnicity',
  nationality: 'nationality',
  religion: 'religion',
  birthRegistrationPlace: 'birthRegistrationPlace',
  birthProvince: 'birthProvince',
  placeOfOrigin: 'placeOfOrigin',
  permanentAddress: 'permanentAddress',
} as const satisfies Readonly<Record<string, ReconciledFieldName>>
export type PersonField = keyof typeof rows
export const personFields = Object.keys(rows) as readonly PersonField[]

const ownLabels: Readonly<Partial<Record<PersonField, Bilingual>>> = {
  number: { vi: 'Số định danh', en: 'Personal identification number' },
  legacyNumber: { vi: 'Số CMND 9 số', en: 'Old number of nine digits' },
}
export const personFieldLabel = (field: PersonField): Bilingual =>
  ownLabels[field] ?? fieldOf(rows[field]).label

/** Those of the conflict cases, and `ACCENTS`: the same letters once marks are left out, as on typewriters and in old files. */
export const personDifferences = {
  ...differences,
  ACCENTS: { vi: 'Chỉ khác dấu', en: 'The same but for accents' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type PersonDifference = Difference | 'ACCENTS'

export type PersonValues = Readonly<Partial<Record<PersonField, SourceValue>>>

export interface ComparedPersonField {
  readonly field: PersonField
  readonly applicant: SourceValue
  readonly candidate: SourceValue
  readonly difference: PersonDifference
  /** Whether both cannot be right of one person. */
  readonly contradicts: boolean
}

const accentless = new Set<Difference>(['DIFFERENT', 'MIDDLE_NAME'])

function differenceOf(field: PersonField, applicant: SourceValue, candidate: SourceValue): PersonDifference {
  const bothEmpty = applicant.value === null && candidate.value === null
  if (bothEmpty && !applicant.unknown && !candidate.unknown) return 'EMPTY'
  const difference = compareValues(rows[field], applicant, candidate)
  const plain = (value: SourceValue) => searchKey(value.value ?? '')
  return accentless.has(difference) && plain(applicant) === plain(candidate) ? 'ACCENTS' : difference
}

/** The particulars of applicant and candidate, row by row. Symmetric: exchanged, they differ in the same way. */
export function demographicDifferences(
  applicant: PersonValues,
  candidate: PersonValues,
): readonly ComparedPersonField[] {
  return personFields.map((field) => {
    const one = applicant[field] ?? empty
    const other = candidate[field] ?? empty
    const difference = differenceOf(field, one, other)
    return {
      field,
      applicant: one,
      candidate: other,
      difference,
      contradicts: difference !== 'ACCENTS' && contradicts(difference),
    }
  })
}
