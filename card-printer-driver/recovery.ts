/** Cards that an earlier run, or this one, lost sight of: what is known of each is gathered, one table decides, the rest is as always. */
import { createHash } from 'node:crypto'
import type { HeldJob, PrintOrder } from '../core/contracts/print-job.ts'
import { DomainError } from '../core/errors.ts'
import {
  type CrashDecision,
  type CrashEvidence,
  decideAfterCrash,
} from '../core/production/decide-after-crash.ts'
import type { CardFacts } from '../core/production/missing-reports.ts'
import { chipAfterCrash } from './chip/after-crash.ts'
import type { ChipEncoder } from './chip/chip-encoder.ts'
import { openDelivery } from './chip/open-delivery.ts'
import { type HeldCard, PrinterProtocolFault } from './printer.ts'
import { finishCard, lookAtCard, printCard, type SentCard } from './print-step.ts'
import { drawCard, type JobResult, workOn } from './run-job.ts'
import type { JournalRecord } from './step-journal.ts'
import { noFacts, type Patience, printName, type Station, tell, type Work, WorkEnds } from './work.ts'

/** What became of a card that was lost sight of; null: nobody can tell yet, a person looks. */
export interface Recovered {
  readonly decision: CrashDecision
  readonly evidence: CrashEvidence
  readonly result: JobResult | null
}

/** The machine may have let go of a card a moment before the crash. */
const look: Patience = { server: 0, tray: 10_000 }
/** A card that has been lost for a while is there by now, or is not. */
const glance: Patience = { server: 0, tray: 0 }

/** Throws ServerUnreachable, PrinterRefusal: neither server nor printer may be guessed about, it is asked again later. */
export async function recoverJob(station: Station, record: JournalRecord): Promise<Recovered> {
  const held = await station.server.job(record.job)
  const server = viewOf(held, record)
  const order = held?.order ?? null
  const { card, isInside } = await leftoverOf(station, record)
  const { print, sent } = await printOf(station, record, isInside)
  const chip = order ? await chipOf(station, { record, order, card }) : 'NOT_SEEN'
  const evidence = { step: record.step, server, chip, print, card: isInside }
  const decision = decideAfterCrash(evidence)
  const known: Known = { station, record, held, order, card, sent, decision }
  return { decision, evidence, result: await carryOut(known) }
}

function viewOf(held: HeldJob | null, { lease }: JournalRecord): CrashEvidence['server'] {
  if (!held || held.lease !== lease || held.order === null) return 'OVER'
  return held.state === 'OUTCOME_UNKNOWN' ? 'LOST' : 'HELD'
}

/** The machine holds one card: that which was fed last. */
async function leftoverOf({ printer, journal }: Station, record: JournalRecord) {
  const { cardInside } = await printer.state()
  const isLast = journal.unsettled.at(-1)?.job === record.job
  if (cardInside === null) return { card: null, isInside: 'NOT_KNOWN' as const }
  if (!cardInside || !isLast) return { card: null, isInside: 'NOT_INSIDE' as const }
  return { card: (await printer.leftover?.()) ?? null, isInside: 'INSIDE' as const }
}

interface PrintKnown {
  readonly print: CrashEvidence['print']
  readonly sent: SentCard | null
}

const beforePrint: readonly JournalRecord['step'][] = ['feeding', 'fed', 'encoding', 'encoded']

/** By name where the printer keeps its jobs; its numbers begin anew when it is switched on. */
async function printOf(
  { printer }: Station,
  record: JournalRecord,
  isInside: CrashEvidence['card'],
): Promise<PrintKnown> {
  if (beforePrint.includes(record.step)) return { print: 'NOT_BEGUN', sent: null }
  // A machine that holds its card was driven panel by panel: nobody knows how many it has got.
  if (isInside === 'INSIDE') return { print: 'NOT_KNOWN', sent: null }
  const named = await printer.jobNamed?.(printName(record))
  // A printer that holds the card counts it when it is drawn in, and calls it by that number ever after.
  const counted = printer.capabilities.counters ? (record.cards ?? null) : null
  const jobId = named ?? record.printerJob ?? counted
  const sent = jobId === null ? null : { jobId, isCertain: named !== undefined || counted !== null }
  if (named === null || jobId === null) return { print: 'NOT_KNOWN', sent }
  try {
    const progress = await printer.progress(jobId)
    if (progress.state === 'printed') return { print: 'PRINTED', sent }
    if (progress.state !== 'failed') return { print: 'UNDER_WAY', sent }
    return { print: progress.untouched ? 'NOT_BEGUN' : 'BROKEN', sent }
  } catch (error) {
    if (error instanceof PrinterProtocolFault) return { print: 'NOT_KNOWN', sent }
    throw error
  }
}

interface ChipInWork {
  readonly record: JournalRecord
  readonly order: PrintOrder
  readonly card: HeldCard | null
}

async function chipOf(station: Station, work: ChipInWork): Promise<CrashEvidence['chip']> {
  const { record, order } = work
  const { chip } = order
  if (!chip) return 'NONE'
  const encoder = work.card?.encoder ?? (await outsideEncoder(station))
  if (!encoder) return 'NOT_SEEN'
  return chipAfterCrash(encoder, station.chips.profile, {
    serial: record.chipSerial ?? chip.chipSerial,
    readBack: record.sodSha256 !== undefined && record.sodSha256 === (chip.sodSha256 ?? record.sodSha256),
    contents: async () => {
      const delivery = await station.server.chip(order.id).catch((error: unknown) => {
        if (error instanceof DomainError) return null
        throw error
      })
      return delivery && openDelivery(delivery, chip)
    },
  })
}

/** A reader beside the printer; the emulated one of this process has forgotten its chips. */
async function outsideEncoder({ chips, printer }: Station): Promise<ChipEncoder | null> {
  if (printer.capabilities.encode !== null) return null
  const encoder = await chips.encoder()
  return encoder && !encoder.emulated ? encoder : null
}

interface Known {
  readonly station: Station
  readonly record: JournalRecord
  readonly held: HeldJob | null
  readonly order: PrintOrder | null
  readonly card: HeldCard | null
  readonly sent: SentCard | null
  readonly decision: CrashDecision
}

async function carryOut(known: Known): Promise<JobResult | null> {
  const { station, record, held, order, card, decision } = known
  // An order under another lease is another try's: nothing of this one may be told in its name.
  if (!order || !held || decision === 'CLEAR' || decision === 'FORGET') return await cleared(known)
  // The server knows already that nobody knows.
  if (decision === 'UNKNOWN' && held.state === 'OUTCOME_UNKNOWN') return null
  const patience = held.state === 'OUTCOME_UNKNOWN' ? glance : look
  const beginning = { order, state: held.state, facts: factsOf(record, order), card, patience }
  return workOn(station, beginning, (work) => makers[decision](work, known))
}

/** Settled elsewhere: what still lies in the machine is put away, and nothing is told. */
async function cleared({ station, record, card, decision }: Known): Promise<JobResult | null> {
  const { job, lease } = record
  if (decision === 'CLEAR') await (card ? putAway(record, card) : station.printer.rejectLeftover())
  await station.journal.write({ job, lease, step: 'settled' })
  return { end: 'abandoned', reason: 'SETTLED_ELSEWHERE' }
}

/** In these nothing was done to the blank. */
const untouched: readonly JournalRecord['step'][] = ['feeding', 'fed', 'returning', 'returned']

const putAway = ({ step }: JournalRecord, card: HeldCard) =>
  untouched.includes(step) ? card.giveBack() : card.reject()

function factsOf(record: JournalRecord, order: PrintOrder): CardFacts {
  const { sodSha256 = null, renderSha256 = null, step, qrSha256 } = record
  const isPrinted = step === 'printed' || step === 'verified'
  const isRight = qrSha256 === createHash('sha256').update(order.face.qr).digest('hex')
  return {
    ...noFacts(order),
    fed: true,
    sodSha256,
    renderSha256: isPrinted ? renderSha256 : null,
    qr: step === 'verified' && isRight ? order.face.qr : null,
    signedQr: step === 'verified' && isRight ? (order.face.signedQr ?? null) : null,
  }
}

const restarted = ({ record }: Known) => record.reason ?? `STATION_RESTARTED_AT_${record.step.toUpperCase()}`

type Maker = (work: Work, known: Known) => Promise<void>

const makers: Readonly<Record<Exclude<CrashDecision, 'CLEAR' | 'FORGET'>, Maker>> = {
  PRINT: async (work, known) => {
    const { station } = work
    const sodSha256 = known.record.sodSha256 ?? work.order.chip?.sodSha256 ?? null
    // Its files came after its own keys, and their hash was not written down: the server would not take the print.
    if (work.order.chip !== null && sodSha256 === null) return end('spoil', known)
    const trouble = await station.printer.trouble()
    // The card inside is this very one.
    const isFree = trouble === null || (trouble === 'CARD_INSIDE' && work.card !== null)
    if (!isFree) throw new WorkEnds('suspend', trouble)
    work.card ??= await station.printer.feed(printName(known.record), { ended: work.ended })
    if (work.telling.state === 'CARD_FED' || work.telling.state === 'CHIP_WRITTEN')
      await tell(work, { sodSha256 })
    await printCard(work, await drawCard(work))
  },
  WAIT: async (work, { sent }) => finishCard(work, certain(sent)),
  LOOK: async (work, { sent }) => lookAtCard(work, certain(sent)),
  TELL: async (work, known) => {
    // Another QR than the order has now: the order is not what was printed.
    if (work.facts.qr === null) return end('loseTrack', known)
    await tell(work, {})
  },
  GIVE_BACK: async (_, known) => end('eject', known),
  REJECT: async (_, known) => end('spoil', known),
  UNKNOWN: async (_, known) => end('loseTrack', known),
}

function end(event: WorkEnds['event'], known: Known): never {
  throw new WorkEnds(event, restarted(known))
}

function certain(sent: SentCard | null): SentCard {
  if (!sent) throw new WorkEnds('loseTrack', 'PRINTER_FORGOT')
  return sent
}
