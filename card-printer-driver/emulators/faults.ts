import { z } from 'zod'

/** What is wrong with the printer. `swapNextTwo` and `jamNext` happen once and are then spent. */
export const faultsSchema = z.strictObject({
  /** Nothing answers on the printer's port; what it was told and had not done is forgotten. */
  off: z.boolean().optional(),
  ribbonOut: z.boolean().optional(),
  mediaEmpty: z.boolean().optional(),
  coverOpen: z.boolean().optional(),
  /** The next two cards come out with each other's sides; neither is seen in the tray before both are printed. */
  swapNextTwo: z.boolean().optional(),
  /** The next card jams while it is printed; the printer stands until the faults are cleared. */
  jamNext: z.boolean().optional(),
  /** A card is stuck in the machine. */
  jammed: z.boolean().optional(),
})
export type Faults = z.infer<typeof faultsSchema>

const reasons = [
  ['jammed', 'media-jam-error'],
  ['coverOpen', 'cover-open-error'],
  ['mediaEmpty', 'media-empty-error'],
  ['ribbonOut', 'marker-supply-empty-error'],
] as const satisfies readonly (readonly [keyof Faults, string])[]

/** printer-state-reasons, RFC 8011, 5.4.12, of whatever keeps it from printing. */
export function blockingReasons(faults: Faults): readonly string[] {
  return reasons.filter(([fault]) => faults[fault]).map(([, reason]) => reason)
}
