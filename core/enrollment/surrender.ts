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

export const oldCardCodes = Object.keys(oldCardKinds) as [OldCardKind, ...OldCardKind[]]
export const handlingCodes = Object.keys(handlings) as [Handling, ...Handling[]]

type OldCard = Omit<Surrendered, 'handling'>

/** An old card that is still to be dealt with, and how that may be done. */
export interface OldCardDue extends OldCard {
  readonly handlings: readonly Handling[]
}

/**
 * What is due when the new card is handed over: the CMND that stayed with its holder is cut at its corner, and the card that is replaced is
 * collected, unless the desk did so. Thông tư 59/2021/TT-BCA, Điều 11; Luật Căn cước 26/2023/QH15, Điều 24 khoản 3.
 */
export function oldCardsDue({
  noted,
  previous,
}: {
  /** At the desk. */
  readonly noted: readonly Surrendered[]
  /** The card in force that the new one replaces. */
  readonly previous: OldCard | null
}): readonly OldCardDue[] {
  const kept = noted.filter(({ handling }) => handling === 'KEPT_UNTIL_DELIVERY')
  const isNoted = noted.some(({ kind, number }) => kind === previous?.kind && number === previous.number)
  return [
    ...kept.map(({ kind, number }): OldCardDue => ({
      kind,
      number,
      handlings: ['CORNER_CUT', 'COLLECTED', 'LOST'],
    })),
    ...(previous && !isNoted ? [{ ...previous, handlings: ['COLLECTED', 'LOST'] } satisfies OldCardDue] : []),
  ]
}

/** The first card that is due and was not dealt with as it may be; null where all were. */
export function neglectedCard(due: readonly OldCardDue[], told: readonly Surrendered[]): OldCardDue | null {
  const isDone = ({ kind, number, handlings: may }: OldCardDue) =>
    told.some((one) => one.kind === kind && one.number === number && may.includes(one.handling))
  return due.find((card) => !isDone(card)) ?? null
}

/** A number as long as cards of its kind carry. */
export const isNumberOf = ({ kind, number }: Surrendered): boolean =>
  number.length === (kind === 'CMND9' ? 9 : 12)
