import type { Bilingual } from '../errors.ts'
import type { PacketManifest } from './packet.ts'

export type Surrendered = PacketManifest['surrendered'][number]
export type OldCardKind = Surrendered['kind']
export type Handling = Surrendered['handling']

export const oldCardKinds: Readonly<Record<OldCardKind, Bilingual>> = {
  CMND9: { vi: 'CMND 9 số', en: 'Identity card of 9 digits' },
  CMND12: { vi: 'CMND 12 số', en: 'Identity card of 12 digits' },
  CCCD_BARCODE: { vi: 'CCCD mã vạch', en: 'Citizen card with barcode' },
  CCCD_CHIP: { vi: 'CCCD gắn chip', en: 'Citizen card with chip' },
  CC_2024: { vi: 'Thẻ căn cước', en: 'Identity card of 2024' },
}

export const handlings: Readonly<Record<Handling, Bilingual>> = {
  KEPT_UNTIL_DELIVERY: {
    vi: 'Công dân giữ đến khi trả thẻ, khi đó cắt góc',
    en: 'Kept by the citizen until the new card is handed over, then cut',
  },
  CORNER_CUT: { vi: 'Cắt góc trên bên phải mặt trước, trả lại', en: 'Top right corner cut, given back' },
  COLLECTED: { vi: 'Thu lại', en: 'Collected' },
  LOST: { vi: 'Đã mất', en: 'Lost' },
}

/**
 * What may be done with an old card, the usual first: a legible CMND of nine digits stays with its holder until delivery and
 * is cut where the card goes by post (an illegible one is collected); every other card is collected.
 * Thông tư 59/2021/TT-BCA, Điều 11; Luật Căn cước 26/2023/QH15, Điều 24 khoản 3.
 */
export function handlingsOf(kind: OldCardKind, delivery: 'PICKUP' | 'POST'): readonly Handling[] {
  if (kind !== 'CMND9') return ['COLLECTED', 'LOST']
  return delivery === 'POST'
    ? ['CORNER_CUT', 'COLLECTED', 'LOST']
    : ['KEPT_UNTIL_DELIVERY', 'COLLECTED', 'LOST']
}

/** A number as long as cards of its kind carry. */
export const isNumberOf = ({ kind, number }: Surrendered): boolean =>
  number.length === (kind === 'CMND9' ? 9 : 12)
