import type { Logger } from 'pino'
import type { PrintOrder } from '../core/contracts/print-job.ts'
import { DomainError } from '../core/errors.ts'
import { Brake } from './brake.ts'
import { type ChipFault, ChipNotWritten } from './chip/personalisation-refusals.ts'
import { elapsed, sleep } from './clock.ts'
import type { PrinterTrouble } from '../core/production/printer-troubles.ts'
import { ServerUnreachable } from './http.ts'
import { recoverJob } from './recovery.ts'
import { reportState } from './report-state.ts'
import { type JobResult, runJob } from './run-job.ts'
import { type JournalRecord, JournalUnwritable } from './step-journal.ts'
import { printName, type Station } from './work.ts'

export interface Loop {
  readonly station: Station
  readonly inFlight: number
  readonly pollMilliseconds: number
  readonly log: Logger
}

/**
 * Cards that nobody could tell of are asked about again so often, in milliseconds: a person settles them, or the printer comes back. After
 * some minutes in vain more and more seldom, for the looking keeps the next card waiting.
 */
const lostInterval = 10_000
const longestLostInterval = 5 * 60_000
const soonLooks = 12
const pauseAfter = (looks: number) =>
  Math.min(longestLostInterval, lostInterval * 2 ** Math.max(0, looks - soonLooks))

const serverAway = new ServerUnreachable().code

interface LostCard {
  readonly looks: number
  readonly nextAt: number
  /** What kept it from being asked about, said once. */
  readonly trouble: string | null
}

/** What the lanes have in common. */
interface Floor extends Loop {
  readonly brake: Brake
  /** Jobs in the lanes' hands. */
  readonly working: Set<string>
  /** What was last said about printer, encoder and server, so that it is said once. */
  said: PrinterTrouble | ChipFault | null
  refusal: string | null
  /** One lane claims at a time, and one looks after lost cards: the server then never gives one job to two. */
  turn: Promise<unknown>
  /** By job and lease. */
  readonly lost: Map<string, LostCard>
}

/** Settles what an earlier run left, then claims and makes cards, several at once, until the station is stopped. */
export async function workUntilStopped(loop: Loop): Promise<void> {
  const floor: Floor = {
    ...loop,
    brake: new Brake(),
    working: new Set(),
    said: null,
    refusal: null,
    turn: Promise.resolve(),
    lost: new Map(),
  }
  const condition = () => ({ working: floor.working.size, trouble: floor.said, refusal: floor.refusal })
  await Promise.all([
    ...Array.from({ length: loop.inFlight }, () => lane(floor)),
    reportState(loop.station, condition, loop.log),
  ])
}

async function lane(floor: Floor): Promise<void> {
  const { station, pollMilliseconds, log } = floor
  while (!station.stop.aborted) {
    try {
      const order = await inTurn(floor, () => nextOrder(floor))
      if (order && (await oneJob(floor, order))) continue
    } catch (error) {
      if (!(error instanceof DomainError) || error instanceof JournalUnwritable) throw error
      if (error.code !== floor.refusal) log.warn({ code: error.code }, error.text.vi)
      floor.refusal = error.code
    }
    await sleep(pollMilliseconds, station.stop)
  }
}

function inTurn<Result>(floor: Floor, work: () => Promise<Result>): Promise<Result> {
  const mine = floor.turn.then(work)
  floor.turn = mine.catch(() => undefined)
  return mine
}

/** Lost cards first: a machine with an old card in it makes no new one. Null where nothing may be or is to be done now. */
async function nextOrder(floor: Floor): Promise<PrintOrder | null> {
  const { station, working } = floor
  if (station.stop.aborted) return null
  await recoverLost(floor)
  if (!(await machinesReady(floor))) return null
  await tellBrake(floor)
  const unsettled = station.journal.unsettled.map(({ job }) => job)
  const order = await station.server.claim({
    chips: (await station.chips.encoder()) !== null,
    working: [...new Set([...working, ...unsettled])],
  })
  floor.refusal = null
  if (order) working.add(order.id)
  return order
}

/**
 * Cards of the journal that no lane works on: of an earlier run, or lost sight of. One that cannot be asked about keeps none of the others
 * waiting, and no claim: where server or printer are away altogether, the claim itself finds that out.
 */
async function recoverLost(floor: Floor): Promise<void> {
  const { station, working, lost } = floor
  const unsettled = station.journal.unsettled.filter(({ job }) => !working.has(job))
  for (const key of lost.keys()) if (!unsettled.some((record) => printName(record) === key)) lost.delete(key)
  for (const record of unsettled) {
    if (station.stop.aborted) return
    const known = lost.get(printName(record)) ?? { looks: 0, nextAt: -Infinity, trouble: null }
    if (elapsed() < known.nextAt) continue
    const trouble = await recoverOne(floor, record, known)
    const looks = known.looks + 1
    lost.set(printName(record), { looks, nextAt: elapsed() + pauseAfter(looks), trouble })
  }
}

/** Gives why it could not be asked about; null where it was. */
async function recoverOne(
  { station, log, brake }: Floor,
  record: JournalRecord,
  known: LostCard,
): Promise<string | null> {
  try {
    const { decision, evidence, result } = await recoverJob(station, record)
    log.info({ job: record.job, decision, ...evidence, end: result?.end }, 'thẻ dở dang của lần chạy trước')
    if (result) sayUntold(log, record.job, result)
    // Looked at in vain once more, a lost card is no further failure.
    const isNews = decision !== 'UNKNOWN' && (result?.end !== 'lost' || evidence.server === 'HELD')
    if (result && isNews) brake.note(result)
    return null
  } catch (error) {
    if (!(error instanceof DomainError) || error instanceof JournalUnwritable) throw error
    if (error.code !== known.trouble) log.warn({ job: record.job, code: error.code }, error.text.vi)
    return error.code
  }
}

/** Said where the operator looks: what the server does not know of a card. */
function sayUntold(log: Logger, job: string, { end, reason, refused }: JobResult): void {
  if (end === 'suspended' && reason === serverAway)
    log.warn({ job }, 'máy chủ chưa nhận được kết quả của thẻ này; trạm giữ lại và báo sau')
  if (refused !== undefined)
    log.error(
      { job, end, refused },
      'máy chủ không nhận một bước của thẻ này; chỉ kết cục của thẻ được báo. Hãy báo trưởng xưởng xem lại lệnh in.',
    )
}

/** A station whose brake is on says so before it asks for more; the server then gives it nothing. */
async function tellBrake({ station, brake, log }: Floor): Promise<void> {
  const { stop } = brake
  if (!stop) return
  await station.server.stop(stop)
  brake.told()
  log.error({ ...stop }, 'trạm tự dừng vì liên tiếp làm hỏng thẻ')
}

/** A printer that cannot print, or an encoder without its reader, claims nothing: the order would only come back. */
async function machinesReady(floor: Floor): Promise<boolean> {
  const { station, log } = floor
  const trouble = (await station.printer.trouble()) ?? (await encoderTrouble(station))
  if (trouble !== floor.said) {
    floor.said = trouble
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
async function oneJob({ station, working, brake, log }: Floor, order: PrintOrder): Promise<boolean> {
  try {
    const result = await runJob(station, order)
    log.info({ job: order.id, ...result }, 'xong một lệnh in')
    sayUntold(log, order.id, result)
    brake.note(result)
    return result.end === 'stacked' || result.end === 'spoiled'
  } finally {
    working.delete(order.id)
  }
}
