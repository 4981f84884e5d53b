import type { Bilingual } from '../../../core/errors.ts'

/** Of the area in the navigation, and of its first screen. */
export const title: Bilingual = { vi: 'Sản xuất thẻ', en: 'Card production' }
