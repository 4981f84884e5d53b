import type { Bilingual } from '../../core/errors.ts'

export const words = {
  front: { vi: 'Mặt trước', en: 'Front' },
  back: { vi: 'Mặt sau', en: 'Back' },
  later: { vi: 'Cấp sau', en: 'Given later' },
  portraitLater: { vi: 'Chưa chụp ảnh', en: 'Not taken yet' },
  symbolLater: { vi: 'Mã in sau', en: 'Code comes later' },
} as const satisfies Readonly<Record<string, Bilingual>>
