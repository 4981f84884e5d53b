import type { Bilingual } from '../../../core/errors.ts'

export const title: Bilingual = { vi: 'Phản ánh, khiếu nại', en: 'Complaints' }
