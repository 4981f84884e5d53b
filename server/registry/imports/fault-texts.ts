import type { Bilingual } from '../../../core/errors.ts'
import type { FormDefinition } from '../../../core/forms/definition.ts'
import { faultOf, type FormRule } from '../../../core/forms/faults.ts'
import { formDefinition } from '../../../core/forms/versions.ts'
import type { MappingProfile } from '../../../core/import/mapping-profile.ts'
import { rowReasons } from '../../../core/import/row-faults.ts'

/** What the items of a card are called; those of people are named by their form. */
const cardLabels: Readonly<Record<string, Bilingual>> = {
  kind: { vi: 'Loại thẻ', en: 'Kind of card' },
  number: { vi: 'Số thẻ', en: 'Number of the card' },
  name: { vi: 'Họ tên', en: 'Name' },
  birthDate: { vi: 'Ngày sinh', en: 'Date of birth' },
  issuedOn: { vi: 'Ngày cấp', en: 'Date of issue' },
  issuedBy: { vi: 'Nơi cấp', en: 'Issued by' },
  expiresOn: { vi: 'Có giá trị đến', en: 'Valid until' },
  archivePlace: { vi: 'Nơi lưu hồ sơ', en: 'Place in the archive' },
}
const otherLabels: Readonly<Record<string, Bilingual>> = {
  unit: { vi: 'Nơi thường trú', en: 'Permanent residence' },
  legacyNumber: { vi: 'Số CMND 9 số', en: 'Old number of nine digits' },
}

/** The sentence for a fault, with the item's name: what an officer reads in the error file. */
export function faultText(
  profile: MappingProfile,
  { field, reason }: { readonly field: string; readonly reason: string },
): Bilingual {
  const [id = '', part = null] = field.split('.', 2)
  const own = Object.hasOwn(rowReasons, reason) ? rowReasons[reason as keyof typeof rowReasons] : null
  const definition = formDefinition('DC01', profile.asOf)
  if (own) return labelled(labelOf(profile, definition, id), own)
  const item = definition.fields.find((one) => one.id === id) ?? definition.fields[0]
  if (!item) return { vi: reason, en: reason }
  const { vi, en } = faultOf(item, { rule: reason as FormRule, part }).text
  const label = profile.target === 'LEGACY_CARD' ? cardLabels[id] : undefined
  // The form puts its own label before the sentence; a card's items have others.
  return label ? labelled(label, { vi: behindLabel(vi), en: behindLabel(en) }) : { vi, en }
}

const behindLabel = (sentence: string) => sentence.slice(sentence.indexOf(': ') + 2)

function labelOf(profile: MappingProfile, definition: FormDefinition, id: string): Bilingual | null {
  if (id === '') return null
  if (profile.target === 'LEGACY_CARD') return cardLabels[id] ?? otherLabels[id] ?? null
  return definition.fields.find((one) => one.id === id)?.label ?? otherLabels[id] ?? null
}

const labelled = (label: Bilingual | null, text: Bilingual): Bilingual =>
  label ? { vi: `${label.vi}: ${text.vi}`, en: `${label.en}: ${text.en}` } : text
