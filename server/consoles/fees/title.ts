import type { Bilingual } from '../../../core/errors.ts'

export const title: Bilingual = { vi: 'Lệ phí', en: 'Fees' }
