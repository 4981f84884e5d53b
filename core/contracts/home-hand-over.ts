/**
 * Cards that are handed over at their holders' homes, without network. The list goes out with the officer; the result comes back as JSON, with a
 * JWS (core/cms/certified-jws.ts) over the SHA-256 of its bytes by the certified key of the officer who carried the cards.
 */
import { z } from 'zod'
import { calendarDateSchema } from '../dates/calendar-date.ts'
import { handlingCodes, oldCardCodes } from '../enrollment/surrender.ts'
import { authorisationSchema, collectorPersonSchema, collectors } from '../issuance/collectors.ts'
import { mostCardsOnList } from '../issuance/card-list.ts'
import { signatureStrokesSchema } from './signature.ts'

const oldCard = z.strictObject({ kind: z.enum(oldCardCodes), number: z.string().regex(/^\d{9}(\d{3})?$/) })

/** What the officer has to know at the door. */
export const homeListSchema = z.strictObject({
  number: z.string(),
  sentAt: z.iso.datetime(),
  listSha256: z.string().regex(/^[0-9a-f]{64}$/),
  cards: z.array(
    z.strictObject({
      position: z.int().positive(),
      serial: z.string(),
      applicationCode: z.string(),
      name: z.string(),
      birthDate: z.string(),
      residence: z.string(),
      phone: z.string().nullable(),
      /** Who may take it. */
      collectors: z.array(z.enum(collectors)),
      /** Old cards to be cut or collected. */
      oldCards: z.array(oldCard),
    }),
  ),
})
export type HomeList = z.infer<typeof homeListSchema>

/** Why a card was brought back. */
export const broughtBackReasons = [
  'NOBODY_HOME',
  'REFUSED',
  'NOT_THE_HOLDER',
  'MISPRINT',
  'WRONG_DATA',
  'OTHER',
] as const

const given = z.strictObject({
  serial: z.string(),
  outcome: z.literal('HANDED_OVER'),
  at: z.iso.datetime(),
  collector: z.enum(collectors),
  person: collectorPersonSchema.nullable(),
  authorisation: authorisationSchema.nullable(),
  surrendered: z.array(oldCard.extend({ handling: z.enum(handlingCodes) })).max(4),
  /** null: cannot write, for the reason given. */
  signature: signatureStrokesSchema.nullable(),
  unsignedReason: z.string().trim().min(5).max(200).nullable(),
})

const kept = z.strictObject({
  serial: z.string(),
  outcome: z.literal('BROUGHT_BACK'),
  at: z.iso.datetime(),
  reason: z.enum(broughtBackReasons),
})

export const homeResultSchema = z.strictObject({
  list: z.string(),
  listSha256: z.string().regex(/^[0-9a-f]{64}$/),
  day: calendarDateSchema,
  cards: z.array(z.discriminatedUnion('outcome', [given, kept])).max(mostCardsOnList),
})
export type HomeResult = z.infer<typeof homeResultSchema>
export type HomeHandOver = z.infer<typeof given>
