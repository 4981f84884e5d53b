import { z } from 'zod'

const scores = z.array(z.object({ abis: z.string().nullable(), score: z.number() }))
const fingers = z.array(z.object({ position: z.int(), score: z.number() }))

/** What each search system said of a candidate, as the case keeps it. */
export const readScores = (json: unknown) => scores.parse(json)

/** Of each finger that was compared. */
export const readFingerScores = (json: unknown) => fingers.parse(json)
