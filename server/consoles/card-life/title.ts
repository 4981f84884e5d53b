import type { Bilingual } from '../../../core/errors.ts'

export const title: Bilingual = { vi: 'Vòng đời thẻ', en: 'Card life' }
