import { z } from 'zod'
import { panels } from './world.ts'

/** What the machine does one after the other; `feed` takes a card in, `station` brings it to an encoder. */
export const steps = ['feed', 'station', 'position', 'print', 'flip', 'eject', 'reject', 'rear'] as const
export type Step = (typeof steps)[number]

const tripSchema = z
  .strictObject({
    at: z.enum(steps),
    /** Of `print`: this panel alone. */
    panel: z.enum(panels).optional(),
    /** So many such steps go well before. */
    after: z.int().min(0).default(0),
    cause: z.enum(['JAM', 'COVER', 'POWER', 'RIBBON', 'HEAD']),
    /** How much of the step is done by then; 1: all of it, and nothing is said of it any more. */
    part: z.number().min(0).max(1).default(0.5),
  })
  .refine(({ cause, part }) => part < 1 || cause === 'POWER', 'only the power can go after a step')
export type Trip = z.infer<typeof tripSchema>

/** What is wrong with the printer; PUT /faults replaces them all. */
export const evolisFaultsSchema = z.strictObject({
  /** No power: nobody answers, and what is not physical is forgotten. */
  off: z.boolean().optional(),
  /** The cable is out; the printer goes on with what it has. */
  unplugged: z.boolean().optional(),
  /** It reads and carries out, and answers nothing. */
  silent: z.boolean().optional(),
  coverOpen: z.boolean().optional(),
  /** The head waits until it has cooled. */
  cooling: z.boolean().optional(),
  headBroken: z.boolean().optional(),
  /** It takes no card before it was cleaned. */
  cleaningMandatory: z.boolean().optional(),
  /** Nobody can tell what the ribbon is; it prints all the same. */
  ribbonTagUnreadable: z.boolean().optional(),
  /** The chip at the station does not answer: the blank is dead. */
  deadChip: z.boolean().optional(),
  /** The power goes once so many more bytes have come down the line. Happens once. */
  powerLossAfterBytes: z.int().min(0).optional(),
  /** So many more replies go out, and the next is lost. Happens once. */
  loseReplyAfter: z.int().min(0).optional(),
  /** Each happens once, in the middle of a step. */
  trips: z.array(tripSchema).max(100).optional(),
})
export type EvolisFaults = z.infer<typeof evolisFaultsSchema>
