import { z } from 'zod'
import { type Bilingual, DomainError } from '../errors.ts'
import { spoilClasses } from '../production/spoil-classes.ts'

interface KindOfMinutes {
  /** Behind the number and the year: 12/2026/BB-GN. */
  readonly code: string
  readonly title: Bilingual
}

/** Biên bản that the card factory and its stores write. */
export const kindsOfMinutes = {
  RECEIPT: { code: 'NK', title: { vi: 'BIÊN BẢN NHẬP KHO', en: 'Record of a delivery into the store' } },
  CUSTODY: {
    code: 'GN',
    title: { vi: 'BIÊN BẢN GIAO NHẬN PHÔI THẺ', en: 'Record of a transfer of custody' },
  },
  SUPPLIES: {
    code: 'VT',
    title: { vi: 'BIÊN BẢN GIAO NHẬN VẬT TƯ IN THẺ', en: 'Record of a transfer of ribbons and laminates' },
  },
  SHIFT: { code: 'CA', title: { vi: 'BIÊN BẢN ĐỐI SOÁT CA SẢN XUẤT', en: 'Record of a shift’s balance' } },
  DESTRUCTION: { code: 'TH', title: { vi: 'BIÊN BẢN TIÊU HỦY THẺ HỎNG', en: 'Record of destruction' } },
  FOUND: {
    code: 'TT',
    title: { vi: 'BIÊN BẢN TÌM THẤY PHÔI THẺ', en: 'Record of blank cards that were found' },
  },
  LOSS: { code: 'MP', title: { vi: 'BIÊN BẢN MẤT PHÔI THẺ', en: 'Record of lost blank cards' } },
  CLAIM: { code: 'KN', title: { vi: 'BIÊN BẢN PHÔI HỎNG CỦA NHÀ CUNG CẤP', en: 'Record of a claim' } },
  CARDS_DESTROYED: {
    code: 'HT',
    title: { vi: 'BIÊN BẢN TIÊU HỦY THẺ CĂN CƯỚC', en: 'Record of destroyed cards' },
  },
  DISCREPANCY: { code: 'SL', title: { vi: 'BIÊN BẢN SAI LỆCH', en: 'Record of a discrepancy' } },
} as const satisfies Readonly<Record<string, KindOfMinutes>>
export type MinutesKind = keyof typeof kindsOfMinutes
export const minutesKinds = Object.keys(kindsOfMinutes) as readonly MinutesKind[]

/** What is destroyed, lost or claimed in one record: what two people can look through together. */
export const mostCardsInMinutes = 1000

const words = z.string().trim().min(1).max(2000)
const serial = z.string().min(1).max(40)
const instant = z.iso.datetime()
const count = z.int().min(0)
const place = z.strictObject({ code: z.string(), name: z.string() })
const range = z.strictObject({ first: serial, last: serial, count })
const many = <T extends z.ZodType>(row: T) => z.array(row).max(mostCardsInMinutes)
const piece = z.strictObject({ serial, model: z.string(), capacity: count })

const receipt = z.strictObject({
  kind: z.literal('RECEIPT'),
  store: place,
  goods: z.enum(['BLANKS', 'RIBBONS', 'LAMINATES']),
  range: range.nullable(),
  /** Ribbons and laminates, which come without a range. */
  pieces: many(piece),
  supplier: words,
  deliveryNote: words,
  deliveredBy: words,
  /** How many of them came with the number of their chip. */
  chipSerials: count,
})

const custody = z.strictObject({
  kind: z.literal('CUSTODY'),
  transfer: z.string(),
  from: place,
  to: place,
  range,
  sentAt: instant,
  outcome: z.enum(['RECEIVED', 'REFUSED']),
  received: count,
  missing: many(serial),
  reason: words.nullable(),
})

/** Ribbons and laminates between two stores; `capacity`: cards that each still makes. */
const supplies = z.strictObject({
  kind: z.literal('SUPPLIES'),
  transfer: z.string(),
  from: place,
  to: place,
  pieces: many(piece),
  sentAt: instant,
  outcome: z.enum(['RECEIVED', 'REFUSED']),
  received: count,
  missing: many(serial),
  reason: words.nullable(),
})

const shift = z.strictObject({
  kind: z.literal('SHIFT'),
  centre: place,
  station: words,
  openedAt: instant,
  closedAt: instant,
  carried: count,
  issued: count,
  good: count,
  spoiled: count,
  returned: count,
  lost: count,
  left: count,
  difference: z.int(),
  explanation: words.nullable(),
})

const destruction = z.strictObject({
  kind: z.literal('DESTRUCTION'),
  store: place,
  reason: words,
  cards: many(
    z.strictObject({
      serial,
      spoilClass: z.enum(spoilClasses),
      reason: z.string(),
      spoiledAt: instant,
      chipSerial: z.string().nullable(),
      witness: z.string(),
    }),
  ),
})

const loss = z.strictObject({
  kind: z.literal('LOSS'),
  store: place,
  reason: words,
  blanks: many(z.strictObject({ serial, chipSerial: z.string().nullable() })),
})

/** Blanks that a record of loss names, and that are there again. */
const found = loss.extend({ kind: z.literal('FOUND') })

const claim = z.strictObject({
  kind: z.literal('CLAIM'),
  claim: z.string(),
  store: place,
  lot: range,
  supplier: words.nullable(),
  deliveryNote: words.nullable(),
  blanks: many(z.strictObject({ serial, reason: z.string(), foundAt: instant })),
})

/** Cards that were in their holders' hands and have ended. */
const cardsDestroyed = z.strictObject({
  kind: z.literal('CARDS_DESTROYED'),
  place,
  reason: words,
  cards: many(z.strictObject({ serial, state: z.enum(['EXPIRED', 'REVOKED', 'REPLACED']) })),
})

const discrepancy = z.strictObject({
  kind: z.literal('DISCREPANCY'),
  /** Number of the parcel. */
  parcel: z.string(),
  from: place,
  to: place,
  expected: count,
  found: count,
  cards: many(z.strictObject({ serial, finding: z.enum(['MISSING', 'EXTRA', 'DAMAGED']) })),
  /** How it was settled, or what is done next. */
  conclusion: words,
})

/** What a record says, by its kind. */
export const minutesBodySchema = z.discriminatedUnion('kind', [
  receipt,
  custody,
  supplies,
  shift,
  destruction,
  loss,
  found,
  claim,
  cardsDestroyed,
  discrepancy,
])
export type MinutesBody = z.infer<typeof minutesBodySchema>

/** As what somebody signs. */
export const signingParts = {
  KEEPER: { vi: 'Thủ kho', en: 'Stock keeper' },
  SENDER: { vi: 'Bên giao', en: 'Handing over' },
  RECEIVER: { vi: 'Bên nhận', en: 'Taking over' },
  OPENER: { vi: 'Người mở ca', en: 'Opened the shift' },
  COUNTER: { vi: 'Người kiểm đếm', en: 'Counted' },
  CLOSER: { vi: 'Người chốt ca', en: 'Closed the shift' },
  EXPLAINER: { vi: 'Người giải trình', en: 'Explained the difference' },
  DECLARER: { vi: 'Người lập biên bản', en: 'Declared it' },
  CONFIRMER: { vi: 'Người xác nhận', en: 'Confirmed it' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type SigningPart = keyof typeof signingParts

const parts = Object.keys(signingParts) as SigningPart[]
export const minutesSignaturesSchema = z
  .array(z.strictObject({ officerId: z.guid(), name: z.string(), part: z.enum(parts), at: instant }))
  .min(1)
export type MinutesSignature = z.infer<typeof minutesSignaturesSchema>[number]

/** More cards than one record holds. */
export class TooManyForMinutes extends DomainError<'TOO_MANY_FOR_MINUTES'> {
  constructor() {
    super(
      'TOO_MANY_FOR_MINUTES',
      {
        vi: `Mỗi biên bản có từ 1 đến ${mostCardsInMinutes} thẻ hoặc phôi. Hãy chia thành nhiều lần.`,
        en: `A record holds 1 to ${mostCardsInMinutes} cards or blanks. Divide them.`,
      },
      { most: mostCardsInMinutes },
    )
  }
}

/** The number as it is cited: count within the year, year, kind. */
export const minutesNumber = (nth: number, year: number, kind: MinutesKind) =>
  `${nth}/${year}/BB-${kindsOfMinutes[kind].code}`
