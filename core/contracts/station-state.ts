/** What a production station tells about itself over HTTP, with its machine's bearer token: on every change and every 15 seconds. */
import { z } from 'zod'

/** A station that is not heard of for so long counts as off. */
export const stationSilenceMs = 60_000
/** A clock that is wrong by so much makes times in journals and on cards wrong. */
export const clockToleranceMs = 5 * 60_000

export const stationConditions = ['RUNNING', 'IDLE', 'STOPPED', 'OFF'] as const
export type StationCondition = (typeof stationConditions)[number]

const word = z.string().max(60)
const count = z.int().min(0).max(1_000_000_000)

export const stationPrinterSchema = z.strictObject({
  model: word.nullable(),
  serial: word.nullable(),
  firmware: word.nullable(),
  /** `left`: cards that it is still good for; null where the printer cannot tell. */
  ribbon: z.strictObject({ kind: word, left: count.nullable() }).nullable(),
  counters: z.strictObject({ cards: count, sinceCleaning: count.nullable() }).nullable(),
  /** A code of the station: what keeps it from printing. */
  trouble: word.nullable(),
  warnings: z.array(word).max(8),
})
export type StationPrinter = z.infer<typeof stationPrinterSchema>

/** POST /stations/state */
export const stationStateSchema = z.strictObject({
  /** RUNNING: cards are being made. IDLE: it could, and has none to make. STOPPED: it cannot. OFF: it is being switched off. */
  state: z.enum(stationConditions),
  /** A code; NO_WORK where nothing is planned. */
  reason: word.nullable(),
  /** Null while the printer does not answer: what was told of it before stands. */
  printer: stationPrinterSchema.nullable(),
  /** What the station's clock shows. */
  clock: z.iso.datetime(),
})
export type StationStateReport = z.infer<typeof stationStateSchema>

/** → 200 */
export const stationStateAnswerSchema = z.strictObject({
  /** How far the station's clock is before the server's. */
  clockAheadMs: z.int(),
  /** It has to be set before work goes on as usual. */
  clockWrong: z.boolean(),
})
export type StationStateAnswer = z.infer<typeof stationStateAnswerSchema>
