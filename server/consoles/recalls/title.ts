import type { Bilingual } from '../../../core/errors.ts'

export const title: Bilingual = { vi: 'Thẻ và thu hồi', en: 'Cards and recalls' }
