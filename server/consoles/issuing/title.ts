import type { Bilingual } from '../../../core/errors.ts'

export const title: Bilingual = { vi: 'Trả thẻ', en: 'Hand-over' }
