import type { Bilingual } from '../errors.ts'
import { type ResidentItem, residentItems } from '../forms/resident-items.ts'

/** Item 26, "thông tin khác", has no content of its own name: nobody can say what a grant of it would give away. */
const shareableItems = Object.keys(residentItems).filter(
  (item): item is Exclude<ResidentItem, 'otherData'> => item !== 'otherData',
)

/**
 * What an agency may be told of a person: the items of Luật Căn cước 2023, article 9, and the number that took the
 * place of a cancelled one.
 */
export type SharedField = Exclude<ResidentItem, 'otherData'> | 'successorNumber'

export const sharedFields: readonly SharedField[] = [...shareableItems, 'successorNumber']

const successorLabel = { vi: 'Số định danh đã xác lập lại', en: 'Number established again' }

export function labelOf(field: SharedField): Bilingual {
  return field === 'successorNumber' ? successorLabel : residentItems[field].text
}

export function isSharedField(text: string): text is SharedField {
  return sharedFields.some((field) => field === text)
}
