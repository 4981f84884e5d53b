/** Ink of a signature pad: strokes of points, as the pad's own units; what a kiosk or a home visit sends where it has no picture. */
import { z } from 'zod'

const coordinate = z.number().min(0).max(20_000)

export const signatureStrokesSchema = z.strictObject({
  /** Of the pad, in its units. */
  width: z.number().positive().max(20_000),
  height: z.number().positive().max(20_000),
  /** Each stroke is the way of the pen between touching and lifting: x, y from the upper left corner. */
  strokes: z
    .array(
      z
        .array(z.tuple([coordinate, coordinate]))
        .min(1)
        .max(4000),
    )
    .min(1)
    .max(400),
})
export type SignatureStrokes = z.infer<typeof signatureStrokesSchema>
