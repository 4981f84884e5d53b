import type { Bilingual } from '../../../core/errors.ts'

export const words = {
  front: { vi: 'Mặt trước', en: 'Front' },
  back: { vi: 'Mặt sau', en: 'Back' },
  numberLater: { vi: 'Cấp sau', en: 'Given later' },
  portrait: { vi: 'Ảnh khuôn mặt', en: 'Portrait' },
  portraitLater: { vi: 'Chưa chụp ảnh', en: 'Not taken yet' },
} as const satisfies Readonly<Record<string, Bilingual>>
