import { formatVietnamese } from '../dates/calendar-date.ts'
import type { CardFace } from './card-face.ts'
import type { FieldName } from './layout.ts'

export const noExpiryText = 'Không thời hạn'
/** What may be unknown of a person (LCC 2023, 9 names it, the registry does not always have it): nothing stands behind the label. */
export const mayBeBlank: readonly FieldName[] = ['birthRegistrationPlace', 'placeOfOrigin', 'marks']
const sexes = { MALE: 'Nam', FEMALE: 'Nữ' } as const

/** A value as it is printed, in composed letters (NFC), as the type has them; null where the face has none. */
export function printedValue(face: CardFace, field: FieldName): string | null {
  switch (field) {
    case 'birthDate':
    case 'issuedOn':
      return formatVietnamese(face[field])
    case 'expiresOn':
      return face.expiresOn ? formatVietnamese(face.expiresOn) : noExpiryText
    case 'sex':
      return sexes[face.sex]
    case 'name':
      return face.name.trim().normalize('NFC').toLocaleUpperCase('vi')
    default:
      return face[field]?.normalize('NFC') ?? null
  }
}
