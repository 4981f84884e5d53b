import { z } from 'zod'
import { operations } from '../ipp/message.ts'

const operationName = z.enum(Object.keys(operations) as [keyof typeof operations])

/** What is wrong with the printer. What ends in `Next`, `swapNextTwo` and `loseAnswerTo` happen once and are then spent. */
export const faultsSchema = z.strictObject({
  /** No power: nothing answers on the printer's port; its queue is forgotten, and a card under the head is spoiled. */
  off: z.boolean().optional(),
  ribbonOut: z.boolean().optional(),
  wrongRibbon: z.boolean().optional(),
  mediaEmpty: z.boolean().optional(),
  coverOpen: z.boolean().optional(),
  outputFull: z.boolean().optional(),
  /** The next two cards come out with each other's sides; neither is seen in the tray before both are printed. */
  swapNextTwo: z.boolean().optional(),
  /** The next card jams while it is printed; the printer stands until the faults are cleared. */
  jamNext: z.boolean().optional(),
  /** A card is stuck in the machine. */
  jammed: z.boolean().optional(),
  /** The cover is opened while the next card is under the head: that card is spoiled once it is closed again. */
  coverOpensNext: z.boolean().optional(),
  /** The ribbon ends on the next card, which is spoiled once there is a new one. */
  ribbonEndsNext: z.boolean().optional(),
  /** Milliseconds before every answer. */
  slow: z.number().int().min(0).max(60_000).optional(),
  /** The next request of this kind is carried out, and its answer lost on the way. */
  loseAnswerTo: operationName.optional(),
})
export type Faults = z.infer<typeof faultsSchema>

const reasons = [
  ['jammed', 'media-jam-error'],
  ['coverOpen', 'cover-open-error'],
  ['mediaEmpty', 'media-empty-error'],
  // A maker's own word: the standards have none.
  ['wrongRibbon', 'com.citizen-id-ribbon-mismatch-error'],
  ['ribbonOut', 'marker-supply-empty-error'],
  ['outputFull', 'output-area-full-error'],
] as const satisfies readonly (readonly [keyof Faults, string])[]

/** printer-state-reasons, RFC 8011, 5.4.12, of whatever keeps it from printing. */
export function blockingReasons(faults: Faults): readonly string[] {
  return reasons.filter(([fault]) => faults[fault]).map(([, reason]) => reason)
}

/** What befalls the card that is just printed, and the fault that then stands. */
export const mishaps = [
  ['jamNext', 'jammed'],
  ['coverOpensNext', 'coverOpen'],
  ['ribbonEndsNext', 'ribbonOut'],
] as const satisfies readonly (readonly [keyof Faults, keyof Faults])[]
