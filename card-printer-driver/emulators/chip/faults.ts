import { z } from 'zod'

/** What is wrong with the chip or its place on the reader; PUT /faults replaces them all. */
export const chipFaultsSchema = z.strictObject({
  /** It is not on the reader: no power, no answer. */
  pulled: z.boolean().optional(),
  /** The power goes once so many more bytes were written into its memory, and comes back at the next power-up. Happens once. */
  cutAfterBytes: z.int().min(0).optional(),
  /** The power goes before so many more commands were answered: the command is carried out, its answer is lost. Happens once. */
  cutAfterCommands: z.int().min(0).optional(),
  /** Damages the next answer: another status word, a bit of its data, or of its last bytes, where a protected answer has its code. */
  wrongAnswer: z.enum(['STATUS', 'DATA', 'CODE']).optional(),
  /** Milliseconds before each answer. */
  slow: z.int().min(0).max(60_000).optional(),
})
export type ChipFaults = z.infer<typeof chipFaultsSchema>

/** An answer as a bad contact would bring it. */
export function damaged(answer: Uint8Array, how: NonNullable<ChipFaults['wrongAnswer']>): Uint8Array {
  if (how === 'STATUS') return Uint8Array.of(...answer.subarray(0, -2), 0x6f, 0x00)
  // Without data only the status word is left to damage.
  const at = answer.length <= 2 ? 0 : how === 'DATA' ? Math.floor((answer.length - 2) / 2) : answer.length - 3
  return answer.map((byte, i) => (i === at ? byte ^ 1 : byte))
}
