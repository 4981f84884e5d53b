import type { Logger } from 'pino'
import type { StationPrinter, StationStateReport } from '../core/contracts/station-state.ts'
import { DomainError } from '../core/errors.ts'
import { noWork } from '../core/production/oee.ts'
import { switchedOff } from '../core/production/station-reasons.ts'
import { elapsed, now, sleep } from './clock.ts'
import type { PrinterState } from './printer.ts'
import type { Station } from './work.ts'

/** However little happens, the server hears of the station so often, in milliseconds. */
const interval = 15_000
/** So soon it hears of a change. */
const glance = 1000
/** The line to the printer may be busy with a card: then what it said before stands. */
const printerPatience = 2000

/** What the work loop knows of itself. */
export interface Condition {
  /** Cards in hand. */
  readonly working: number
  /** What keeps printer or encoder from making cards. */
  readonly trouble: string | null
  /** Why the server gave nothing. */
  readonly refusal: string | null
}

type Standing = Pick<StationStateReport, 'state' | 'reason'>

/** What the server refuses to a station that it has stopped. */
const stopped = 'STATION_STOPPED'

function standingOf({ working, trouble, refusal }: Condition): Standing {
  if (trouble !== null) return { state: 'STOPPED', reason: trouble }
  if (working > 0) return { state: 'RUNNING', reason: null }
  if (refusal === stopped) return { state: 'STOPPED', reason: refusal }
  return { state: 'IDLE', reason: refusal ?? noWork }
}

/** Tells the server how the station is doing until it is stopped; that the server cannot be told changes nothing of the work. */
export async function reportState(
  station: Pick<Station, 'server' | 'printer' | 'stop'>,
  condition: () => Condition,
  log: Logger,
): Promise<void> {
  const { server, stop } = station
  const printer = printerWatch(station)
  let told = ''
  let toldAt = -Infinity
  let clockWrong = false
  const tell = async (standing: Standing, state: StationPrinter | null) => {
    try {
      const answer = await server.tellState({
        ...standing,
        printer: state,
        clock: new Date(now()).toISOString(),
      })
      if (answer.clockWrong && !clockWrong) log.error({ clockAheadMs: answer.clockAheadMs }, wrongClock)
      clockWrong = answer.clockWrong
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
    }
  }
  while (!stop.aborted) {
    const standing = standingOf(condition())
    const text = `${standing.state} ${standing.reason ?? ''}`
    if (text !== told || elapsed() - toldAt >= interval) {
      await tell(standing, await printer())
      told = text
      toldAt = elapsed()
    }
    await sleep(glance, stop)
  }
  // Within the moment that a station which stops has.
  await Promise.race([tell({ state: 'OFF', reason: switchedOff }, null), sleep(glance)])
}

const wrongClock =
  'đồng hồ của trạm sai: hãy chỉnh giờ máy (bật đồng bộ thời gian), nếu không nhật ký và chứng thư của trạm sẽ không dùng được'

/** The printer is asked once at a time; null until it has answered, and while it does not. */
function printerWatch({
  printer,
  stop,
}: Pick<Station, 'printer' | 'stop'>): () => Promise<StationPrinter | null> {
  let known: StationPrinter | null = null
  let asking: Promise<void> | null = null
  const ask = async () => {
    try {
      known = printerOf(await printer.state())
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      known = null
    } finally {
      asking = null
    }
  }
  return async () => {
    asking ??= ask()
    await Promise.race([asking, sleep(printerPatience, stop)])
    return known
  }
}

function printerOf({
  model,
  serial,
  firmware,
  ribbon,
  counters,
  trouble,
  warnings,
}: PrinterState): StationPrinter {
  const short = (text: string | null) => text?.slice(0, 60) ?? null
  return {
    model: short(model),
    serial: short(serial),
    firmware: short(firmware),
    counters,
    trouble,
    ribbon: ribbon && {
      kind: ribbon.kind.slice(0, 60),
      left: ribbon.left,
    },
    warnings: [...warnings],
  }
}
