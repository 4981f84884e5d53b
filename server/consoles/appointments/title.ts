import type { Bilingual } from '../../../core/errors.ts'

export const title: Bilingual = { vi: 'Lịch hẹn', en: 'Appointments' }
