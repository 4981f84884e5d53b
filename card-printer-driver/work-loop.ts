import type { Logger } from 'pino'
import { DomainError } from '../core/errors.ts'
import { chipAfterCrash } from './chip/after-crash.ts'
import { type ChipFault, ChipNotWritten } from './chip/personalisation-refusals.ts'
import type { ChipPlace } from './chip-step.ts'
import { sleep } from './clock.ts'
import { ServerRefusal, ServerUnreachable } from './http.ts'
import type { PrinterTrouble } from './printer.ts'
import { runJob, type Station } from './run-job.ts'
import { LeaseLost, type ServerClient } from './server-client.ts'
import type { JournalLine, StepJournal } from './step-journal.ts'

export interface Loop {
  readonly station: Station
  readonly inFlight: number
  readonly pollMilliseconds: number
  readonly log: Logger
}

/** Claims and makes cards, several at once, until the station is stopped. */
export async function workUntilStopped(loop: Loop): Promise<void> {
  const trouble: TroubleSeen = { last: null }
  await Promise.all(Array.from({ length: loop.inFlight }, () => lane(loop, trouble)))
}

/** What was last said about printer and encoder, so that it is said once. */
interface TroubleSeen {
  last: PrinterTrouble | ChipFault | null
}

async function lane(loop: Loop, seen: TroubleSeen): Promise<void> {
  const { station, pollMilliseconds, log } = loop
  while (!station.stop.aborted) {
    try {
      const busy = (await machinesReady(loop, seen)) && (await oneJob(loop))
      if (busy) continue
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      log.warn({ code: error.code }, error.text.vi)
    }
    await sleep(pollMilliseconds, station.stop)
  }
}

/** A printer that cannot print, or an encoder without its reader, claims nothing: the order would only come back. */
async function machinesReady({ station, log }: Loop, seen: TroubleSeen): Promise<boolean> {
  const trouble = (await station.printer.trouble()) ?? (await encoderTrouble(station))
  if (trouble !== seen.last) {
    seen.last = trouble
    if (trouble) log.warn({ trouble }, 'máy in hoặc đầu ghi chip chưa sẵn sàng')
    else log.info('máy in và đầu ghi chip đã sẵn sàng')
  }
  return trouble === null
}

/** A station without an encoder still makes cards without a chip. */
async function encoderTrouble({ chips }: Station): Promise<ChipFault | null> {
  try {
    await (await chips.encoder())?.ready()
    return null
  } catch (error) {
    if (error instanceof ChipNotWritten) return error.code
    throw error
  }
}

/** True where the next order should be asked for at once. */
async function oneJob({ station, log }: Loop): Promise<boolean> {
  const order = await station.server.claim({ chips: (await station.chips.encoder()) !== null })
  if (!order) return false
  const { end, reason } = await runJob(station, order)
  log.info({ job: order.id, end, reason }, 'xong một lệnh in')
  return end === 'stacked' || end === 'spoiled'
}

interface Restart {
  readonly server: ServerClient
  readonly journal: StepJournal
  readonly chips: ChipPlace
  readonly stop: AbortSignal
}

/** Tells the server which cards an earlier run lost sight of; what it cannot be told stays for the next start. */
export async function reportLost(
  from: Restart,
  unsettled: readonly JournalLine[],
  pollMilliseconds: number,
): Promise<void> {
  for (const line of unsettled) {
    const { job, lease, step } = line
    const event = await eventFor(from, line)
    while (!from.stop.aborted) {
      try {
        await from.server.report(job, { event, lease, reason: `STATION_RESTARTED_AT_${step.toUpperCase()}` })
        break
      } catch (error) {
        // The server has settled it otherwise, or never heard of the blank: nothing is left to say.
        if (error instanceof LeaseLost || error instanceof ServerRefusal) break
        if (!(error instanceof ServerUnreachable)) throw error
      }
      await sleep(pollMilliseconds, from.stop)
    }
    if (!from.stop.aborted) await from.journal.write({ job, lease, step: 'settled' })
  }
}

/** A chip that was being written can be asked how far it is, if it still lies in the reader. */
async function eventFor(
  { chips }: Restart,
  { step, chipSerial }: JournalLine,
): Promise<'eject' | 'spoil' | 'loseTrack'> {
  if (step !== 'encoding' || chipSerial === undefined) return 'loseTrack'
  const encoder = await chips.encoder().catch((error: unknown) => {
    if (error instanceof DomainError) return null
    throw error
  })
  return encoder && !encoder.emulated ? chipAfterCrash(encoder, chips.profile, chipSerial) : 'loseTrack'
}
