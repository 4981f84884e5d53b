import { box, field, small } from './layout-parts.ts'
import type { CardLayout, FaceLayout } from './layout.ts'
import { back2024, card2024, card2024Under6, labels2024 } from './template-2024.ts'

const width = 43.4
const dates = { min: 5, max: 6, weight: 'semiBold' } as const

/**
 * The back of 2024 with a signed QR beside the circular's own, which keeps its 18 × 18 mm. 17.6 mm is the least in which a
 * signed QR of 61 modules, as most people's has, gets modules of three dots at 300 dpi; the addresses have narrower
 * boxes for it, of four and three lines in the smallest type.
 */
const back: FaceLayout = {
  ...back2024,
  fields: [
    field('residence', labels2024.residence, { value: box(4, 4.6, width, 6.9), style: small }),
    field('birthRegistrationPlace', labels2024.birthRegistrationPlace, {
      value: box(4, 13.9, width, 5.2),
      style: small,
    }),
    field('issuedOn', labels2024.issuedOn, { value: box(24, 23.3, 35, 2.6), style: dates }),
    field('expiresOn', labels2024.expiresOn, { value: box(24, 28.1, 35, 2.6), style: dates }),
  ],
  barcodes: [
    { kind: 'QR', content: ['qr'], box: box(66, 2.6, 18, 18) },
    { kind: 'QR', content: ['signedQr'], box: box(48, 2.8, 17.6, 17.6) },
  ],
}

/** No circular draws a second QR. */
const variant = { back, assumed: true } as const

export const card2024SignedQr: CardLayout = { ...card2024, ...variant, template: 'CC_2024_SIGNED_QR' }

export const card2024Under6SignedQr: CardLayout = {
  ...card2024Under6,
  ...variant,
  template: 'CC_2024_UNDER_6_SIGNED_QR',
}
