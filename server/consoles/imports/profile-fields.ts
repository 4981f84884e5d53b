import type { PersonPart } from '../../../core/forms/definition.ts'
import type { ImportTarget } from '../generated/imports.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { formDefinition } from '../../../core/forms/versions.ts'
import { today } from '../clock.ts'
import type { Choice, Path } from './profile-draft.ts'
import { itemName } from './words.ts'

/** One line of the mapping: an item, or a part of one. */
export interface ProfileField {
  readonly path: Path
  readonly label: Bilingual
  readonly required?: true
  readonly date?: true
  /** Where only the form's own choices may stand. */
  readonly choices?: readonly Choice[]
}

function choicesOf(id: string): readonly Choice[] {
  const field = formDefinition('DC01', today()).fields.find((one) => one.id === id)
  return field?.type === 'CHOICE' ? field.choices : []
}

const item = (id: string, more: Omit<ProfileField, 'path' | 'label' | 'choices'> = {}): ProfileField => ({
  path: ['fields', id],
  label: itemName(id),
  choices: choicesOf(id),
  ...more,
})

const address = (id: string): ProfileField => {
  const { vi, en } = itemName(id)
  return { path: ['fields', id, 'oneLine'], label: { vi: `${vi} (một cột)`, en: `${en} (one column)` } }
}

const personWords: Readonly<Record<PersonPart, Bilingual>> = {
  name: { vi: 'họ tên', en: 'name' },
  number: { vi: 'số định danh', en: 'number' },
  nationality: { vi: 'quốc tịch', en: 'nationality' },
}

const person = (id: string): readonly ProfileField[] =>
  (['name', 'number'] as const).map((part) => {
    const { vi, en } = itemName(id)
    const word = personWords[part]
    return {
      path: ['fields', id, 'parts', part],
      label: { vi: `${vi}: ${word.vi}`, en: `${en}: ${word.en}` },
    }
  })

/** The lines of the form; what it does not offer (addresses part by part) is written in the text below it. */
export const profileFields: Readonly<Record<ImportTarget, readonly ProfileField[]>> = {
  RESIDENT: [
    item('name', { required: true }),
    item('birthDate', { required: true, date: true }),
    item('sex', { required: true }),
    item('number'),
    { path: ['legacyNumber'], label: { vi: 'Số CMND 9 số', en: 'Old number of nine digits' } },
    ...['bloodType', 'maritalStatus', 'ethnicity', 'religion', 'nationality'].map((id) => item(id)),
    ...['birthRegistrationPlace', 'placeOfOrigin', 'permanentAddress', 'currentAddress'].map(address),
    ...['father', 'mother', 'spouse', 'representative', 'head'].flatMap(person),
    item('relationToHead'),
  ],
  LEGACY_CARD: [
    item('kind', { required: true }),
    item('number', { required: true }),
    item('name', { required: true }),
    item('birthDate', { required: true, date: true }),
    item('issuedOn', { date: true }),
    item('issuedBy'),
    item('expiresOn', { date: true }),
    item('archivePlace'),
  ],
}

/** The commune of the permanent residence: by its code, or by names. */
export const unitFields: Readonly<Record<'code' | 'names', readonly ProfileField[]>> = {
  code: [
    {
      path: ['unit', 'code'],
      label: { vi: 'Mã đơn vị hành chính cấp xã', en: 'Code of the commune' },
      required: true,
    },
  ],
  names: [
    { path: ['unit', 'province'], label: { vi: 'Tên tỉnh', en: 'Province' }, required: true },
    { path: ['unit', 'district'], label: { vi: 'Tên huyện (nếu có)', en: 'District (if any)' } },
    { path: ['unit', 'commune'], label: { vi: 'Tên xã', en: 'Commune' }, required: true },
  ],
}
