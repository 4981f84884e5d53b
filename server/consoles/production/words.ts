import type { Bilingual } from '../../../core/errors.ts'

export const templateNames: Readonly<Record<string, Bilingual>> = {
  CCCD_2021: { vi: 'Thẻ CCCD 2021', en: 'Card of 2021' },
  CC_2024: { vi: 'Thẻ căn cước', en: 'Card' },
  CC_2024_UNDER_6: { vi: 'Thẻ căn cước, dưới 6 tuổi', en: 'Card, under six' },
  CC_2024_SIGNED_QR: { vi: 'Thẻ căn cước, QR ký số', en: 'Card, signed QR' },
  CC_2024_UNDER_6_SIGNED_QR: {
    vi: 'Thẻ căn cước, dưới 6 tuổi, QR ký số',
    en: 'Card, under six, signed QR',
  },
  IDENTITY_CERTIFICATE_2024: { vi: 'Giấy chứng nhận căn cước', en: 'Identity certificate' },
}
